import API
import Definitions
import Foundation
import Metadata
import Secrets

/// The server over a home that `make` has made, with one service client: `membership-probe serve HOME
/// PORT TOKEN`. Prints `ready PORT` when it listens; SIGTERM ends it.
func serve(home path: String, port: Int, token: String) async throws {
    let home = try ProbeHome(path: path)
    var configuration = Server.Configuration(
        home: home.home, metadata: home.metadata, threads: 2, space: { _, _ in home.space },
        now: { Int64(Date().timeIntervalSince1970 * 1000) })
    configuration.port = port
    configuration.callers = ProbeTokens(token)
    configuration.report = { FileHandle.standardError.write(Data(($0 + "\n").utf8)) }
    try await Server(configuration).run { port in
        print("ready \(port)")
        fflush(nil)
    }
    await home.metadata.close()
}

/// Found by the fingerprint of what is shown, as a store keeps it.
private struct ProbeTokens: CallerLookup {
    private let callers: [String: Caller]

    init(_ token: String) {
        callers = [
            SecretToken.fingerprint(of: token): Caller(
                id: 1, name: "client/bench", kind: .program([.membership]))
        ]
    }

    func caller(bearer token: String) -> Caller? { callers[SecretToken.fingerprint(of: token)] }

    var revision: UInt64? { 1 }
}
