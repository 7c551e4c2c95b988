import Definitions

/// The different matchers of a funnel's steps, and which of them can match one and the same event.
///
/// Steps of one matcher (A, B, A) share it. Matchers are counted from 1, so are steps.
struct StepMatchers {
    static let overlapLimit = 6

    let matchers: [EventMatcher]
    /// The matcher of step k at index k - 1.
    let ofStep: [Int]
    /// Matchers that overlap, directly or through others, stand together.
    let groups: [[Int]]

    init(_ steps: [EventMatcher]) {
        var matchers: [EventMatcher] = []
        ofStep = steps.map { step in
            if let known = matchers.firstIndex(where: { $0.conditions == step.conditions }) {
                return known + 1
            }
            matchers.append(step)
            return matchers.count
        }
        self.matchers = matchers
        groups = Self.groups(of: matchers)
    }

    func refuseWideOverlaps() throws(BehaviorSQLError) {
        for group in groups where group.count > Self.overlapLimit {
            throw .overlappingSteps(group.count, limit: Self.overlapLimit)
        }
    }

    func group(of matcher: Int) -> [Int] {
        guard let group = groups.first(where: { $0.contains(matcher) }) else {
            preconditionFailure("every matcher is in a group")
        }
        return group
    }

    /// How many of the steps use one of these matchers.
    func demand(for set: [Int], in steps: ClosedRange<Int>) -> Int {
        steps.count { set.contains(ofStep[$0 - 1]) }
    }

    /// All sets of one or more of these, the small ones first among equals: `[1], [2], [1, 2]`.
    static func subsets(of members: [Int]) -> [[Int]] {
        members.reduce(into: [[]]) { subsets, member in
            subsets += subsets.map { $0 + [member] }
        }.filter { !$0.isEmpty }
    }

    private static func groups(of matchers: [EventMatcher]) -> [[Int]] {
        var groups: [[Int]] = []
        for (index, matcher) in matchers.enumerated() {
            let touched = groups.indices.filter { place in
                groups[place].contains { matcher.canOverlap(matchers[$0 - 1]) }
            }
            let joined = touched.flatMap { groups[$0] } + [index + 1]
            for place in touched.reversed() { groups.remove(at: place) }
            groups.append(joined.sorted())
        }
        return groups.sorted { $0[0] < $1[0] }
    }
}

extension EventMatcher {
    /// Whether one event could match both: false only where the event names rule it out.
    func canOverlap(_ other: EventMatcher) -> Bool {
        conditions.contains { mine in
            other.conditions.contains { theirs in
                guard let mine = mine.event, let theirs = theirs.event else { return true }
                return mine.utf8.elementsEqual(theirs.utf8)
            }
        }
    }
}
