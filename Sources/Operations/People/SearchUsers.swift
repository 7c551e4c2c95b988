import Identities

/// Finds users by the beginning of their id, in the order in which they became known.
///
///     let found = try SearchUsers(home: home)("m00", after: nil, limit: 50)
///
/// Cost: an id that is whole is looked up at once; else one pass over the ids until the limit.
package struct SearchUsers: Sendable {
    package struct Answer: Hashable, Sendable {
        package let ids: [String]
        /// The user number after which the search goes on; nil at the end.
        package let next: Int64?
    }

    private let home: Home

    package init(home: Home) {
        self.home = home
    }

    package func callAsFunction(
        _ prefix: String, after: Int64? = nil, limit: Int
    ) throws -> Answer {
        let users = try Identities(home: home.path)
        if !prefix.isEmpty, after == nil, users.number(of: prefix) != nil {
            return Answer(ids: [prefix], next: nil)
        }
        let wanted = Array(prefix.utf8)
        var ids: [String] = []
        var number = after.map { $0 < 0 ? 0 : min($0, Int64(users.count)) + 1 } ?? 0
        while number < users.count {
            if number % 65_536 == 0 { try Task.checkCancellation() }
            if let id = users.idBytes(of: UInt32(number)), id.starts(with: wanted) {
                ids.append(String(decoding: id, as: UTF8.self))
                if ids.count == limit { break }
            }
            number += 1
        }
        return Answer(ids: ids, next: number < users.count - 1 ? number : nil)
    }
}
