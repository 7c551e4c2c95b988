import Synchronization

/// Values by key within so many bytes; what was used least recently goes first. Safe on several threads.
///
///     let cache = BoundedCache<Int64, Bitmap>(limit: 1 << 28)
///     cache.keep(set, of: 17, bytes: set.byteCount)
///     cache[17]
///
/// Cost: a look-up; a step for each kept value where one must go.
final class BoundedCache<Key: Hashable & Sendable, Value: Sendable>: Sendable {
    private struct Entry {
        let value: Value
        let bytes: Int
        var used: UInt64
    }

    private struct State {
        var entries: [Key: Entry] = [:]
        var bytes = 0
        var clock: UInt64 = 0
    }

    let limit: Int
    private let state = Mutex(State())

    init(limit: Int) {
        self.limit = limit
    }

    var byteCount: Int { state.withLock { $0.bytes } }
    var count: Int { state.withLock { $0.entries.count } }

    subscript(key: Key) -> Value? {
        state.withLock { state in
            state.clock += 1
            state.entries[key]?.used = state.clock
            return state.entries[key]?.value
        }
    }

    /// A value of more bytes than the limit is not kept.
    func keep(_ value: Value, of key: Key, bytes: Int) {
        state.withLock { state in
            Self.remove(key, from: &state)
            guard bytes <= limit else { return }
            state.clock += 1
            state.entries[key] = Entry(value: value, bytes: bytes, used: state.clock)
            state.bytes += bytes
            while state.bytes > limit,
                let oldest = state.entries.min(by: { $0.value.used < $1.value.used })
            {
                Self.remove(oldest.key, from: &state)
            }
        }
    }

    func remove(_ key: Key) {
        state.withLock { Self.remove(key, from: &$0) }
    }

    func removeAll() {
        state.withLock { $0 = State() }
    }

    private static func remove(_ key: Key, from state: inout State) {
        if let old = state.entries.removeValue(forKey: key) { state.bytes -= old.bytes }
    }
}
