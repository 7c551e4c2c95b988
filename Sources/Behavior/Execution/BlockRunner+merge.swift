extension BlockRunner {
    /// The users that the workers have found, as one ascending list; each worker's own are ascending.
    ///
    /// Cost: a pass over all for every doubling of the workers, with a look every 65,536 users.
    func merge(_ lists: [[UInt32]]) throws -> [UInt32] {
        var lists = lists.filter { !$0.isEmpty }
        while lists.count > 1 {
            var merged: [[UInt32]] = []
            for index in stride(from: 0, to: lists.count, by: 2) {
                merged.append(
                    index + 1 < lists.count
                        ? try merge(lists[index], lists[index + 1]) : lists[index])
            }
            lists = merged
        }
        return lists.first ?? []
    }

    private func merge(_ left: [UInt32], _ right: [UInt32]) throws -> [UInt32] {
        var merged: [UInt32] = []
        merged.reserveCapacity(left.count + right.count)
        var (first, second) = (0, 0)
        while first < left.count, second < right.count {
            if merged.count.isMultiple(of: 65_536) { try look() }
            if left[first] <= right[second] {
                merged.append(left[first])
                first += 1
            } else {
                merged.append(right[second])
                second += 1
            }
        }
        return merged + left[first...] + right[second...]
    }
}
