import Definitions
package import Logging
import Synchronization

/// Writes the log line by line, as text or as JSON.
///
///     2026-11-29T05:33:17.120Z info request method=GET route=/api/v1/segments/{id} status=200 ms=12
///     {"time":"2026-11-29T05:33:17.120Z","level":"info","message":"request","route":…}
package struct LogLines: LogHandler {
    package enum Format: String, CaseIterable, Sendable {
        case text, json
    }

    package var logLevel = Logger.Level.info
    package var metadata: Logger.Metadata = [:]
    private let format: Format
    private let now: @Sendable () -> Int64
    private let write: @Sendable (String) -> Void

    /// `write` is given whole lines; it is called from any thread.
    package init(
        format: Format, now: @escaping @Sendable () -> Int64,
        write: @escaping @Sendable (String) -> Void
    ) {
        self.format = format
        self.now = now
        self.write = write
    }

    package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    package func log(event: LogEvent) {
        let members = metadata.merging(event.metadata ?? [:]) { $1 }.sorted { $0.key < $1.key }
        let time = Self.time(now())
        let message = event.message.description
        switch format {
        case .text:
            let rest = members.map { " \($0.key)=\(Self.plain("\($0.value)"))" }.joined()
            write("\(time) \(event.level.rawValue) \(Self.plain(message, quoted: false))\(rest)\n")
        case .json:
            let line = JSONValue.object(
                [
                    .init("time", .string(time)), .init("level", .string(event.level.rawValue)),
                    .init("message", .string(message)),
                ] + members.map { .init($0.key, Self.json($0.value)) })
            write(line.rendered() + "\n")
        }
    }

    /// `2026-11-29T05:33:17.120Z`
    private static func time(_ milliseconds: Int64) -> String {
        let text = Zone.utc.text(milliseconds)
        let fraction = String((milliseconds % 1000 + 1000) % 1000)
        return text.prefix(19) + "." + String(repeating: "0", count: 3 - fraction.count) + fraction
            + "Z"
    }

    private static func json(_ value: Logger.MetadataValue) -> JSONValue {
        let text = "\(value)"
        if case .stringConvertible = value, let number = Int64(text) { return .integer(number) }
        return .string(text)
    }

    /// On one line; in quotes where it has spaces.
    private static func plain(_ text: String, quoted: Bool = true) -> String {
        let flat = text.replacing("\n", with: " ").replacing("\r", with: " ")
        return quoted && (flat.isEmpty || flat.contains(" ")) ? "\"\(flat)\"" : flat
    }
}
