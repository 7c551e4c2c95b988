import CKernels

/// Takes the users of a block through the steps of a funnel, reading only the events of its steps.
///
/// A step's events are ascending keys of user and time. An event continues the attempt of the latest
/// arrival at the step before, if that attempt's entry is in the window: later arrivals have later
/// entries, so the latest is the best. Two ascending lists are merged a step; nothing is looked up.
///
/// Cost: 2 to 4 ns an event of a step, whatever the number of users and of other events.
package struct PostingWalk: Sendable {
    /// Who arrived at a step, and the time to convert of each one's first arrival.
    package struct Arrivals: Sendable {
        package fileprivate(set) var count = 0
        /// Lower 16 bits of user numbers, ascending; as of the others, the first `count` are valid.
        package fileprivate(set) var users: [UInt16] = []
        /// Milliseconds; those of the first step are not set.
        package fileprivate(set) var fromFirst: [Int64] = []
        package fileprivate(set) var fromPrevious: [Int64] = []

        fileprivate mutating func reserve(_ room: Int) {
            guard users.count < room else { return }
            users = Array(repeating: 0, count: room)
            fromFirst = Array(repeating: 0, count: room)
            fromPrevious = Array(repeating: 0, count: room)
        }
    }

    /// A part of a posting list.
    package struct Part {
        package let users: Column
        package let times: Column
        package let places: Range<Int>
        /// Times that count, from the partition's start.
        package let within: ClosedRange<UInt32>
        /// Added to times, so that those of all partitions count from one instant.
        package let offset: Int64

        package init(
            users: Column, times: Column, places: Range<Int>, within: ClosedRange<UInt32>,
            offset: Int64
        ) {
            precondition(places.upperBound <= min(users.count, times.count), "inside the list")
            precondition(offset >= 0, "times count from the first partition")
            self.users = users
            self.times = times
            self.places = places
            self.within = within
            self.offset = offset
        }
    }

    /// The events of a step: one `CXM_NO_KEY`, `count` ascending keys, four `CXM_NO_KEY`.
    private struct Keys {
        var count = 0
        var keys: [UInt64] = []

        /// Makes room; what is there is lost.
        mutating func reserve(_ count: Int) {
            if keys.count < count + 16 { keys = Array(repeating: CXM_NO_KEY, count: count + 16) }
            keys[0] = CXM_NO_KEY
        }

        mutating func close(_ count: Int) {
            self.count = count
            for place in 1...4 { keys[count + place] = CXM_NO_KEY }
        }
    }

    /// Times that fit a key: 34 years.
    package static let timeLimit = Int64(1) << Int64(CXM_KEY_TIME_BITS)

    package private(set) var arrivals: [Arrivals]
    private var steps: [Keys]
    private var part = Keys()
    private var merged = Keys()
    /// The arrivals at a step, and the entry of each one's attempt; both laid out as a step's events.
    private struct Arrived {
        var keys: [UInt64] = []
        var entries: [UInt64] = []

        mutating func reserve(_ count: Int) {
            guard keys.count < count + 16 else { return }
            keys = Array(repeating: CXM_NO_KEY, count: count + 16)
            entries = keys
        }
    }

    private var arrived = Arrived()
    private var before = Arrived()

    package init(stepCount: Int) {
        arrivals = Array(repeating: Arrivals(), count: stepCount)
        steps = Array(repeating: Keys(), count: stepCount)
    }

    /// Forgets all events.
    package mutating func begin() {
        for index in steps.indices {
            steps[index].reserve(0)
            steps[index].close(0)
        }
    }

    /// Adds events to a step, from 0. `members`: bit number - `firstUser` is set for the users that
    /// count; nil for all.
    package mutating func add(_ part: Part, to step: Int, members: [UInt64]?, firstUser: Int) {
        self.part.reserve(part.places.count)
        let users = unsafe part.users.elements.assumingMemoryBound(to: UInt16.self)
        let times = unsafe part.times.elements.assumingMemoryBound(to: UInt32.self)
        let found = unsafe (members ?? []).withUnsafeBufferPointer { members in
            var source = unsafe cxm_posting_part(
                users: users + part.places.lowerBound, times: times + part.places.lowerBound,
                count: part.places.count, from: part.within.lowerBound,
                to: part.within.upperBound, offset: UInt64(part.offset),
                first_user: UInt32(firstUser), members: members.isEmpty ? nil : members.baseAddress)
            return unsafe self.part.keys.withUnsafeMutableBufferPointer {
                unsafe cxm_posting_keys(&source, $0.baseAddress! + 1)
            }
        }
        self.part.close(found)
        if steps[step].count == 0 {
            swap(&steps[step], &self.part)
        } else if found > 0 {
            merge(into: step)
        }
    }

    private mutating func merge(into step: Int) {
        let (count, more) = (steps[step].count, part.count)
        merged.reserve(count + more)
        unsafe steps[step].keys.withUnsafeBufferPointer { a in
            unsafe part.keys.withUnsafeBufferPointer { b in
                unsafe merged.keys.withUnsafeMutableBufferPointer { out in
                    unsafe cxm_posting_merge(
                        a.baseAddress! + 1, count, b.baseAddress! + 1, more,
                        out.baseAddress! + 1)
                }
            }
        }
        merged.close(count + more)
        swap(&steps[step], &merged)
    }

    /// Finds who arrives at each step; `window`: milliseconds from the first step, nil for no limit.
    package mutating func walk(window: Int64?) {
        let first = steps[0]
        arrivals[0].reserve(first.count + 1)
        unsafe first.keys.withUnsafeBufferPointer { keys in
            unsafe arrivals[0].withPointers {
                unsafe cxm_posting_entries(keys.baseAddress! + 1, first.count, &$0)
            }
        }
        let limit = UInt64(window ?? Self.timeLimit)
        for step in steps.indices.dropFirst() {
            arrivals[step].reserve(steps[step].count + 1)
            arrived.reserve(steps[step].count)
            if step == 1 {
                advance(step, keys: first.keys, entries: first.keys, limit)
            } else {
                advance(step, keys: before.keys, entries: before.entries, limit)
            }
            swap(&before, &arrived)
        }
    }

    /// Finds the arrivals at a step from those at the step before.
    private mutating func advance(
        _ step: Int, keys before: [UInt64], entries: [UInt64], _ window: UInt64
    ) {
        let kept = unsafe steps[step].keys.withUnsafeBufferPointer { keys in
            unsafe arrived.keys.withUnsafeMutableBufferPointer { out in
                unsafe arrived.entries.withUnsafeMutableBufferPointer { outEntries in
                    unsafe arrivals[step].withPointers {
                        unsafe cxm_posting_step(
                            before, entries, keys.baseAddress! + 1, steps[step].count, window,
                            out.baseAddress! + 1, outEntries.baseAddress! + 1, &$0)
                    }
                }
            }
        }
        for place in 1...4 { arrived.keys[kept + place] = CXM_NO_KEY }
    }
}

extension PostingWalk.Arrivals {
    fileprivate mutating func withPointers<Result>(
        _ body: (inout cxm_posting_arrivals) -> Result
    ) -> Result {
        unsafe users.withUnsafeMutableBufferPointer { users in
            unsafe fromFirst.withUnsafeMutableBufferPointer { fromFirst in
                unsafe fromPrevious.withUnsafeMutableBufferPointer { fromPrevious in
                    var pointers = unsafe cxm_posting_arrivals(
                        users: users.baseAddress!, from_first: fromFirst.baseAddress!,
                        from_previous: fromPrevious.baseAddress!, count: 0)
                    let result = unsafe body(&pointers)
                    count = unsafe pointers.count
                    return result
                }
            }
        }
    }
}
