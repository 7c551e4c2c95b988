/// How much each key may still do: so many at once, and so many a second in the long run.
///
///     var buckets = Buckets<String>(capacity: 20, perSecond: 0.2)
///     buckets.take("10.0.0.7", at: now)   // nil: go on; otherwise seconds to wait
package struct Buckets<Key: Hashable & Sendable>: Sendable {
    private struct Level {
        var left: Double
        var at: Int64
    }

    private let capacity: Double
    private let perSecond: Double
    private var levels: [Key: Level] = [:]
    /// Keys that are remembered at most; those with full buckets are forgotten first.
    private let keyLimit: Int

    package init(capacity: Double, perSecond: Double, keyLimit: Int = 20_000) {
        self.capacity = capacity
        self.perSecond = perSecond
        self.keyLimit = keyLimit
    }

    /// Nil where one may be taken; otherwise whole seconds until the next. `now`: milliseconds.
    package mutating func take(_ key: Key, at now: Int64) -> Int? {
        if levels.count >= keyLimit, levels[key] == nil { forgetFull(now) }
        let left = current(key, now)
        guard left >= 1 else {
            levels[key] = Level(left: left, at: now)
            return Int(((1 - left) / perSecond).rounded(.up))
        }
        levels[key] = Level(left: left - 1, at: now)
        return nil
    }

    private func current(_ key: Key, _ now: Int64) -> Double {
        guard let level = levels[key] else { return capacity }
        let seconds = Double(max(0, now - level.at)) / 1000
        return min(capacity, level.left + seconds * perSecond)
    }

    private mutating func forgetFull(_ now: Int64) {
        levels = levels.filter { current($0.key, now) < capacity }
        // More at once than are remembered: all begin anew, rather than memory without end.
        if levels.count >= keyLimit { levels = [:] }
    }
}
