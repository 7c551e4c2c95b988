/// One bar of an attribute's table.
package struct ProfileRow: Hashable, Sendable {
    package let key: ProfileRows.Key
    package let set: Int
    package let all: Int
    package let shareInSet: Double
    package let shareInAll: Double
    /// 100 where the share is the same in the set as among all; 200 where it is twice as great.
    package let index: Double
    /// Of the share in the set against the share among the others; nil without a verdict.
    package let pValue: Double?
}

/// The users of the set who have each row's value in one period.
package struct ProfilePoint: Hashable, Sendable {
    /// By row.
    package let users: [Int]
    /// Users of the set who have a value in the period.
    package let total: Int

    package init(users: [Int], total: Int) {
        self.users = users
        self.total = total
    }

    package func share(of row: Int) -> Double {
        total == 0 ? 0 : Double(users[row]) / Double(total)
    }
}

/// Mean and median of an attribute of numbers; of times only the median. Nil without users who have a
/// value.
package struct ProfileMiddle: Hashable, Sendable {
    package let mean: Double?
    /// The nearest rank.
    package let median: Value?
}

/// How one attribute is distributed over the set and over all users.
package struct AttributeProfile: Hashable, Sendable {
    package let name: String
    package let type: DatasetSchema.PropertyType
    package let rows: [ProfileRow]
    /// How far the set is from the other users: Jensen–Shannon divergence in bits, 0 to 1.
    package let divergence: Double
    /// Of the table's rows, the set against the others; nil where there is nothing to compare.
    package let chiSquare: Significance.ChiSquare?
    /// How many different values all users have.
    package let valueCount: Int
    package let middleOfSet: ProfileMiddle?
    package let middleOfAll: ProfileMiddle?
    /// Period by period; empty where it is not asked for.
    package let points: [ProfilePoint]

    /// The table of counts. Cost: linear in the different values.
    package init(
        _ name: String, _ type: DatasetSchema.PropertyType, _ counts: ValueCounts,
        rows layout: ProfileRows, points: [ProfilePoint] = []
    ) {
        self.name = name
        self.type = type
        self.points = points
        var set = layout.keys.map { _ in 0 }
        var all = set
        for entry in counts.entries {
            guard let row = layout.row(of: entry.value) else { continue }
            set[row] += entry.set
            all[row] += entry.all
        }
        if let row = layout.row(of: nil) {
            set[row] = counts.noneInSet
            all[row] = counts.noneInAll
        }
        let others = zip(all, set).map { $0 - $1 }
        let totals = (set: set.reduce(0, +), all: all.reduce(0, +))
        rows = layout.keys.indices.map { index in
            ProfileRow(layout.keys[index], set[index], all[index], totals)
        }
        divergence = Significance.divergence(set, others)
        chiSquare = Significance.ChiSquare(set, others)
        valueCount = counts.entries.count
        let isSized = type == .integer || type == .number || type == .time
        middleOfSet = isSized ? ProfileMiddle(counts.entries, type) { $0.set } : nil
        middleOfAll = isSized ? ProfileMiddle(counts.entries, type) { $0.all } : nil
    }

    /// Whether this one differs more than the other; of equal ones the name decides.
    package func precedes(_ other: AttributeProfile) -> Bool {
        divergence == other.divergence
            ? name.utf8.lexicographicallyPrecedes(other.name.utf8)
            : divergence > other.divergence
    }
}

extension ProfileRow {
    fileprivate init(_ key: ProfileRows.Key, _ set: Int, _ all: Int, _ totals: (set: Int, all: Int))
    {
        self.key = key
        self.set = set
        self.all = all
        shareInSet = totals.set == 0 ? 0 : Double(set) / Double(totals.set)
        shareInAll = totals.all == 0 ? 0 : Double(all) / Double(totals.all)
        index = shareInAll == 0 ? 0 : 100 * shareInSet / shareInAll
        pValue = Significance.proportions(
            set, of: totals.set, all - set, of: totals.all - totals.set)
    }
}

extension ProfileMiddle {
    fileprivate init(
        _ entries: [ValueCounts.Entry], _ type: DatasetSchema.PropertyType,
        _ count: (ValueCounts.Entry) -> Int
    ) {
        let total = entries.reduce(0) { $0 + count($1) }
        guard total > 0 else {
            (mean, median) = (nil, nil)
            return
        }
        var seen = 0
        median =
            entries.first { entry in
                seen += count(entry)
                return seen * 2 >= total
            }?.value
        guard type != .time else {
            mean = nil
            return
        }
        // As a weighted mean that moves towards each value: no sum grows out of bounds.
        var (mean, weight) = (0.0, 0.0)
        for entry in entries where count(entry) > 0 {
            weight += Double(count(entry))
            mean += ((entry.value.number ?? 0) - mean) * Double(count(entry)) / weight
        }
        self.mean = mean
    }
}
