/// A retention question in English, sentence by sentence.
struct EnglishRetention {
    let retention: Retention

    var text: String {
        (question + [range, filters, segments]).compactMap(\.self).joined(separator: " ")
    }

    private var period: String { retention.period.rawValue }
    private var start: String { EnglishScope.step(retention.startEvent) }
    private var comeback: String { EnglishScope.step(retention.returnEvent) }

    private var question: [String?] {
        switch retention.view {
        case .retention: [cohorts, columns, rolling, measure]
        case .stickiness:
            ["In how many different \(period)s do users do \(comeback): how many for each number?"]
        case .lifecycle:
            [
                "How many users are new, returning, resurrected or dormant in each \(period), judged "
                    + "by \(comeback)?"
            ]
        }
    }

    private var cohorts: String {
        switch retention.startKind {
        case .first: "Users are grouped by the \(period) of their first \(start)."
        case .firstEver: "Users are grouped by the \(period) of their first \(start) of all time."
        case .recurring: "Users are grouped by every \(period) in which they do \(start)."
        }
    }

    private var columns: String {
        "How many of each group do \(comeback) afterwards, " + columnWords + "?"
    }

    private var columnWords: String {
        switch retention.columns {
        case .on(1), .onOrAfter(1): "in the \(period) of the start"
        case .on(let count): "in each of \(count) \(period)s, the first being that of the start"
        case .onOrAfter(let count):
            "in each of \(count) \(period)s or later, the first being that of the start"
        case .brackets(let brackets):
            "in the \(period)s "
                + English.list(
                    brackets.map {
                        $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound) to \($0.upperBound)"
                    }, "and") + ", 0 being that of the start"
        }
    }

    private var rolling: String? {
        guard !retention.isCalendar else { return nil }
        let length = retention.period == .day ? "24 hours" : "7 times 24 hours"
        return "A \(period) is \(length), measured from the start."
    }

    private var measure: String? {
        retention.measure.map {
            "Shown too is the \($0.kind.rawValue) of \($0.property) of the returns."
        }
    }

    private var range: String? {
        guard let range = retention.scope.range.map(EnglishScope.words) else { return nil }
        return switch retention.view {
        case .retention: "The start must happen \(range)."
        case .stickiness: "Only what happens \(range) counts."
        case .lifecycle: "Shown are the \(period)s \(range)."
        }
    }

    private var filters: String? { EnglishScope.filters(retention.scope) }

    private var segments: String? {
        guard retention.scope.segments != [.all] else { return nil }
        let groups = retention.scope.segments.map { choice in
            switch choice {
            case .all: "all users"
            case .members(let id): "members of the segment \(English.quoted(id))"
            case .others(let id): "users outside the segment \(English.quoted(id))"
            }
        }
        return groups.count == 1
            ? "Only \(groups[0]) count." : "Compared are \(English.list(groups, "and"))."
    }
}
