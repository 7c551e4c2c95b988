import CKernels

/// The compiled walk over users' kept events that finds each user's best funnel attempt.
///
/// For funnels in which an event can match one step or one exclusion only. Classes 1 ... stepCount are
/// the steps, the classes above them the exclusions in their order.
package struct FunnelWalk: Sendable {
    package var stepCount: Int
    /// Longest time from the first step, in milliseconds; nil for any.
    package var window: Int64?
    package var stepWindow: Int64?
    package var isStrict: Bool
    /// The step at which the breakdown value is taken; 0 for no breakdown.
    package var valueStep: Int
    /// The levels whose waiting attempts an exclusion ends, from 1.
    package var exclusions: [ClosedRange<Int>]

    package init(
        stepCount: Int, window: Int64?, stepWindow: Int64?, isStrict: Bool, valueStep: Int,
        exclusions: [ClosedRange<Int>]
    ) {
        self.stepCount = stepCount
        self.window = window
        self.stepWindow = stepWindow
        self.isStrict = isStrict
        self.valueStep = valueStep
        self.exclusions = exclusions
    }

    /// Whether the walk must know where moments begin.
    package var needsMoments: Bool { isStrict || !exclusions.isEmpty }

    private static let unlimited: Int64 = 1 << 60

    private var variant: UInt32 {
        (stepWindow != nil ? CXM_FUNNEL_STEP_WINDOW : 0)
            | (exclusions.isEmpty ? 0 : CXM_FUNNEL_EXCLUSIONS)
            | (isStrict ? CXM_FUNNEL_STRICT : 0) | (valueStep > 0 ? CXM_FUNNEL_VALUES : 0)
    }

    /// Goes on with the attempts of the partition's `users` (indexes) through the kept events of the
    /// stretch that starts at event `first`.
    ///
    /// `values`: where breakdown values are read that `kept` does not hold; nil for none.
    /// `isLast`: the users have no events in later partitions, so that their attempts need not be kept.
    /// `members`: bit u - firstUser is set for the users that count; nil for all. `ahead`: what the thread
    /// will read next, brought near while it walks.
    package func run(
        _ kept: KeptEvents, values: CodedValues?, from first: Int, users: Range<Int>,
        userNumbers: Column, offsets: Column, timeBase: Int64, isFirst: Bool, isLast: Bool,
        members: [UInt64]?,
        ahead: EventsAhead, state: inout FunnelWalkState
    ) {
        precondition(users.upperBound < offsets.count, "inside the users")
        precondition(!needsMoments || !kept.moments.isEmpty, "moments are known")
        precondition(kept.values.isEmpty || kept.values.count >= kept.count, "a value each")
        precondition(values == nil || kept.positions.count >= kept.count, "positions are known")
        let numbers = unsafe userNumbers.elements.assumingMemoryBound(to: UInt32.self)
        let starts = unsafe offsets.elements.assumingMemoryBound(to: UInt32.self)
        let from = exclusions.map { UInt8($0.lowerBound) }
        let to = exclusions.map { UInt8($0.upperBound) }
        unsafe withPointers(kept, values, members) { pointers in
            var events = unsafe cxm_funnel_events(
                classes: pointers.classes, times: pointers.times, mask: pointers.mask,
                before: pointers.before, values: pointers.values,
                value_codes: values.map {
                    unsafe $0.codes.elements + first * $0.codes.header.width
                },
                value_width: Int32(values?.codes.header.width ?? 0),
                value_ranks: pointers.ranks, positions: pointers.positions,
                moments: needsMoments ? pointers.moments : nil,
                moments_before: needsMoments ? pointers.momentsBefore : nil,
                users: numbers + users.lowerBound, offsets: starts + users.lowerBound,
                user_count: users.count, first_event: UInt32(first),
                first_user: UInt32(state.firstUser), members: pointers.members,
                time_base: timeBase, is_first: isFirst ? 1 : 0,
                is_last: isLast ? 1 : 0, ahead_codes: ahead.codes.start,
                ahead_code_bytes: ahead.codes.count, ahead_times: ahead.times.start,
                ahead_time_bytes: ahead.times.count, ahead_values: ahead.values?.start,
                ahead_value_bytes: ahead.values?.count ?? 0)
            unsafe from.withUnsafeBufferPointer { from in
                unsafe to.withUnsafeBufferPointer { to in
                    var plan = unsafe cxm_funnel_plan(
                        step_count: Int32(stepCount), window: window ?? Self.unlimited,
                        step_window: stepWindow ?? Self.unlimited, value_step: Int32(valueStep),
                        exclusion_count: Int32(exclusions.count),
                        exclusion_from: from.baseAddress, exclusion_to: to.baseAddress)
                    unsafe state.withPointers { state in
                        var state = unsafe state
                        unsafe cxm_funnel_walk(&events, &plan, &state, variant)
                    }
                }
            }
        }
    }

    @unsafe
    private struct Pointers {
        let classes: UnsafePointer<UInt8>
        let times: UnsafePointer<UInt32>
        let mask: UnsafePointer<UInt64>
        let before: UnsafePointer<UInt32>
        let values: UnsafePointer<UInt32>?
        let ranks: UnsafePointer<UInt32>?
        let positions: UnsafePointer<UInt32>?
        let moments: UnsafePointer<UInt64>?
        let momentsBefore: UnsafePointer<UInt32>?
        let members: UnsafePointer<UInt64>?
    }

    private func withPointers(
        _ kept: KeptEvents, _ values: CodedValues?, _ members: [UInt64]?,
        _ body: (Pointers) -> Void
    ) {
        unsafe withValues(kept, values) { keptValues, ranks, positions in
            unsafe kept.keptClasses.withUnsafeBufferPointer { classes in
                unsafe kept.keptTimes.withUnsafeBufferPointer { times in
                    unsafe kept.mask.withUnsafeBufferPointer { mask in
                        unsafe kept.before.withUnsafeBufferPointer { before in
                            unsafe kept.moments.withUnsafeBufferPointer { moments in
                                unsafe kept.momentsBefore.withUnsafeBufferPointer { momentsBefore in
                                    unsafe (members ?? []).withUnsafeBufferPointer { bits in
                                        unsafe body(
                                            Pointers(
                                                classes: classes.baseAddress!,
                                                times: times.baseAddress!,
                                                mask: mask.baseAddress!,
                                                before: before.baseAddress!,
                                                values: keptValues, ranks: ranks,
                                                positions: positions,
                                                moments: moments.baseAddress,
                                                momentsBefore: momentsBefore.baseAddress,
                                                members: members == nil ? nil : bits.baseAddress))
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// The values of the kept events, or else the ranks by code and the events' positions.
    private func withValues(
        _ kept: KeptEvents, _ values: CodedValues?,
        _ body: (UnsafePointer<UInt32>?, UnsafePointer<UInt32>?, UnsafePointer<UInt32>?) -> Void
    ) {
        unsafe kept.values.withUnsafeBufferPointer { keptValues in
            unsafe (values?.ranks ?? []).withUnsafeBufferPointer { ranks in
                unsafe kept.positions.withUnsafeBufferPointer { positions in
                    unsafe body(
                        kept.values.isEmpty ? nil : keptValues.baseAddress, ranks.baseAddress,
                        positions.baseAddress)
                }
            }
        }
    }
}
