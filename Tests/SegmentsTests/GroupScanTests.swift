import Bitmaps
import Definitions
import Foundation
import Segments
import TestSupport
import Testing

struct GroupScanTests {
    /// Compares every group of a scan with the naive evaluation.
    private func check(
        _ rows: RandomRows, _ groups: [ScanGroup], over source: some ScanSource, base: Set<UInt32>,
        threads: Int, seed: UInt64
    ) async throws {
        let scan = try GroupScan(
            groups, over: source, zone: .utc, base: Bitmap(base.sorted()))
        let outcomes = try await scan.run(ScanRunner(threads: threads))
        let counts = try await scan.counts(ScanRunner(threads: threads))
        for (index, group) in groups.enumerated() {
            let expected = NaiveGroups.members(group, rows.rows, base: base).sorted()
            #expect(outcomes[index].members.numbers == expected, "seed \(seed), \(group)")
            #expect(counts[index] == expected.count, "seed \(seed)")
            #expect(outcomes[index].nullKeyCount == rows.rows.count { $0.key == nil })
        }
    }

    @Test(arguments: 0..<24 as Range<UInt64>)
    func `a scan of random groups gives what each group means`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let keys: Range<UInt32> = random.pick([0..<40, 0..<3000, 65_500..<65_600, 100..<200_000])
        let rows = RandomRows(
            count: random.pick([0, 1, 63, 700, 5000]), keys: keys, random: &random,
            timeStep: random.pick([1, 1000, 86_400_000]))
        let base = Set((0..<500).map { _ in UInt32.random(in: keys, using: &random) })
        var makers = RandomGroups(random: random)
        let groups = (0..<60).map { _ in makers.group() }
        let source = try rows.partitioned(
            batchSize: random.pick([1, 100, 10_000]), rowsPerRun: random.pick([50, 1000, 1 << 20]))
        try await check(rows, groups, over: source, base: base, threads: 2, seed: seed)
    }

    @Test func `many rows of one key are one stretch`() async throws {
        var random = SplitMix64(seed: 7)
        let rows = RandomRows(count: 150_000, keys: 3..<5, random: &random)
        var makers = RandomGroups(random: random)
        let groups = (0..<20).map { _ in makers.group() }
        try await check(
            rows, groups, over: try rows.partitioned(batchSize: 9000), base: [1, 4], threads: 1,
            seed: 7)
    }

    @Test func `runs that spill give the same`() async throws {
        var random = SplitMix64(seed: 11)
        let folder = FileManager.default.temporaryDirectory.path + "/spill-\(UUID().uuidString)"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let rows = RandomRows(count: 9000, keys: 0..<150_000, random: &random)
        var makers = RandomGroups(random: random)
        let groups = (0..<30).map { _ in makers.group() }
        let source = try rows.partitioned(
            batchSize: 500, rowsPerRun: 1000, memoryLimit: 40_000, spill: folder)
        #expect(source.byteCount > 40_000)
        try await check(rows, groups, over: source, base: [5, 149_999], threads: 2, seed: 11)
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    @Test(arguments: 30..<38 as Range<UInt64>)
    func `a table in files gives the same`(seed: UInt64) async throws {
        var random = SplitMix64(seed: seed)
        let folder = FileManager.default.temporaryDirectory.path + "/table-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let rows = RandomRows(
            count: random.pick([1, 5000]), keys: random.pick([0..<2000, 0..<200_000]),
            random: &random, timeStep: random.pick([1, 60_000, 86_400_000]))
        let source = try rows.partitioned(batchSize: 700, rowsPerRun: 1500)
        try ScanTable.write(source, to: folder, version: "v7")
        let table = try ScanTable(folder: folder)
        #expect(table.version == "v7" && table.keyLimit == source.keyLimit)
        var makers = RandomGroups(random: random)
        let groups = (0..<40).map { _ in makers.group() }
        try await check(rows, groups, over: table, base: [1, 1999], threads: 2, seed: seed)
    }

    @Test func `a folder without a table is refused`() {
        #expect(throws: ScanError.self) { try ScanTable(folder: "/nowhere") }
    }

    @Test func `stretches end between keys`() async throws {
        var random = SplitMix64(seed: 8)
        let rows = RandomRows(count: 150_000, keys: 0..<5000, random: &random)
        var makers = RandomGroups(random: random)
        let groups = (0..<20).map { _ in makers.group() }
        try await check(
            rows, groups, over: try rows.partitioned(batchSize: 9000), base: [1, 70_000],
            threads: 1, seed: 8)
    }

    @Test func `a waterfall never grows before the conditions, and ends with the group`()
        async throws
    {
        var random = SplitMix64(seed: 5)
        let rows = RandomRows(count: 3000, keys: 0..<700, random: &random)
        let source = try rows.partitioned(batchSize: 500)
        var makers = RandomGroups(random: random)
        for _ in 0..<20 {
            let group = makers.group()
            let base = Bitmap(0..<800)
            let counts = try await GroupScan(group.steps, over: source, zone: .utc, base: base)
                .counts()
            let whole = try await GroupScan([group], over: source, zone: .utc, base: base).counts()
            #expect(counts.count == 1 + group.filters.count + group.having.count)
            #expect(counts.last == whole[0])
            let byFilter = counts.prefix(1 + group.filters.count)
            #expect(zip(byFilter, byFilter.dropFirst()).allSatisfy { $0 >= $1 })
        }
    }

    @Test func `the order of the rows does not matter`() async throws {
        var random = SplitMix64(seed: 3)
        let rows = RandomRows(count: 4000, keys: 0..<900, random: &random)
        var shuffled = rows
        shuffled.rows.shuffle(using: &random)
        var makers = RandomGroups(random: random)
        let groups = (0..<40).map { _ in makers.group() }
        let base = Bitmap(0..<1000)
        let first = try await GroupScan(
            groups, over: try rows.partitioned(batchSize: 300), zone: .utc, base: base
        ).run()
        let second = try await GroupScan(
            groups, over: try shuffled.partitioned(batchSize: 77), zone: .utc, base: base
        ).run()
        #expect(first.map(\.members) == second.map(\.members))
    }

    @Test func `groups share comparisons, filters and measures`() throws {
        var random = SplitMix64(seed: 1)
        let rows = RandomRows(count: 100, keys: 0..<50, random: &random)
        let seoul = Comparison(property: "city", operator: .equals, values: [.text("seoul")])
        let same = Comparison(property: "city", operator: .isIn, values: [.text("seoul")])
        let groups = (1...50).map { least in
            ScanGroup(
                filters: [.comparison(least % 2 == 0 ? seoul : same)],
                having: [AggregateCondition(.count, .atLeast, [.integer(Int64(least))])])
        }
        let plan = try GroupPlan(
            groups, source: try rows.partitioned(batchSize: 10), zone: .utc)
        #expect(plan.size == (1, 1, 1))
    }

    @Test func `a field that the table lacks is an error that names it`() throws {
        var random = SplitMix64(seed: 1)
        let rows = RandomRows(count: 10, keys: 0..<50, random: &random)
        let group = ScanGroup(
            filters: [.comparison(Comparison(property: "colour", operator: .isSet, values: []))])
        #expect(throws: ScanError.self) {
            try GroupPlan([group], source: try rows.partitioned(batchSize: 10), zone: .utc)
        }
    }
}
