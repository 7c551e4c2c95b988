/// A segment's definition in English.
struct EnglishSegment: SegmentPhrases {
    let names: SegmentNames

    // Clauses of groups: `have at least 3 rows in Payments in the last 90 days`.

    func clause(_ group: SegmentGroup) -> String {
        let verb = group.isExcluded ? "do not have" : "have"
        let (rows, rest) = rows(group)
        let parts =
            ["\(verb) \(rows) in \(names.table(group.dataset))", group.range.map(range)]
            + [group.filters.isEmpty ? nil : "where " + filters(group)]
            + [rest.isEmpty ? nil : "with " + English.list(rest, "and")]
        return parts.compactMap(\.self).joined(separator: " ")
            + (group.join.map { ", " + join($0) } ?? "")
    }

    /// `at least 3 rows`, and what else holds of them.
    private func rows(_ group: SegmentGroup) -> (String, [String]) {
        let count = group.having.filter { $0.measure == .count }
        let others = group.having.filter { $0.measure != .count }
        let rest = others.map { condition($0, of: group, verb: "") }
        guard let first = count.first else { return (rest.isEmpty ? "a row" : "rows", rest) }
        return (
            amount(first), count.dropFirst().map { condition($0, of: group, verb: "") } + rest
        )
    }

    private func amount(_ condition: AggregateCondition) -> String {
        let numbers = condition.values.map(\.words)
        if condition.operator == .equals {
            return numbers[0] == "0" ? "no row" : "exactly " + rows(numbers[0])
        }
        return Self.comparison(condition.operator, numbers) + " "
            + (numbers.last == "1" ? "row" : "rows")
    }

    private func rows(_ number: String) -> String { number + (number == "1" ? " row" : " rows") }

    private static func comparison(_ operation: Comparison.Operator, _ values: [String]) -> String {
        let first = values[0]
        return switch operation {
        case .less: "less than \(first)"
        case .atMost: "at most \(first)"
        case .greater: "more than \(first)"
        case .atLeast: "at least \(first)"
        case .between: "between \(first) and \(values[values.count - 1])"
        case .notEquals: "not \(first)"
        default: first
        }
    }

    // The parts by themselves.

    func filter(_ filter: Filter, on table: String) -> String {
        EnglishFilter.all([filter], names: names.filters(on: table))
    }

    private func filters(_ group: SegmentGroup) -> String {
        EnglishFilter.all(group.filters, names: names.filters(on: group.dataset))
    }

    func range(_ range: TimeRange) -> String { EnglishScope.words(range) }

    func condition(_ condition: AggregateCondition, of group: SegmentGroup) -> String {
        self.condition(condition, of: group, verb: "is ")
    }

    private func condition(
        _ condition: AggregateCondition, of group: SegmentGroup, verb: String
    ) -> String {
        let field = condition.field.map { names.field($0, of: group.dataset) } ?? ""
        let subject =
            switch condition.measure {
            case .count: "the number of rows"
            case .countDistinct: "the number of different values of \(field)"
            case .sum: "the sum of \(field)"
            case .avg: "the average of \(field)"
            case .min: "the least \(field)"
            case .max: "the greatest \(field)"
            }
        return subject + " " + verb
            + Self.comparison(condition.operator, condition.values.map(\.words))
    }

    func join(_ join: JoinKey) -> String {
        "joined on \(join.key)"
            + (join.through.map { " through \(names.table($0))" } ?? "")
    }

    // Whole definitions.

    func containers(_ containers: [GroupContainer]) -> String {
        containers.enumerated().reduce("") { words, next in
            let clauses = next.element.groups.map(clause).joined(separator: ", and ")
            if next.offset == 0 { return "Users who \(clauses)" }
            return words
                + (next.element.subtracts
                    ? "; without users who \(clauses)" : "; also users who \(clauses)")
        } + "."
    }

    func sql(_ connection: String) -> String {
        "Users whom an SQL statement on the connection \(English.quoted(connection)) gives."
    }

    func list(_ list: SegmentList) -> String {
        var notes: [String] = []
        if list.unknown > 0 { notes.append("\(list.unknown) unknown") }
        if list.duplicates > 0 { notes.append("\(list.duplicates) repeated") }
        return "A list of \(English.count(Int64(list.users), "user"))"
            + (notes.isEmpty ? "" : " (\(notes.joined(separator: ", ")))") + "."
    }

    func analysis(_ question: Question, _ element: String) -> String {
        "The users behind the element \(English.quoted(element)) of this question: "
            + question.described(in: .english)
    }

    func composite(_ operation: SegmentDefinition.Operation, _ ids: [String]) -> String {
        let segments = ids.map { English.quoted(names.segment($0)) }
        switch operation {
        case .union: return "Users of " + English.list(segments, "or") + "."
        case .intersect: return "Users of " + English.list(segments, "and") + " at once."
        case .subtract:
            guard segments.count > 1 else { return "Users of \(segments[0])." }
            return "Users of \(segments[0]), without users of "
                + English.list(Array(segments.dropFirst()), "or") + "."
        }
    }

    // Headings of the outline, and words of a comparison.

    func containerHeading(_ number: Int, subtracts: Bool) -> String {
        (subtracts ? "minus container" : "container") + " \(number): users who satisfy all of"
    }

    func groupHeading(_ number: Int, _ group: SegmentGroup) -> String {
        (group.isExcluded ? "excluded group" : "group") + " \(number): "
            + names.table(group.dataset)
            + (group.range.map { ", " + range($0) } ?? "")
            + (group.join.map { ", " + join($0) } ?? "")
    }

    let anyRow = "any row"

    func exclusion(_ isExcluded: Bool) -> String {
        isExcluded ? "now excluded" : "no more excluded"
    }

    func subtraction(_ subtracts: Bool) -> String {
        subtracts ? "now subtracted" : "no more subtracted"
    }

    func operation(_ operation: SegmentDefinition.Operation) -> String {
        switch operation {
        case .union: "users of any segment"
        case .intersect: "users of all segments"
        case .subtract: "users of the first segment without the others"
        }
    }

    let added = "added"
    let removed = "removed"

    func place(container: Int, group: Int?, dataset: String?) -> String {
        "container \(container)" + (group.map { ", group \($0)" } ?? "")
            + (dataset.map { " (\(names.table($0)))" } ?? "")
    }
}
