import Definitions

/// A user's events, session by session.
///
///     session 3 · 2026-10-31 · 2 events in 41.2 s
///       09:00:01.000  app_open   os=ios
///       09:00:42.200  pay_start  os=ios amount=12000
struct TimelineTable {
    private let result: TimelineResult
    private let zone: Zone

    init(_ result: TimelineResult) {
        self.result = result
        zone = result.context.zone
    }

    var text: String {
        let shown = result.events.count
        var text = "\(result.context.heading(of: result.timeline.scope.dataset))\n"
        text += "\(result.timeline.user): \(Grouped.count(result.total, "event"))"
        text += shown < result.total ? "; the newest \(Grouped.text(shown)):\n" : "\n"
        if !result.attributes.isEmpty {
            text +=
                result.attributes.map { "\($0.name)=\($0.value.words)" }
                .joined(separator: " ") + "\n"
        }
        for session in result.events.split(by: \.session) { text += "\n" + table(of: session) }
        return text + "\n" + result.context.footer + "\n"
    }

    private func table(of session: ArraySlice<TimelineEvent>) -> String {
        guard let first = session.first, let last = session.last else { return "" }
        let width = session.map { TextWidth.of($0.event) }.max() ?? 0
        let length = session.count == 1 ? "" : " in \(Grouped.duration(last.time - first.time))"
        var text = "session \(first.session) · \(zone.text(first.time).prefix(10)) · "
        text += "\(Grouped.count(session.count, "event"))\(length)\n"
        for event in session {
            let padding = String(repeating: " ", count: width - TextWidth.of(event.event))
            let properties = event.properties.map { "\($0.name)=\($0.value.words)" }
            let line =
                "  \(zone.text(event.time).dropFirst(11).prefix(12))  \(event.event)\(padding)  "
                + properties.joined(separator: " ")
            text += line.trimmingSuffix(of: " ") + "\n"
        }
        return text
    }
}

extension String {
    fileprivate func trimmingSuffix(of character: Character) -> String {
        var text = self
        while text.last == character { text.removeLast() }
        return text
    }
}

extension Array {
    /// Neighbours of one key together.
    fileprivate func split(by key: (Element) -> Int) -> [ArraySlice<Element>] {
        var parts: [ArraySlice<Element>] = []
        var start = startIndex
        for index in indices.dropFirst() where key(self[index]) != key(self[index - 1]) {
            parts.append(self[start..<index])
            start = index
        }
        if start < endIndex { parts.append(self[start...]) }
        return parts
    }
}

/// A user's events, one a line: time, event, session, then a column for each property.
struct TimelineCSV {
    private let result: TimelineResult

    init(_ result: TimelineResult) {
        self.result = result
    }

    var text: String {
        var names: [String] = []
        for name in result.events.flatMap({ $0.properties.map(\.name) })
        where !names.contains(name) {
            names.append(name)
        }
        let lines = result.events.map { event in
            [result.context.zone.text(event.time), event.event, String(event.session)]
                + names.map { name in
                    event.properties.first { $0.name == name }?.value.words ?? ""
                }
        }
        return CSVLine.text(["time", "event", "session"] + names)
            + lines.map(CSVLine.text).joined()
    }
}
