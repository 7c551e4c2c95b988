import Foundation
import NIOCore

/// Why the server cannot be started.
package enum ServerError: Error, Hashable, Sendable, CustomStringConvertible {
    case portInUse(host: String, port: Int)
    case portNotAllowed(Int)
    case unknownHost(String)
    case cannotListen(host: String, port: Int, reason: String)

    init(_ error: IOError, host: String, port: Int) {
        switch error.errnoCode {
        case EADDRINUSE: self = .portInUse(host: host, port: port)
        case EACCES: self = .portNotAllowed(port)
        case EADDRNOTAVAIL: self = .unknownHost(host)
        default: self = .cannotListen(host: host, port: port, reason: error.description)
        }
    }

    package var description: String {
        switch self {
        case .portInUse(let host, let port):
            "Another program listens on \(host), port \(port) already. Stop it, or choose another "
                + "port; --port 0 takes any free one."
        case .portNotAllowed(let port):
            "This user may not listen on port \(port). Choose one from 1024 on, as --port 8080."
        case .unknownHost(let host):
            "This machine has no address '\(host)'. Use --host 127.0.0.1 for this machine alone, or "
                + "--host 0.0.0.0 for every network."
        case .cannotListen(let host, let port, let reason):
            "Cannot listen on \(host), port \(port): \(reason)."
        }
    }
}
