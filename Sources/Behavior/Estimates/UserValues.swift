package import Attributes
import Columns
package import Definitions

/// A value of every user, by user number: the different values in their order, and each user's place
/// among them.
package struct UserValues: Sendable {
    package let type: DatasetSchema.PropertyType
    /// Ascending: texts by bytes, numbers by size, false before true; times are integers, milliseconds
    /// since 1970 UTC. Some may have no user.
    package let values: [Value]
    /// By user number, `UserAttribute.missing` for none; users beyond the end have none.
    package let ranks: [UInt32]

    package init(_ type: DatasetSchema.PropertyType, values: [Value], ranks: [UInt32]) {
        self.type = type
        self.values = values
        self.ranks = ranks
    }

    package func value(of user: Int) -> Value? {
        let rank = user < ranks.count ? ranks[user] : UserAttribute.missing
        return rank == UserAttribute.missing ? nil : values[Int(rank)]
    }

    /// The values as results are split by them; times in `zone`.
    package func attribute(in zone: Zone) -> UserAttribute {
        UserAttribute(titles: values.map { $0.title(type, in: zone) }, ranks: ranks)
    }

    /// The users whose value passes the comparison. Cost: one test a different value, then one look-up
    /// a user.
    package func mask(_ comparison: Comparison, zone: Zone, limit: Int) -> UserMask {
        let test = self.test(comparison, zone)
        let passes = values.map(test)
        var mask = UserMask(limit: limit)
        for user in 0..<limit {
            let rank = user < ranks.count ? ranks[user] : UserAttribute.missing
            let isIn =
                rank == UserAttribute.missing ? comparison.acceptsNull : passes[Int(rank)]
            if isIn { mask.insert(user) }
        }
        return mask
    }

    /// The users who pass all filters on the named attributes.
    package static func mask(
        _ filters: [Filter], of attributes: [String: UserValues], zone: Zone, limit: Int
    ) -> UserMask {
        func mask(_ filter: Filter) -> UserMask {
            switch filter {
            case .anyOf(let parts):
                return parts.map(mask).reduce(UserMask(limit: limit)) { $0.union($1) }
            case .comparison(let comparison):
                guard let values = attributes[comparison.property] else {
                    preconditionFailure("every attribute that a filter names has values")
                }
                return values.mask(comparison, zone: zone, limit: limit)
            }
        }
        let everyone = UserMask(limit: limit).inverted(limit: limit)
        return filters.map(mask).reduce(everyone) { $0.intersection($1) }
    }

    private func test(_ comparison: Comparison, _ zone: Zone) -> (Value) -> Bool {
        switch type {
        case .text:
            let test = comparison.textTest()
            return { if case .text(let text) = $0 { test(text) } else { false } }
        case .boolean:
            let test = comparison.test(comparison.values.map { $0 == .boolean(true) ? 1 : 0 })
            return { test($0 == .boolean(true) ? 1 : 0) }
        case .time:
            let instants = comparison.values.map { value -> Int64 in
                if case .text(let text) = value { Moment(text)?.instant(in: zone) ?? 0 } else { 0 }
            }
            let test = comparison.test(instants)
            return { if case .integer(let instant) = $0 { test(instant) } else { false } }
        case .integer, .number:
            let test = comparison.test(comparison.values.compactMap(\.number))
            return { test($0.number ?? 0) }
        }
    }
}

/// Values as unsigned numbers that stand in the same order.
enum OrderKey {
    static func of(_ number: Int64) -> UInt64 { UInt64(bitPattern: number) ^ 1 << 63 }

    static func integer(_ key: UInt64) -> Int64 { Int64(bitPattern: key ^ 1 << 63) }

    static func of(_ number: Double) -> UInt64 {
        let bits = (number == 0 ? 0 : number).bitPattern
        return bits >> 63 == 1 ? ~bits : bits | 1 << 63
    }

    static func double(_ key: UInt64) -> Double {
        Double(bitPattern: key >> 63 == 1 ? key & ~(1 << 63) : ~key)
    }
}

/// A key of every user, and whether there is one.
struct UserKeys: Sendable {
    var keys: [UInt64]
    var present: [Bool]

    init(count: Int) {
        keys = Array(repeating: 0, count: count)
        present = Array(repeating: false, count: count)
    }
}

extension UserValues {
    /// Keys of whole numbers, or of doubles.
    init(_ type: DatasetSchema.PropertyType, numbers: UserKeys) {
        var distinct: Set<UInt64> = []
        for user in numbers.keys.indices where numbers.present[user] {
            distinct.insert(numbers.keys[user])
        }
        let sorted = distinct.sorted()
        var ranks: [UInt64: UInt32] = [:]
        for (rank, key) in sorted.enumerated() { ranks[key] = UInt32(rank) }
        self.init(
            type,
            values: sorted.map {
                type == .number ? .number(OrderKey.double($0)) : .integer(OrderKey.integer($0))
            },
            ranks: numbers.keys.indices.map { user in
                numbers.present[user]
                    ? ranks[numbers.keys[user]] ?? UserAttribute.missing : UserAttribute.missing
            })
    }

    /// Keys that are places in a list of values.
    init(_ type: DatasetSchema.PropertyType, places: UserKeys, in values: [Value]) {
        self.init(
            type, values: values,
            ranks: places.keys.indices.map { user in
                places.present[user] ? UInt32(places.keys[user]) : UserAttribute.missing
            })
    }

    /// A stored attribute. Cost: one pass over its column; numbers are sorted.
    package init(_ column: AttributeColumn) {
        let users = 0..<column.userLimit
        switch column.type {
        case .text:
            self.init(
                .text, values: (column.dictionary?.texts ?? []).map { .text($0) },
                ranks: column.codes(of: users).map { $0 &- 1 })
        case .boolean:
            self.init(
                .boolean, values: [.boolean(false), .boolean(true)],
                ranks: column.codes(of: users).map { $0 &- 1 })
        case .integer, .time, .number:
            var keys = UserKeys(count: users.count)
            keys.present = column.presence(of: users).map { $0 != 0 }
            keys.keys = column.words(of: users).map {
                column.type == .number
                    ? OrderKey.of(Double(bitPattern: $0)) : OrderKey.of(Int64(bitPattern: $0))
            }
            self.init(column.type, numbers: keys)
        }
    }
}
