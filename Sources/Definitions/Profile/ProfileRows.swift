/// Which rows an attribute's table has, and into which of them a value falls.
///
/// Texts and booleans, and numbers and times of few different values, have a row a value; other numbers
/// and times are cut at quantiles of all users.
package struct ProfileRows: Hashable, Sendable {
    package enum Key: Hashable, Sendable {
        case value(Value)
        /// The least and the greatest value that some user has in the bucket.
        case bucket(Value, Value)
        case other, none
    }

    /// `other` and `none` come last, only where there are such users.
    package let keys: [Key]

    package init(_ counts: ValueCounts, type: DatasetSchema.PropertyType, limit: Int) {
        var keys: [Key]
        let isSized = type == .integer || type == .number || type == .time
        if isSized {
            keys =
                counts.entries.count <= limit
                ? counts.entries.map { .value($0.value) } : Self.buckets(counts.entries, limit)
        } else {
            let top = counts.entries.enumerated().sorted { left, right in
                (-left.element.set, -left.element.all, left.offset)
                    < (-right.element.set, -right.element.all, right.offset)
            }.prefix(limit)
            keys = top.map { .value($0.element.value) }
            if counts.entries.count > limit { keys.append(.other) }
        }
        if counts.noneInAll > 0 { keys.append(.none) }
        self.keys = keys
    }

    /// Buckets that end at the values of rank 1/limit, 2/limit … of all users (nearest rank); equal
    /// ends are one.
    private static func buckets(_ entries: [ValueCounts.Entry], _ limit: Int) -> [Key] {
        let total = entries.reduce(0) { $0 + $1.all }
        var keys: [Key] = []
        var least: Value?
        var seen = 0
        var cut = 1
        for (index, entry) in entries.enumerated() {
            least = least ?? entry.value
            seen += entry.all
            guard seen * limit >= cut * total || index == entries.count - 1 else { continue }
            keys.append(.bucket(least ?? entry.value, entry.value))
            least = nil
            while seen * limit >= cut * total { cut += 1 }
        }
        return keys
    }

    /// The row of a value, nil for no value; nil where no row holds it. A bucket reaches down to the one
    /// before it, and the first and last are open.
    package func row(of value: Value?) -> Int? {
        guard let value else { return keys.firstIndex(of: .none) }
        var last: Int?
        for (index, key) in keys.enumerated() {
            switch key {
            case .value(let own): if own == value { return index }
            case .bucket(_, let greatest):
                if !Value.precedes(greatest, value) { return index }
                last = index
            case .other: return index
            case .none: break
            }
        }
        return last
    }

    /// The row of a breakdown value as an element names it: a title, `(other)` or `(none)`.
    package func row(
        named value: BreakdownValue, _ type: DatasetSchema.PropertyType, in zone: Zone
    ) -> Int? {
        keys.firstIndex { key in
            switch (key.breakdown(type, in: zone), value) {
            case (.value(let own), .value(let asked)): own.isSameText(as: asked)
            case (.other, .other), (BreakdownValue.none, BreakdownValue.none): true
            default: false
            }
        }
    }
}

extension ProfileRows.Key {
    /// The row's name in results and ids: `gold`, `20..29`.
    package func breakdown(
        _ type: DatasetSchema.PropertyType, in zone: Zone
    ) -> BreakdownValue {
        switch self {
        case .value(let value): .value(value.title(type, in: zone))
        case .bucket(let least, let greatest):
            .value(
                least == greatest
                    ? least.title(type, in: zone)
                    : least.title(type, in: zone) + ".." + greatest.title(type, in: zone))
        case .other: .other
        case .none: .none
        }
    }
}
