package import Attributes
import Columns
package import Definitions

/// Filters on attributes of users.
///
///     let filters = try UserFilters(scope.userFilters, columns: ["grade": column], zone: zone)
///     let mask = filters.mask(limit: dataset.userNumberLimit)
///
/// A user without a value is NULL to a filter, as an event without one is.
package struct UserFilters: Sendable {
    private let columns: NamedColumns
    private let filters: [CompiledFilter]

    /// `columns`: every attribute that the filters name.
    package init(
        _ filters: [Filter], columns: [String: AttributeColumn], zone: Zone
    ) throws(AnalysisError) {
        self.columns = NamedColumns(columns)
        var compiled: [CompiledFilter] = []
        for filter in filters {
            compiled.append(try CompiledFilter(filter, dataset: self.columns, zone: zone))
        }
        self.filters = compiled
    }

    /// The users below `limit` who pass all filters. Cost: one pass over each attribute named.
    package func mask(limit: Int) -> UserMask {
        var mask = UserMask(limit: limit)
        for first in stride(from: 0, to: limit, by: 1 << 16) {
            let users = first..<min(limit, first + 1 << 16)
            let passing = filters.map { self.passing($0, users) }
            for user in users where passing.allSatisfy({ $0[user - first] != 0 }) {
                mask.insert(user)
            }
        }
        return mask
    }

    /// 1 for each of the users who passes.
    private func passing(_ filter: CompiledFilter, _ users: Range<Int>) -> [UInt8] {
        switch filter {
        case .anyOf(let parts):
            var any = [UInt8](repeating: 0, count: users.count)
            for part in parts {
                for (index, flag) in passing(part, users).enumerated() { any[index] |= flag }
            }
            return any
        case .codes(let place, let table):
            return columns[place].codes(of: users).map { table[Int($0)] }
        case .integers(let place, let ranges, let acceptsNull):
            return passing(columns[place], users, acceptsNull) { word in
                ranges.contains { $0.contains(Int64(bitPattern: word)) }
            }
        case .doubles(let place, let ranges, let inverted, let acceptsNull):
            return passing(columns[place], users, acceptsNull) { word in
                ranges.contains { $0.contains(Double(bitPattern: word)) } != inverted
            }
        }
    }

    private func passing(
        _ column: AttributeColumn, _ users: Range<Int>, _ acceptsNull: Bool,
        _ accepts: (UInt64) -> Bool
    ) -> [UInt8] {
        let words = column.words(of: users)
        let present = column.presence(of: users)
        return users.map { user in
            let index = user - users.lowerBound
            let passes = present[index] == 0 ? acceptsNull : accepts(words[index])
            return passes ? 1 : 0
        }
    }
}

/// Attributes in the order of their names.
private struct NamedColumns: FilteredColumns, Sendable {
    private let names: [String]
    private let columns: [AttributeColumn]

    init(_ columns: [String: AttributeColumn]) {
        names = columns.keys.sorted()
        self.columns = names.compactMap { columns[$0] }
    }

    subscript(place: Int) -> AttributeColumn { columns[place] }

    func index(of name: String) -> Int? { names.firstIndex(of: name) }
    func type(of index: Int) -> DatasetSchema.PropertyType { columns[index].type }
    func texts(of index: Int) -> [String] { columns[index].dictionary?.texts ?? [] }
}
