import Bitmaps
package import Definitions
import Identities
import Metadata

extension SnapshotHistory.Difference {
    /// As the commands and the API show it; the first users of each kind where they are given.
    package func json(entered users: [String]?, left others: [String]?) -> JSONValue {
        let counts: JSONValue = [
            "from": from.json, "to": to.json, "entered": .count(entered.count),
            "left": .count(left.count), "stayed": .count(stayed),
        ]
        guard let users, let others else { return counts }
        return counts.adding([
            "entered_users": .array(users.map { .string($0) }),
            "left_users": .array(others.map { .string($0) }),
        ])
    }
}

extension SnapshotHistory.Difference {
    /// The same with the first users of each kind, by their ids; 0: none.
    package func json(users limit: Int, in space: SegmentSpace) throws -> JSONValue {
        guard limit > 0 else { return json(entered: nil, left: nil) }
        let identities = try Identities(home: space.home.path)
        func ids(_ users: Bitmap) -> [String] {
            users.numbers(from: 0, count: limit).compactMap { identities.id(of: $0) }
        }
        return json(entered: ids(entered), left: ids(left))
    }
}

extension SnapshotHistory.Stay {
    /// As the commands and the API show it.
    package var json: JSONValue {
        [
            "entered": entered.json, "left": left?.json ?? .null,
            "from_the_start": .boolean(isFromTheStart),
        ]
    }
}
