package import Attributes
import Columns
package import Definitions

extension UserAttribute {
    /// The values of a column, as people write them: times in `zone`.
    ///
    /// Cost: one pass over the column; numbers are sorted.
    package init(_ column: AttributeColumn, zone: Zone) {
        let users = 0..<column.userLimit
        switch column.type {
        case .text:
            self.init(
                titles: column.dictionary?.texts ?? [], ranks: column.codes(of: users).map(\.rank))
        case .boolean:
            self.init(titles: ["false", "true"], ranks: column.codes(of: users).map(\.rank))
        case .integer:
            self.init(column, { Int64(bitPattern: $0) }, { String($0) })
        case .time:
            self.init(column, { Int64(bitPattern: $0) }, { zone.text($0) })
        case .number:
            self.init(column, { Double(bitPattern: $0) }, { String($0) })
        }
    }

    private init<Number: Comparable & Hashable>(
        _ column: AttributeColumn, _ number: (UInt64) -> Number, _ title: (Number) -> String
    ) {
        let users = 0..<column.userLimit
        let words = column.words(of: users)
        let present = column.presence(of: users)
        var distinct: Set<Number> = []
        for user in users where present[user] != 0 { distinct.insert(number(words[user])) }
        let values = distinct.sorted()
        self.init(
            titles: values.map(title),
            ranks: users.map { user in
                present[user] == 0
                    ? Self.missing : UInt32(values.lowerBound(number(words[user])))
            })
    }
}

extension UInt32 {
    /// The rank of a code; `missing` for code 0.
    fileprivate var rank: UInt32 { self &- 1 }
}
