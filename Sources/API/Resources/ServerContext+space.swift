import Definitions
import Hummingbird
import Operations

extension ServerContext {
    /// What operations stand on, now, for whoever asks.
    func space(_ configuration: Server.Configuration) throws(Problem) -> SegmentSpace {
        configuration.space(configuration.now(), try requireCaller().name)
    }

    /// Throws where the caller lacks a right that this request needs beside its endpoint's.
    func require(_ right: Right) throws(Problem) {
        guard try requireCaller().may(right) else { throw .notAllowed(right) }
    }
}
