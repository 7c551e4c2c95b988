import Definitions
import Operations

extension Masking {
    /// What this caller does not see in clear; whoever sees everything costs nothing.
    init(_ configuration: Server.Configuration, for caller: Caller) async throws {
        guard !caller.may(.seePersonalData) else {
            self = .nothing
            return
        }
        let space = configuration.space(configuration.now(), caller.name)
        self.init(try await space.catalogue(), showsPersonal: false)
    }
}
