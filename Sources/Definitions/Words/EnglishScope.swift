/// What questions of every kind say of their scope, in English.
enum EnglishScope {
    static func words(_ range: TimeRange) -> String {
        switch range {
        case .fixed(let from, let to): "from \(from.text) until before \(to.text)"
        case .last(1, let unit): words(.this(unit))
        case .last(let count, let unit): "in the last \(count) \(unit.rawValue)s"
        case .this(.day): "today"
        case .this(let unit): "in this \(unit.rawValue)"
        case .previous(.day): "yesterday"
        case .previous(let unit): "in the previous \(unit.rawValue)"
        }
    }

    static func filters(_ filters: [Filter]) -> String? {
        filters.isEmpty
            ? nil : "Only events count for which \(EnglishFilter.all(filters))."
    }

    /// Which events and which users count.
    static func filters(_ scope: Scope) -> String? {
        let users =
            scope.userFilters.isEmpty
            ? nil : "Only users count for whom \(EnglishFilter.all(scope.userFilters))."
        let sentences = [filters(scope.filters), users].compactMap(\.self)
        return sentences.isEmpty ? nil : sentences.joined(separator: " ")
    }

    static func segments(_ choices: [SegmentChoice]) -> String? {
        guard choices != [.all] else { return nil }
        let groups = choices.map { choice in
            switch choice {
            case .all: "all users"
            case .members(let id): "members of the segment \(English.quoted(id))"
            case .others(let id): "users outside the segment \(English.quoted(id))"
            }
        }
        return groups.count == 1
            ? "Only \(groups[0]) count." : "Compared are \(English.list(groups, "and"))."
    }

    /// `pay (amount is at least 100) or transfer`; with a label `Paid [pay]`.
    static func step(_ matcher: EventMatcher) -> String {
        let words = English.list(
            matcher.conditions.map { condition in
                let event = condition.event ?? "any event"
                return condition.filters.isEmpty
                    ? event : "\(event) (\(EnglishFilter.all(condition.filters)))"
            }, "or")
        guard let label = matcher.label, label != words else { return words }
        return "\(label) [\(words)]"
    }
}
