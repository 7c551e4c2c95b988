import Bitmaps
import Definitions
import Foundation
import Segments
import TestSupport
import Testing

struct SegmentScanTests {
    /// The plain reading of a program, user by user.
    private func naive(
        _ programs: [SegmentProgram], _ groups: [[Set<UInt32>]], _ sets: [Set<UInt32>]
    ) -> [Set<UInt32>] {
        var results: [Set<UInt32>] = []
        func users(_ input: SegmentProgram.Input) -> Set<UInt32> {
            switch input {
            case .group(let table, let index): groups[table][index]
            case .set(let index): sets[index]
            case .segment(let index): results[index]
            }
        }
        for program in programs {
            var members: Set<UInt32> = []
            for container in program.containers {
                var found = users(container.included[0])
                for input in container.included { found.formIntersection(users(input)) }
                for input in container.excluded { found.subtract(users(input)) }
                if container.subtracts { members.subtract(found) } else { members.formUnion(found) }
            }
            results.append(members)
        }
        return results
    }

    @Test(arguments: 0..<8 as Range<UInt64>, [false, true])
    func `segments over two tables, outside sets and each other`(
        seed: UInt64, spills: Bool
    ) async throws {
        var random = SplitMix64(seed: seed)
        let keys: Range<UInt32> = 0..<200_000
        let tables = [300, 4000].map { RandomRows(count: $0, keys: keys, random: &random) }
        let base = Set((0..<300).map { _ in UInt32.random(in: keys, using: &random) })
        let sets = [base, Set(tables[0].rows.compactMap(\.key))]
        var makers = RandomGroups(random: random)
        let groups = tables.map { _ in (0..<15).map { _ in makers.group() } }
        random = makers.random
        func input(_ place: Int) -> SegmentProgram.Input {
            switch Int.random(in: 0..<8, using: &random) {
            case 0: .set(random.pick([0, 1]))
            case 1 where place > 0: .segment(Int.random(in: 0..<place, using: &random))
            default:
                .group(
                    table: random.pick([0, 1]), index: Int.random(in: 0..<15, using: &random))
            }
        }
        let programs = (0..<40).map { place in
            SegmentProgram(
                (0..<Int.random(in: 1...3, using: &random)).map { part in
                    SegmentProgram.Container(
                        (0..<Int.random(in: 1...3, using: &random)).map { _ in input(place) },
                        excluding: random.chance(30) ? [input(place)] : [],
                        subtracts: part > 0 && random.chance(30))
                })
        }
        let expected = naive(
            programs,
            zip(groups, tables).map { groups, table in
                groups.map { NaiveGroups.members($0, table.rows, base: base) }
            }, sets)
        let folder = FileManager.default.temporaryDirectory.path + "/scan-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let scan = SegmentScan(
            tables: try zip(groups, tables).map { groups, table in
                try .init(groups, over: try table.partitioned(batchSize: 500), zone: .utc)
            }, sets: sets.map { Bitmap($0.sorted()) }, base: Bitmap(base.sorted()),
            segments: programs)
        let runner = ScanRunner(
            threads: 2, memoryLimit: spills ? 20 << 20 : nil, spillFolder: spills ? folder : nil)
        let result = try await scan.run(runner)
        for index in programs.indices {
            #expect(result.bitmap(index).numbers == expected[index].sorted(), "seed \(seed)")
            #expect(result.count(index) == expected[index].count, "seed \(seed)")
        }
        #expect(runner.progress == 1 && runner.peakBytes > 0)
    }

    @Test func `a scan over its memory limit says so`() async throws {
        var random = SplitMix64(seed: 1)
        let rows = RandomRows(count: 100, keys: 0..<50, random: &random)
        let scan = SegmentScan(
            tables: [
                try .init([ScanGroup()], over: try rows.partitioned(batchSize: 10), zone: .utc)
            ], segments: [SegmentProgram([.init([.group(table: 0, index: 0)])])])
        await #expect(throws: ScanError.self) {
            try await scan.run(ScanRunner(memoryLimit: 1000))
        }
    }

    @Test func `composites are programs`() {
        let inputs: [SegmentProgram.Input] = [.set(0), .set(1), .set(2)]
        #expect(SegmentProgram(.union, of: inputs).containers.count == 3)
        #expect(SegmentProgram(.intersect, of: inputs).containers == [.init(inputs)])
        #expect(
            SegmentProgram(.subtract, of: inputs).containers
                == [.init([.set(0)], excluding: [.set(1), .set(2)])])
    }
}
