import Definitions
import Synchronization

/// Answers that were worked out before, in memory.
///
///     let cache = AnswerCache(limit: 64 << 20)
///     let answer = try await AnalyzeQuestion(home: home, now: now, threads: 2, cache: cache)(question)
///
/// The answers that nobody has asked for longest go first. Who asks for what is being worked out waits
/// for it. Errors are not kept.
package final class AnswerCache: Sendable {
    /// An answer, once it is known what it rests on.
    typealias Make = @Sendable (AnswerContext) -> Answer

    /// An answer with about the bytes that it takes.
    struct Stored: Sendable {
        let make: Make
        let byteCount: Int

        /// An answer takes about as much memory as its JSON.
        init(_ make: @escaping Make, _ answer: Answer) {
            self.make = make
            byteCount = answer.json.rendered().utf8.count
        }
    }

    private struct State: Sendable {
        var entries: [AnswerKey: (stored: Stored, lastUse: Int)] = [:]
        var byteCount = 0
        var useCount = 0
        var hitCount = 0
    }

    private let limit: Int
    private let state = Mutex(State())
    private let flights = Flights<AnswerKey, Stored>()

    /// `limit`: bytes of all answers together.
    package init(limit: Int = 64 << 20) {
        self.limit = limit
    }

    /// Bytes of all answers that are kept.
    package var byteCount: Int { state.withLock(\.byteCount) }
    /// How often an answer came from here, since the start.
    package var hitCount: Int { state.withLock(\.hitCount) }
    /// How many answers are kept.
    package var count: Int { state.withLock(\.entries.count) }

    /// The answer that is kept, or is being worked out, or else comes of `compute`.
    func answer(
        _ key: AnswerKey, _ compute: @Sendable @escaping () async throws -> Stored
    ) async throws -> (make: Make, isCached: Bool) {
        if let stored = stored(key) { return (stored.make, true) }
        let found = try await flights.value(key) { [self] in
            let stored = try await compute()
            store(stored, for: key)
            return stored
        }
        return (found.make, false)
    }

    /// The answer that is kept; nil for none.
    func stored(_ key: AnswerKey) -> Stored? {
        state.withLock { state in
            guard let stored = state.entries[key]?.stored else { return nil }
            state.useCount += 1
            state.hitCount += 1
            state.entries[key]?.lastUse = state.useCount
            return stored
        }
    }

    /// Keeps an answer, and gives up those that were not used for longest.
    func store(_ stored: Stored, for key: AnswerKey) {
        state.withLock { state in
            state.useCount += 1
            state.byteCount += stored.byteCount - (state.entries[key]?.stored.byteCount ?? 0)
            state.entries[key] = (stored, state.useCount)
            while state.byteCount > limit,
                let oldest = state.entries.min(by: { $0.value.lastUse < $1.value.lastUse })?.key
            {
                state.byteCount -= state.entries.removeValue(forKey: oldest)?.stored.byteCount ?? 0
            }
        }
    }
}
