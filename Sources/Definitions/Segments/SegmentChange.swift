/// One difference between two versions of a definition.
///
///     for change in SegmentChange.all(from: old, to: new) { change.described(in: names) }
///     // Container 1, group 1 (Members): Age is between 30 and 39 → Age is between 30 and 49
package struct SegmentChange: Hashable, Sendable {
    /// What changed: before, after, or both.
    package enum Part: Hashable, Sendable {
        /// The whole definition is of another kind, or another statement, list or element.
        case definition(SegmentDefinition)
        case container(GroupContainer)
        case group(SegmentGroup)
        case filter(Filter)
        case range(TimeRange)
        case condition(AggregateCondition)
        case join(JoinKey)
        /// The group is excluded.
        case exclusion
        /// The container is subtracted.
        case subtraction
        /// A segment, by its id, of which a composite is made.
        case segment(String)
        /// How a composite puts its segments together.
        case operation(SegmentDefinition.Operation)
    }

    package enum Kind: String, Sendable {
        case added, removed, changed
    }

    /// Places in the newer definition, from 0; of what is gone, in the older one. Nil: it concerns more
    /// than one container or group.
    package let container: Int?
    package let group: Int?
    /// The table of the group.
    package let dataset: String?
    package let before: Part?
    package let after: Part?

    package var kind: Kind {
        before == nil ? .added : after == nil ? .removed : .changed
    }

    init(
        container: Int? = nil, group: Int? = nil, dataset: String? = nil, before: Part?,
        after: Part?
    ) {
        precondition(before != nil || after != nil, "a change has a before or an after")
        self.container = container
        self.group = group
        self.dataset = dataset
        self.before = before
        self.after = after
    }
}

extension SegmentChange {
    /// The differences, in the order of the newer definition; what is gone comes where it was. Empty
    /// where both are equal, the order of filters, groups and containers apart.
    package static func all(
        from old: SegmentDefinition, to new: SegmentDefinition
    ) -> [SegmentChange] {
        switch (old, new) {
        case (.containers(let before), .containers(let after)):
            ContainerComparison(before, after).changes
        case (.composite(let first, let before), .composite(let second, let after)):
            composite(first, before, second, after)
        default:
            old == new ? [] : [.init(before: .definition(old), after: .definition(new))]
        }
    }

    private static func composite(
        _ first: SegmentDefinition.Operation, _ before: [String],
        _ second: SegmentDefinition.Operation, _ after: [String]
    ) -> [SegmentChange] {
        let operation: [SegmentChange] =
            first == second
            ? [] : [.init(before: .operation(first), after: .operation(second))]
        // From which segment others are taken is told by all of it.
        if second == .subtract, first == .subtract, before.first != after.first {
            return [
                .init(
                    before: .definition(.composite(first, of: before)),
                    after: .definition(.composite(second, of: after)))
            ]
        }
        return operation
            + before.filter { !after.contains($0) }.map {
                .init(before: .segment($0), after: nil)
            }
            + after.filter { !before.contains($0) }.map {
                .init(before: nil, after: .segment($0))
            }
    }
}

extension SegmentChange {
    /// The change in a line of words.
    package func described(in names: SegmentNames) -> String {
        let phrases = names.phrases
        let place = container.map {
            phrases.place(container: $0 + 1, group: group.map { $0 + 1 }, dataset: dataset) + ": "
        }
        let text = (place ?? "") + (flag(phrases) ?? change(in: names))
        return text.prefix(1).uppercased() + text.dropFirst()
    }

    private func change(in names: SegmentNames) -> String {
        let from = before.map { words($0, in: names) }
        let to = after.map { words($0, in: names) }
        return switch (from, to) {
        case (let from?, let to?): "\(from) → \(to)"
        case (let from?, nil): "\(names.phrases.removed): \(from)"
        case (nil, let to?): "\(names.phrases.added): \(to)"
        case (nil, nil): ""
        }
    }

    /// What is on or off.
    private func flag(_ phrases: any SegmentPhrases) -> String? {
        switch before ?? after {
        case .exclusion: phrases.exclusion(after != nil)
        case .subtraction: phrases.subtraction(after != nil)
        default: nil
        }
    }

    private func words(_ part: Part, in names: SegmentNames) -> String {
        let phrases = names.phrases
        let table = dataset ?? ""
        return switch part {
        case .definition(let definition): definition.described(in: names)
        case .container(let container):
            container.groups.map(phrases.clause).joined(separator: "; ")
        case .group(let group): phrases.clause(group)
        case .filter(let filter): phrases.filter(filter, on: table)
        case .range(let range): phrases.range(range)
        case .condition(let condition):
            phrases.condition(condition, of: SegmentGroup(dataset: table))
        case .join(let join): phrases.join(join)
        case .exclusion: phrases.exclusion(true)
        case .subtraction: phrases.subtraction(true)
        case .segment(let id): names.segment(id)
        case .operation(let operation): phrases.operation(operation)
        }
    }

    /// `{"change": "changed", "part": "filter", "container": 0, "group": 0, "before": {…}, "after": {…}}`
    package var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("change", .string(kind.rawValue)),
            .init("part", .string((after ?? before)?.name ?? "")),
        ]
        if let container { members.append(.init("container", .integer(Int64(container)))) }
        if let group { members.append(.init("group", .integer(Int64(group)))) }
        if let dataset { members.append(.init("dataset", .string(dataset))) }
        if let before { members.append(.init("before", before.json)) }
        if let after { members.append(.init("after", after.json)) }
        return .object(members)
    }
}

extension SegmentChange.Part {
    /// The word for programs.
    package var name: String {
        switch self {
        case .definition: "definition"
        case .container: "container"
        case .group: "group"
        case .filter: "filter"
        case .range: "range"
        case .condition: "having"
        case .join: "join"
        case .exclusion: "exclude"
        case .subtraction: "subtract"
        case .segment: "segment"
        case .operation: "operation"
        }
    }

    fileprivate var json: JSONValue {
        switch self {
        case .definition(let definition): definition.json
        case .container(let container): container.json
        case .group(let group): group.json
        case .filter(let filter): filter.json(about: .field)
        case .range(let range): range.json
        case .condition(let condition): condition.json
        case .join(let join): join.json
        case .exclusion, .subtraction: .boolean(true)
        case .segment(let id): .string(id)
        case .operation(let operation): .string(operation.rawValue)
        }
    }
}
