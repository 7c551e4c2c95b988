import Definitions

extension JourneySet: CustomStringConvertible {
    /// The journeys as text that `init(text:)` reads again, names in one column.
    package var description: String {
        let heads = users.map { $0.user + Self.braces($0.attributes) }
        let width = heads.map(\.count).max() ?? 0
        return zip(heads, users).map { head, journey in
            let padding = String(repeating: " ", count: width - head.count)
            return ([head + padding, journey.path] + journey.notes).joined(separator: " ")
        }.joined(separator: "\n")
    }

    /// `{grade=vip,n=3}`, names sorted; nothing without values.
    fileprivate static func braces(_ values: [String: Value]) -> String {
        guard !values.isEmpty else { return "" }
        let pairs = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.words)" }
        return "{" + pairs.joined(separator: ",") + "}"
    }
}

extension Journey {
    /// `A0 B5#2{os=ios}`
    package var path: String {
        events.map { event in
            event.name + String(event.time) + (event.sequence.map { "#\($0)" } ?? "")
                + JourneySet.braces(event.properties)
        }.joined(separator: " ")
    }

    fileprivate var notes: [String] {
        [expected.map { "-> \($0)" }, comment.map { "// \($0)" }].compactMap(\.self)
    }
}
