import CKernels

/// Views, clicks and starts of sessions as the classes of kept events.
extension KeptEvents {
    /// Gives every event of the stretch its class. `starts` says where sessions start; a start that is
    /// not kept moves on to the next event that is.
    package mutating func classifyPages(
        views: [UInt64], clicks: [UInt64], starts: [UInt64], count: Int
    ) {
        let words = (count + 63) / 64
        precondition(
            min(views.count, clicks.count, starts.count, mask.count) >= words
                && classes.count >= 64 * words, "a bit an event")
        var moved = starts
        unsafe cxm_passing_moments(&moved, mask, words)
        unsafe cxm_pages_classes(views, clicks, moved, words, &classes)
    }

    /// Puts the kept events of each moment into the order of `ranks[event code]`, value, views last.
    /// Needs positions and values. Cost: next to nothing where no two events have one time.
    package mutating func orderPages(
        times: Column, sameMoment: Column?, events: Column, ranks: [UInt32], from first: Int,
        count: Int, offsets: Column, users: Range<Int>
    ) {
        precondition(first + count <= events.count, "inside the column")
        precondition(values.count >= self.count && positions.count >= self.count, "of each event")
        precondition(ranks.count >= 1 << (8 * events.header.width), "a rank for every code")
        guard unsafe cxm_pages_has_ties(keptTimes, self.count) != 0 else { return }
        findMoments(
            times: times, sameMoment: sameMoment, from: first, count: count, offsets: offsets,
            users: users, passing: mask)
        unsafe cxm_pages_order(
            &keptClasses, &values, &positions, mask, before, (count + 63) / 64, moments,
            events.elements + first * events.header.width, Int32(events.header.width), ranks)
    }

    /// Adds views and clicks to `counts[2 * value]` and the place after it; values from the last on
    /// are one.
    package func countLabels(into counts: inout [UInt64]) {
        guard count > 0 else { return }
        precondition(values.count >= count && counts.count >= 2, "of each event")
        unsafe cxm_pages_labels(
            keptClasses, values, count, UInt32(counts.count / 2 - 1), &counts)
    }
}
