import Synchronization

/// The users behind elements of answers, kept in memory so that a list's next page needs no new search.
///
/// Those that nobody has asked for longest go first. Cost: 4 bytes a user, and a list's question.
package final class PeopleCache: Sendable {
    struct Key: Hashable, Sendable {
        let question: AnswerKey
        let element: String

        init(_ question: AnswerKey, _ element: String) {
            self.question = question
            self.element = element
        }
    }

    /// What a list weighs beside its users: its question is kept too, so that also empty ones count.
    static let listWeight = 1024

    private let limit: Int
    /// Last used last.
    private let entries = Mutex<[(key: Key, users: [UInt32])]>([])

    /// `limit`: users of all lists together, each list weighing 1024 users more.
    package init(limit: Int = 16 << 20) {
        self.limit = limit
    }

    /// Nil where they are not kept.
    func users(of key: Key) -> [UInt32]? {
        entries.withLock { entries in
            guard let index = entries.firstIndex(where: { $0.key == key }) else { return nil }
            let entry = entries.remove(at: index)
            entries.append(entry)
            return entry.users
        }
    }

    func keep(_ users: [UInt32], for key: Key) {
        entries.withLock { entries in
            entries.removeAll { $0.key == key }
            entries.append((key, users))
            var weight = entries.reduce(0) { $0 + $1.users.count + Self.listWeight }
            while weight > limit, let oldest = entries.first {
                weight -= oldest.users.count + Self.listWeight
                entries.removeFirst()
            }
        }
    }
}
