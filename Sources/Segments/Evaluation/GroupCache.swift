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

    private struct Entry {
        let outcome: GroupOutcome
        let bytes: Int
        var used: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var bytes = 0
        var clock: UInt64 = 0
    }

    package let limit: Int
    private let state = Mutex(State())

    /// `limit`: bytes of sets.
    package init(limit: Int) {
        self.limit = limit
    }

    package var byteCount: Int { state.withLock { $0.bytes } }
    package var count: Int { state.withLock { $0.entries.count } }

    package subscript(key: Key) -> GroupOutcome? {
        get {
            state.withLock { state in
                state.clock += 1
                state.entries[key]?.used = state.clock
                return state.entries[key]?.outcome
            }
        }
        set {
            state.withLock { state in
                if let old = state.entries.removeValue(forKey: key) { state.bytes -= old.bytes }
                guard let newValue else { return }
                let bytes = newValue.members.byteCount
                guard bytes <= limit else { return }
                state.clock += 1
                state.entries[key] = Entry(outcome: newValue, bytes: bytes, used: state.clock)
                state.bytes += bytes
                while state.bytes > limit { Self.evict(&state) }
            }
        }
    }

    package func removeAll() {
        state.withLock { $0 = State() }
    }

    private static func evict(_ state: inout State) {
        guard let oldest = state.entries.min(by: { $0.value.used < $1.value.used }) else { return }
        state.bytes -= oldest.value.bytes
        state.entries.removeValue(forKey: oldest.key)
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
        form.usesBase = usesBase
        return form
    }
}
