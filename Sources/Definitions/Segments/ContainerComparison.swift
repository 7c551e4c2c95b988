/// Finds what became of each container, group, filter and condition of an older definition.
struct ContainerComparison {
    private(set) var changes: [SegmentChange] = []

    init(_ before: [GroupContainer], _ after: [GroupContainer]) {
        let pairs = Pairing(
            before, after,
            rules: [
                { $0 == $1 }, { $0.sameTables(as: $1) && $0.subtracts == $1.subtracts },
                { $0.sharesTable(with: $1) }, { _, _ in true },
            ])
        for pair in pairs.pairs {
            switch (pair.old, pair.new) {
            case (let old?, let new?): compare(before[old], after[new], container: new)
            case (let old?, nil):
                changes.append(
                    .init(container: old, before: .container(before[old]), after: nil))
            case (nil, let new?):
                changes.append(
                    .init(container: new, before: nil, after: .container(after[new])))
            case (nil, nil): break
            }
        }
    }

    private mutating func compare(
        _ before: GroupContainer, _ after: GroupContainer, container: Int
    ) {
        if before.subtracts != after.subtracts {
            changes.append(
                .init(
                    container: container, before: before.subtracts ? .subtraction : nil,
                    after: after.subtracts ? .subtraction : nil))
        }
        let pairs = Pairing(
            before.groups, after.groups,
            rules: [
                { $0 == $1 },
                {
                    $0.dataset == $1.dataset && $0.join == $1.join
                        && $0.isExcluded == $1.isExcluded
                },
                { $0.dataset == $1.dataset },
            ])
        for pair in pairs.pairs {
            switch (pair.old, pair.new) {
            case (let old?, let new?):
                let place = Place(
                    container: container, group: new, dataset: after.groups[new].dataset)
                compare(before.groups[old], after.groups[new], at: place)
            case (let old?, nil):
                changes.append(
                    .init(container: container, before: .group(before.groups[old]), after: nil))
            case (nil, let new?):
                changes.append(
                    .init(container: container, before: nil, after: .group(after.groups[new])))
            case (nil, nil): break
            }
        }
    }

    private struct Place {
        let container: Int
        let group: Int
        let dataset: String
    }

    private mutating func compare(_ before: SegmentGroup, _ after: SegmentGroup, at place: Place) {
        if before.isExcluded != after.isExcluded {
            note(
                before.isExcluded ? .exclusion : nil, after.isExcluded ? .exclusion : nil, at: place
            )
        }
        if before.join != after.join {
            note(before.join.map { .join($0) }, after.join.map { .join($0) }, at: place)
        }
        if before.range != after.range {
            note(before.range.map { .range($0) }, after.range.map { .range($0) }, at: place)
        }
        note(
            Pairing(
                before.filters, after.filters,
                rules: [
                    { $0 == $1 }, { $0.properties == $1.properties && $0.verb == $1.verb },
                    { $0.properties == $1.properties },
                ]), before.filters.map { .filter($0) }, after.filters.map { .filter($0) }, place)
        note(
            Pairing(
                before.having, after.having,
                rules: [{ $0 == $1 }, { $0.measure == $1.measure && $0.field == $1.field }]),
            before.having.map { .condition($0) }, after.having.map { .condition($0) }, place)
    }

    private mutating func note(
        _ pairing: Pairing, _ before: [SegmentChange.Part], _ after: [SegmentChange.Part],
        _ place: Place
    ) {
        for pair in pairing.pairs {
            let old = pair.old.map { before[$0] }
            let new = pair.new.map { after[$0] }
            if old != new { note(old, new, at: place) }
        }
    }

    private mutating func note(
        _ before: SegmentChange.Part?, _ after: SegmentChange.Part?, at place: Place
    ) {
        changes.append(
            .init(
                container: place.container, group: place.group, dataset: place.dataset,
                before: before, after: after))
    }
}

/// Which old element became which new one: by the first rule that fits, each once, in order.
private struct Pairing {
    /// In the order of the new elements, those that are gone after the last.
    let pairs: [(old: Int?, new: Int?)]

    init<Element>(
        _ before: [Element], _ after: [Element], rules: [(Element, Element) -> Bool]
    ) {
        var free = Array(before.indices)
        var partner: [Int?] = after.map { _ in nil }
        for rule in rules {
            for new in after.indices where partner[new] == nil {
                guard let place = free.firstIndex(where: { rule(before[$0], after[new]) }) else {
                    continue
                }
                partner[new] = free.remove(at: place)
            }
        }
        pairs = partner.enumerated().map { ($1, $0) } + free.map { ($0, nil) }
    }
}

extension Filter {
    fileprivate var verb: Comparison.Operator? {
        if case .comparison(let comparison) = self { comparison.operator } else { nil }
    }
}

extension GroupContainer {
    private var tables: [String] { groups.map(\.dataset).sorted() }

    fileprivate func sameTables(as other: GroupContainer) -> Bool { tables == other.tables }

    fileprivate func sharesTable(with other: GroupContainer) -> Bool {
        !Set(tables).isDisjoint(with: other.tables)
    }
}
