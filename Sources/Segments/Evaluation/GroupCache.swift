import Bitmaps
import Definitions
import Synchronization

/// Keeps sets of groups for the next question: after a change of one filter, only that group is
/// evaluated again.
///
///     let key = GroupCache.Key(table: "payments", version: "7", key: nil, group: group)
///     if let outcome = cache[key] { … } else { cache[key] = evaluated }
///
/// What was used least recently goes when memory is over the limit. Safe on several threads.
package final class GroupCache: Sendable {
    package struct Key: Hashable, Sendable {
        package let table: String
        /// Of the table's data: another version is another key.
        package let version: String
        /// The name of the key that the group gives; nil: the user key.
        package let key: String?
        package let group: ScanGroup

        /// Groups that differ in how they are written have one key: the order of filters and of
        /// values, and `equals` for `in` of one value.
        package init(table: String, version: String, key: String?, group: ScanGroup) {
            self.table = table
            self.version = version
            self.key = key
            self.group = group.canonical
        }
    }

    /// Of groups whose sets nobody has asked for. So many take a few MB.
    private let counts = Mutex<[Key: Int]>([:])
    private static let countLimit = 20_000
    private let outcomes: BoundedCache<Key, GroupOutcome>

    /// `limit`: bytes of sets.
    package init(limit: Int) {
        outcomes = BoundedCache(limit: limit)
    }

    package var byteCount: Int { outcomes.byteCount }
    package var count: Int { outcomes.count }

    package subscript(key: Key) -> GroupOutcome? {
        get { outcomes[key] }
        set {
            if let newValue {
                outcomes.keep(newValue, of: key, bytes: newValue.members.byteCount)
            } else {
                outcomes.remove(key)
            }
        }
    }

    /// How many keys a group has, where its set or its count is known.
    package func memberCount(of key: Key) -> Int? {
        self[key]?.members.count ?? counts.withLock { $0[key] }
    }

    /// Keeps a count without the set behind it; all such counts go when there are too many.
    package func keep(memberCount: Int, of key: Key) {
        counts.withLock { counts in
            if counts.count >= Self.countLimit { counts = [:] }
            counts[key] = memberCount
        }
    }

    package func removeAll() {
        outcomes.removeAll()
        counts.withLock { $0 = [:] }
    }
}

extension ScanGroup {
    /// One form for groups that differ only in how they are written.
    package var canonical: ScanGroup {
        func sorted<Element: Hashable>(_ elements: [Element]) -> [Element] {
            let distinct = Array(Set(elements))
            return distinct.map { ("\($0)", $0) }.sorted { $0.0 < $1.0 }.map(\.1)
        }
        var form = ScanGroup(
            filters: sorted(
                filters.map { filter in
                    let parts = sorted(filter.comparisons.map(\.canonical))
                    return parts.count == 1
                        ? .comparison(parts[0]) : .anyOf(parts.map { .comparison($0) })
                }),
            range: range, having: sorted(having))
        // Where some condition needs rows, the base does not matter.
        form.usesBase = usesBase || !form.acceptsNoRows
        return form
    }
}
