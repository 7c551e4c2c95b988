import Logging

extension Server.Configuration {
    /// Lets the log be written line by line. `level`: `debug`, `info`, `warning` or `error`.
    package mutating func log(
        as format: LogLines.Format, from level: String,
        _ write: @escaping @Sendable (String) -> Void
    ) {
        let now = now
        logger = Logger(label: "cxm") { _ in LogLines(format: format, now: now, write: write) }
        logger.logLevel = Logger.Level(rawValue: level) ?? .info
    }

    /// Tells an administrator of something beside the requests.
    package var say: @Sendable (String) -> Void {
        let logger = logger
        return { logger.warning("\($0)") }
    }
}
