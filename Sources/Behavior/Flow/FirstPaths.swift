/// The one path of each user of a block, as it grows.
struct FirstPaths: Sendable {
    enum State: Sendable {
        /// No event at the start label yet.
        case waiting
        case open
        /// Nothing follows on the last label.
        case ended
        /// All steps are filled, and something follows.
        case goesOn
    }

    private let anchor: UInt32
    private let steps: Int
    private let collapsesRepeats: Bool
    private let within: Int64?
    private(set) var firstUser = 0
    /// By slot: the user's number less the block's first.
    private(set) var states: [State] = []
    /// The user's last event before the partition at work; kept while the path is open.
    var lastTimes: [Int64] = []
    private(set) var openCount = 0
    private var counts: [Int] = []
    private var startTimes: [Int64] = []
    /// `steps` labels a slot.
    private var labels: [UInt32] = []

    init(_ plan: FlowPlan) {
        anchor = plan.anchor ?? FlowLabelNumbers.unknown
        steps = plan.steps
        collapsesRepeats = plan.collapsesRepeats
        within = plan.within
    }

    mutating func begin(_ users: Range<Int>) {
        firstUser = users.lowerBound
        openCount = 0
        states = Array(repeating: .waiting, count: users.count)
        lastTimes = Array(repeating: 0, count: users.count)
        counts = Array(repeating: 0, count: users.count)
        startTimes = lastTimes
        labels = Array(repeating: 0, count: users.count * steps)
    }

    /// Ends an open path that an event at `time` lies outside of; true where no more is to be read.
    mutating func isOver(_ slot: Int, at time: Int64, newSession: Bool) -> Bool {
        switch states[slot] {
        case .waiting: return false
        case .ended, .goesOn: return true
        case .open:
            let isOutside = within.map { time - startTimes[slot] > $0 } ?? newSession
            if isOutside { end(slot) }
            return isOutside
        }
    }

    mutating func take(_ slot: Int, _ label: UInt32, at time: Int64) {
        switch states[slot] {
        case .waiting:
            guard label == anchor else { return }
            states[slot] = .open
            openCount += 1
            startTimes[slot] = time
            labels[slot * steps] = label
            counts[slot] = 1
        case .open:
            let last = slot * steps + counts[slot] - 1
            if collapsesRepeats, labels[last] == label { return }
            if counts[slot] == steps { return close(slot, .goesOn) }
            labels[last + 1] = label
            counts[slot] += 1
        case .ended, .goesOn: return
        }
    }

    mutating func end(_ slot: Int) { close(slot, .ended) }

    private mutating func close(_ slot: Int, _ state: State) {
        states[slot] = state
        openCount -= 1
    }

    /// Hands the paths over; those still open end with the data.
    func give(to collector: inout some FlowCollector) {
        var path = FlowPath()
        for slot in states.indices where states[slot] != .waiting {
            let first = slot * steps
            path.labels.removeAll(keepingCapacity: true)
            path.labels.append(contentsOf: labels[first..<first + counts[slot]])
            path.isEnded = states[slot] != .goesOn
            collector.add(user: firstUser + slot, path)
        }
    }
}
