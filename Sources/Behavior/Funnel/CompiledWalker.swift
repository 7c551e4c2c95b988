import Columns
import Definitions
import EventStore

/// Takes the users of a block through all partitions with the compiled walk.
struct CompiledWalker: Sendable {
    let plan: FunnelPlan
    let classes: EventClasses
    let program: FunnelWalk
    private(set) var state: FunnelWalkState
    private var kept = KeptEvents()

    init(_ plan: FunnelPlan, _ classes: EventClasses) {
        self.plan = plan
        self.classes = classes
        program = FunnelWalk(
            stepCount: plan.steps.count, window: plan.funnel.window?.milliseconds,
            stepWindow: plan.funnel.stepWindow?.milliseconds,
            isStrict: plan.funnel.order == .strict, valueStep: plan.valueStep,
            exclusions: plan.excludedLevels)
        state = FunnelWalkState(program)
    }

    /// `threads`: how many share the blocks, so that this thread's next one lies so many further on.
    mutating func walk(_ scan: FunnelScan, users: Range<Int>, threads: Int) {
        state.begin(firstUser: users.lowerBound, userCount: users.count)
        let members = scan.members?.slice(users)
        if let members, members.allSatisfy({ $0 == 0 }) { return }
        let partitions = scan.partitions
        for (index, partition) in partitions.enumerated() {
            guard let stretch = Stretch(partition, users: users) else { continue }
            find(partition, stretch)
            let values = plan.breakdown?.coded(partition)
            program.run(
                kept, values: values, from: stretch.first, users: stretch.users,
                userNumbers: partition.users, offsets: partition.offsets,
                timeBase: partition.start, isFirst: index == 0,
                isLast: index == partitions.count - 1, members: members,
                ahead: stretch.ahead(in: partition, stretches: threads, property: values?.codes),
                state: &state)
        }
    }

    /// Finds the events of the stretch that matter, moment by moment in the order of their steps.
    private mutating func find(_ partition: EventPartition, _ stretch: Stretch) {
        classes.mark(partition, stretch, &kept)
        let passing = plan.filters.mask(partition, stretch)
        if let passing {
            for index in passing.indices { kept.mask[index] &= passing[index] }
        }
        kept.trim(partition, stretch, plan)
        let splits = plan.breakdown != nil
        kept.compact(
            times: partition.time, from: stretch.first, count: stretch.count,
            withPositions: splits)
        if program.needsMoments { findMoments(partition, stretch, passing) }
        let isOrdered = !kept.hasDisorder(orEqual: splits)
        // Coded values are read where the walk has found that they count, unless moments mix them.
        if let breakdown = plan.breakdown, !isOrdered || !breakdown.isCoded {
            breakdown.gather(partition, from: stretch.first, into: &kept)
        }
        guard !isOrdered else { return }
        if !splits {
            kept.compact(
                times: partition.time, from: stretch.first, count: stretch.count,
                withPositions: true)
        }
        if !program.needsMoments { findMoments(partition, stretch, nil) }
        kept.orderMoments()
    }

    private mutating func findMoments(
        _ partition: EventPartition, _ stretch: Stretch, _ passing: [UInt64]?
    ) {
        kept.findMoments(
            times: partition.time, sameMoment: partition.sameMoment, from: stretch.first,
            count: stretch.count, offsets: partition.offsets, users: stretch.users,
            passing: passing)
    }
}
