import Behavior
import HTTPTypes
import Synchronization

/// Where analyses are at work or wait for their turn, can be watched, and can be ended by their id.
///
///     let answer = try await desk.run("a1", for: caller.key) { progress in try await analyze(…) }
///
/// A cancelled task gives up its turn or its place at once.
final class AnalysisDesk: Sendable {
    /// How many analyses have ended so, since the start.
    struct Counts: Hashable, Sendable {
        var done = 0
        var failed = 0
        var cancelled = 0
        var refused = 0
    }

    private typealias Turn = CheckedContinuation<Void, any Error>

    private struct Entry: Sendable {
        let caller: String
        let begin: ContinuousClock.Instant
        let progress = BlockRunner.Progress()
        let stop: AsyncStream<Void>.Continuation
        var isRunning: Bool
        var isStopped = false
        var turn: Turn?
    }

    private struct State: Sendable {
        var queue: FairQueue
        var entries: [String: Entry] = [:]
        var ended: [(caller: String, status: AnalysisStatus)] = []
        var counts = Counts()
    }

    /// How many that have ended are remembered.
    private static let rememberedCount = 256

    private let state: Mutex<State>

    init(limits: FairQueue.Limits = .init()) {
        state = Mutex(State(queue: FairQueue(limits: limits)))
    }

    var counts: Counts { state.withLock(\.counts) }
    var runningCount: Int { state.withLock(\.queue.runningCount) }
    var waitingCount: Int { state.withLock(\.queue.waitingCount) }

    /// Does the work when its turn has come. Throws a problem where the id is in use or the queue is
    /// full, and `Problem.analysisCancelled` where somebody ended it.
    func run<Value: Sendable>(
        _ id: String, for caller: String,
        _ work: @escaping @Sendable (BlockRunner.Progress) async throws -> Value
    ) async throws -> Value {
        let (progress, stopped) = try open(id, caller)
        do {
            try await awaitTurn(id)
            let value = try await Self.race(stopped) { try await work(progress) }
            close(id, .done)
            return value
        } catch {
            let wasStopped = close(id, Self.isCancellation(error) ? .cancelled : .failed)
            throw wasStopped ? Problem.analysisCancelled : error
        }
    }

    /// Nil where nobody of this name runs, waits, or has ended lately. `caller` nil: whoever it is.
    func status(of id: String, for caller: String?) -> AnalysisStatus? {
        state.withLock { state in
            if let entry = state.entries[id], caller == nil || caller == entry.caller {
                return Self.status(id, entry, entry.isRunning ? .running : .waiting, state.queue)
            }
            return state.ended.last {
                $0.status.id == id && (caller == nil || caller == $0.caller)
            }?.status
        }
    }

    /// Ends what runs or waits; false where there is none of this name.
    func stop(_ id: String, for caller: String?) -> Bool {
        let (found, turn) = state.withLock { state -> (Bool, Turn?) in
            guard let entry = state.entries[id], caller == nil || caller == entry.caller else {
                return (false, nil)
            }
            state.entries[id]?.isStopped = true
            state.entries[id]?.turn = nil
            entry.stop.finish()
            return (true, entry.turn)
        }
        turn?.resume(throwing: CancellationError())
        return found
    }

    private func open(
        _ id: String, _ caller: String
    ) throws -> (BlockRunner.Progress, AsyncStream<Void>) {
        let (stopped, stop) = AsyncStream<Void>.makeStream()
        let begin = ContinuousClock.now
        return try state.withLock { state in
            guard state.entries[id] == nil else { throw Problem.analysisIDInUse }
            let place = state.queue.enter(id, of: caller)
            guard place != .full else {
                state.counts.refused += 1
                throw Problem.tooManyAnalyses
            }
            let entry = Entry(
                caller: caller, begin: begin, stop: stop, isRunning: place == .runs)
            state.entries[id] = entry
            return (entry.progress, stopped)
        }
    }

    private func awaitTurn(_ id: String) async throws {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (turn: Turn) in
                let outcome = state.withLock { state -> Result<Void, any Error>? in
                    guard let entry = state.entries[id], !entry.isStopped, !Task.isCancelled else {
                        return .failure(CancellationError())
                    }
                    if entry.isRunning { return .success(()) }
                    state.entries[id]?.turn = turn
                    return nil
                }
                if let outcome { turn.resume(with: outcome) }
            }
        } onCancel: {
            leaveQueue(id)
        }
    }

    /// Whoever is gone no longer waits; nobody else has ended it.
    private func leaveQueue(_ id: String) {
        let turn = state.withLock { state -> Turn? in
            let turn = state.entries[id]?.turn
            state.entries[id]?.turn = nil
            return turn
        }
        turn?.resume(throwing: CancellationError())
    }

    /// The work's value, unless the stream ends first: then the work is cancelled.
    private static func race<Value: Sendable>(
        _ stopped: AsyncStream<Void>, _ work: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await withThrowingTaskGroup(of: Value.self) { group in
            group.addTask {
                for await _ in stopped {}
                throw CancellationError()
            }
            group.addTask { try await work() }
            defer { group.cancelAll() }
            guard let value = try await group.next() else { throw CancellationError() }
            return value
        }
    }

    /// Whether somebody had ended it.
    @discardableResult
    private func close(_ id: String, _ outcome: AnalysisStatus.State) -> Bool {
        let (turns, wasStopped) = state.withLock { state -> ([Turn], Bool) in
            guard let entry = state.entries.removeValue(forKey: id) else { return ([], false) }
            entry.stop.finish()
            let ended = Self.status(id, entry, outcome, state.queue)
            state.ended.append((entry.caller, ended))
            if state.ended.count > Self.rememberedCount { state.ended.removeFirst() }
            state.counts.note(outcome)
            var turns: [Turn] = []
            for next in state.queue.leave(id) {
                state.entries[next]?.isRunning = true
                if let turn = state.entries[next]?.turn { turns.append(turn) }
                state.entries[next]?.turn = nil
            }
            return (turns, entry.isStopped)
        }
        for turn in turns { turn.resume() }
        return wasStopped
    }

    private static func status(
        _ id: String, _ entry: Entry, _ state: AnalysisStatus.State, _ queue: FairQueue
    ) -> AnalysisStatus {
        AnalysisStatus(
            id: id, state: state, position: state == .waiting ? queue.position(of: id) : nil,
            share: state == .done ? 1 : entry.progress.share,
            elapsedMilliseconds: Int64(entry.begin.duration(to: .now) / .milliseconds(1)))
    }

    private static func isCancellation(_ error: any Error) -> Bool {
        error is CancellationError || (error as? Problem) == .cancelled
    }
}

extension AnalysisDesk.Counts {
    fileprivate mutating func note(_ outcome: AnalysisStatus.State) {
        switch outcome {
        case .done: done += 1
        case .failed: failed += 1
        case .cancelled: cancelled += 1
        case .waiting, .running: break
        }
    }
}

extension Problem {
    static let analysisIDInUse = Problem(
        .conflict, "analysis_id_in_use",
        "An analysis of this id is at work; give each one an id of its own, or none.",
        parameter: Analyses.idHeaderName)

    static let analysisCancelled = Problem(
        .conflict, "analysis_cancelled", "Somebody ended this analysis before its end.")

    static let tooManyAnalyses = Problem(
        .serviceUnavailable, "too_many_analyses",
        "Too many analyses wait already; ask again in some seconds.", retryAfter: 5)
}
