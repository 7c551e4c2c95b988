import Columns
import Definitions
import TestSupport
import Testing

@testable import Behavior

@Suite struct DurationsTests {
    private func list(_ values: ArraySlice<Int64>) -> DurationList {
        var list = Durations.none
        for value in values { list.append(value) }
        return list
    }

    @Test func `long lists give the statistics that sorting gives`() {
        var random = SplitMix64(seed: 7)
        for scale in [Int64(1), 50, 5000, 86_400_000, 5_000_000_000, Int64.max / 100_000] {
            let values = (0..<20_000).map { _ in Int64.random(in: 0...scale, using: &random) }
            let parts = [values[..<7000], [], values[7000...]]
            #expect(
                Durations.statistics(parts.map(list)) == TimeStatistics(durations: values),
                "\(scale)")
        }
    }

    @Test func `one value over and over is its own median`() {
        let values = Array(repeating: Int64(1234), count: 10_000)
        #expect(Durations.statistics([list(values[...])]) == TimeStatistics(durations: values))
    }
}
