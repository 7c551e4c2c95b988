import Columns
import Definitions
import EventStore

/// A funnel whose steps are all rare events, which needs nothing but these events' lists.
struct RareSteps: Sendable {
    /// The lists of one partition.
    fileprivate struct Source: Sendable {
        let partition: EventPartition
        let postings: Postings
        /// By step; a step of several events has several.
        let lists: [[Int]]
    }

    /// Users whose lists are merged at once: their events stay in the cache.
    private static let usersPerBlock = 16_384
    /// The lists must hold less than this share of the events to be worth reading.
    private static let worthwhileShare = 8

    private let plan: FunnelPlan
    private let sources: [Source]
    private let firstStart: Int64

    /// nil where the funnel needs more than its steps' times, or a step is no rare event.
    init?(_ plan: FunnelPlan, _ partitions: [EventPartition]) {
        let funnel = plan.funnel
        guard plan.isSeparable, funnel.order == .ordered, funnel.stepWindow == nil,
            plan.exclusions.isEmpty, plan.source == nil, plan.filters.filters.isEmpty,
            plan.steps.allSatisfy({ $0.conditions.allSatisfy { $0.filters.filters.isEmpty } })
        else { return nil }
        var sources: [Source] = []
        for partition in partitions {
            guard let source = Source(partition, steps: plan.steps) else { return nil }
            sources.append(source)
        }
        let listed = sources.reduce(0) { $0 + $1.listedEvents }
        let events = partitions.reduce(0) { $0 + $1.eventCount }
        guard listed <= max(Postings.fewEvents * plan.steps.count, events / Self.worthwhileShare)
        else { return nil }
        firstStart = partitions.map(\.start).min() ?? 0
        let span = (partitions.map(\.start).max() ?? 0) - firstStart
        guard span < PostingWalk.timeLimit - Int64(UInt32.max) else { return nil }
        self.plan = plan
        self.sources = sources
    }

    /// Blocks of user numbers below `limit`.
    static func blockCount(userLimit limit: Int) -> Int {
        (limit + usersPerBlock - 1) / usersPerBlock
    }

    static func users(_ block: Int, limit: Int) -> Range<Int> {
        block * usersPerBlock..<min(limit, (block + 1) * usersPerBlock)
    }

    /// Takes the users of a block through the steps.
    func walk(users: Range<Int>, members: UserMask?, _ walk: inout PostingWalk) {
        walk.begin()
        let bits = members?.slice(users)
        if let bits, bits.allSatisfy({ $0 == 0 }) { return walk.walk(window: 0) }
        for source in sources {
            for step in plan.steps.indices {
                let end = step == 0 ? plan.range.to : plan.end
                guard
                    let within = source.partition.times(from: plan.range.from, to: end)
                else { continue }
                for list in source.lists[step] {
                    let part = PostingWalk.Part(
                        users: source.postings.users, times: source.postings.times,
                        places: source.postings.places(of: list, users: users), within: within,
                        offset: source.partition.start - firstStart)
                    // Nobody arrives anywhere who is not at the first step.
                    walk.add(
                        part, to: step, members: step == 0 ? bits : nil,
                        firstUser: users.lowerBound)
                }
            }
        }
        walk.walk(window: plan.funnel.window?.milliseconds)
    }
}

extension RareSteps.Source {
    init?(_ partition: EventPartition, steps: [CompiledMatcher]) {
        guard let postings = partition.postings, partition.sameMoment == nil else { return nil }
        var lists: [[Int]] = []
        for step in steps {
            var own: [Int] = []
            for event in Set(step.conditions.compactMap(\.event)).sorted() {
                switch postings.listing(of: event) {
                case .rare(let list): own.append(list)
                case .frequent: return nil
                case nil: continue
                }
            }
            lists.append(own)
        }
        self.init(partition: partition, postings: postings, lists: lists)
    }

    var listedEvents: Int { lists.joined().reduce(0) { $0 + postings.count(of: $1) } }
}

extension EventPartition {
    /// The partition's own times that lie in `from ..< to`; nil for none.
    fileprivate func times(from: Int64, to: Int64) -> ClosedRange<UInt32>? {
        let low = max(0, from - start)
        let high = min(Int64(UInt32.max), to - 1 - start)
        return low <= high ? UInt32(low)...UInt32(high) : nil
    }
}
