/// Who works now, who waits and who is next: a fair share for each caller. Does nothing by itself.
///
///     var queue = FairQueue(limits: .init(running: 2, waiting: 64, waitingOfOne: 32))
///     queue.enter("a", of: "ann")     // .runs
///     queue.leave("a")                // those whose turn has come
///
/// The next turn is that of the caller with the least at work; among equals, of the one whose last turn
/// was longest ago; among the caller's own, of what came first. So ten questions of one caller delay
/// one of another by no more than one turn. Cost: the number of those that wait, for each turn.
struct FairQueue: Sendable {
    struct Limits: Hashable, Sendable {
        /// At work at once.
        var running = 4
        /// Waiting at once, of all callers and of one.
        var waiting = 64
        var waitingOfOne = 32
    }

    enum Entry: Hashable, Sendable {
        case runs, waits, full
    }

    private struct Waiter: Sendable {
        let id: String
        let caller: String
    }

    let limits: Limits
    private var running: [String: String] = [:]
    private var waiters: [Waiter] = []
    /// When a caller had its last turn, counted in turns.
    private var lastTurns: [String: Int] = [:]
    private var turn = 0

    init(limits: Limits) {
        self.limits = limits
    }

    var runningCount: Int { running.count }
    var waitingCount: Int { waiters.count }

    mutating func enter(_ id: String, of caller: String) -> Entry {
        if waiters.isEmpty, running.count < limits.running {
            start(Waiter(id: id, caller: caller))
            return .runs
        }
        guard waiters.count < limits.waiting,
            waiters.count(where: { $0.caller == caller }) < limits.waitingOfOne
        else { return .full }
        waiters.append(Waiter(id: id, caller: caller))
        return .waits
    }

    /// Ends work, or a wait; returns those whose turn it is now.
    mutating func leave(_ id: String) -> [String] {
        let caller = running.removeValue(forKey: id)
        let waited = waiters.first { $0.id == id }?.caller
        waiters.removeAll { $0.id == id }
        var started: [String] = []
        while running.count < limits.running, let next = takeNext() { started.append(next) }
        for gone in [caller, waited] { forget(gone) }
        return started
    }

    /// 1 for the next one; nil for what does not wait. It holds while nobody comes or leaves.
    func position(of id: String) -> Int? {
        guard waiters.contains(where: { $0.id == id }) else { return nil }
        var later = self
        var position = 1
        while let next = later.takeNext(), next != id { position += 1 }
        return position
    }

    private mutating func takeNext() -> String? {
        var atWork: [String: Int] = [:]
        for caller in running.values { atWork[caller, default: 0] += 1 }
        let next = waiters.indices.min { one, two in
            rank(one, atWork) < rank(two, atWork)
        }
        guard let next else { return nil }
        let waiter = waiters.remove(at: next)
        start(waiter)
        return waiter.id
    }

    private func rank(_ index: Int, _ atWork: [String: Int]) -> (Int, Int, Int) {
        let caller = waiters[index].caller
        return (atWork[caller] ?? 0, lastTurns[caller] ?? 0, index)
    }

    private mutating func start(_ waiter: Waiter) {
        turn += 1
        running[waiter.id] = waiter.caller
        lastTurns[waiter.caller] = turn
    }

    /// A caller who has nothing here any more begins anew.
    private mutating func forget(_ caller: String?) {
        guard let caller, !running.values.contains(caller),
            !waiters.contains(where: { $0.caller == caller })
        else { return }
        lastTurns[caller] = nil
    }
}
