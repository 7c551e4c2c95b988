import Definitions

/// Follows one user's events along every path that a flow counts.
struct FlowWalk: Sendable {
    let plan: FlowPlan
    private var path = FlowPath()

    init(_ plan: FlowPlan) {
        self.plan = plan
    }

    mutating func walk(
        user: Int, _ events: [FlowEvent], into collector: inout some FlowCollector
    ) {
        var countedSession: Int32 = -1
        for index in events.indices where isPin(index, events) {
            if plan.unit == .session, events[index].session == countedSession { continue }
            countedSession = events[index].session
            if plan.isBackward { goBack(from: index, events) } else { goOn(from: index, events) }
            collector.add(user: user, path)
            if plan.unit == .user { return }
        }
    }

    /// Whether paths are pinned at this event.
    private func isPin(_ index: Int, _ events: [FlowEvent]) -> Bool {
        let event = events[index]
        guard event.isInRange else { return false }
        let isFirst = index == 0 || events[index - 1].session != event.session
        if let anchor = plan.anchor {
            guard event.label == anchor else { return false }
        } else if plan.unit != .transition {
            return isFirst
        }
        guard plan.collapsesRepeats, !isFirst else { return true }
        return events[index - 1].label != event.label || !events[index - 1].isInRange
    }

    private mutating func goOn(from start: Int, _ events: [FlowEvent]) {
        begin(events[start])
        for index in (start + 1)..<max(events.count, start + 1) {
            if isOutside(events[index], of: events[start]) { break }
            if !take(events[index].label) { return }
        }
        path.isEnded = true
    }

    private mutating func goBack(from start: Int, _ events: [FlowEvent]) {
        begin(events[start])
        for index in (0..<start).reversed() {
            if isOutside(events[index], of: events[start]) { break }
            if !take(events[index].label) { return }
        }
        path.isEnded = true
    }

    private mutating func begin(_ event: FlowEvent) {
        path.labels.removeAll(keepingCapacity: true)
        path.labels.append(event.label)
        path.isEnded = false
    }

    private func isOutside(_ event: FlowEvent, of start: FlowEvent) -> Bool {
        guard let within = plan.within else { return event.session != start.session }
        return abs(event.time - start.time) > within
    }

    /// Takes the next label; false where the path goes on beyond its last step.
    private mutating func take(_ label: UInt32) -> Bool {
        if plan.collapsesRepeats, label == path.labels[path.labels.count - 1] { return true }
        if path.labels.count == plan.steps { return false }
        path.labels.append(label)
        return true
    }
}
