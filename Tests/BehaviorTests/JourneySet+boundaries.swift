import TestSupport

extension JourneySet {
    /// Where partitions end that hold a month at the most, as their times need; with `isFine` in between
    /// too, at every fourth time.
    func partitionBoundaries(isFine: Bool) -> [Int64] {
        let times = Set(events.map(\.time)).sorted()
        guard let first = times.first, let last = times.last else { return [] }
        let month: Int64 = 30 * 86_400_000
        let months = Array(stride(from: first + month, to: last + month, by: Int(month)))
        let fine = times.enumerated().filter { $0.offset % 4 == 1 }.map(\.element)
        return Set(months + (isFine ? fine : [])).sorted()
    }
}
