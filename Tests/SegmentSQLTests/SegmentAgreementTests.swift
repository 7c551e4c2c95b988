import Definitions
import SQL
import SegmentSQL
import TestSupport
import Testing

/// Compiled SQL on DuckDB against the naive reading, on random segments over random tables.
@Suite(.serialized, .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct SegmentAgreementTests {
    static let seeds = 0..<250 as Range<UInt64>

    @Test func `whole segments agree`() async throws {
        let engine = try await SegmentDuckDB()
        var filled = 0
        for seed in Self.seeds {
            let trial = try SegmentTrial(seed: seed)
            try await engine.load(trial)
            let sql = try SegmentSQL(
                trial.definition, on: trial.date, catalogue: trial.catalogue,
                tables: SegmentDuckDB.tables, zone: trial.zone)
            let found = try await engine.keys(sql.query)
            let expected = try trial.reference.users(of: trial.definition, on: trial.date)
            #expect(found == expected, "\(trial)")
            filled += expected.isEmpty ? 0 : 1
            let canonical = trial.definition.canonical(in: trial.catalogue)
            #expect(
                try trial.reference.users(of: canonical, on: trial.date) == expected,
                "the canonical form says something else: \(trial)\n\(canonical.json.rendered())")
        }
        #expect(filled > 100, "the trials are mostly empty")
    }

    @Test func `every group agrees with its waterfall and its rows without a key`() async throws {
        let engine = try await SegmentDuckDB()
        for seed in Self.seeds where seed % 2 == 0 {
            let trial = try SegmentTrial(seed: seed)
            try await engine.load(trial)
            for container in try trial.definition.resolved(in: trial.catalogue) {
                for group in container.groups {
                    try await check(group, container, trial, engine)
                }
            }
        }
    }

    private func check(
        _ group: ResolvedGroup, _ container: ResolvedContainer, _ trial: SegmentTrial,
        _ engine: SegmentDuckDB
    ) async throws {
        let join = container.joins.first { $0.key == group.key }
        let sql = try GroupSQL(
            group, range: group.group.range?.resolved(on: trial.date, in: trial.zone), join: join,
            catalogue: trial.catalogue, tables: SegmentDuckDB.tables, zone: trial.zone)
        let reference = trial.reference
        let keys = try reference.keys(of: group, join: join, on: trial.date)
        #expect(try await engine.keys(sql.keys) == keys, "\(trial)\n\(group.place)")
        let steps = try await engine.numbers(sql.waterfall)
        #expect(steps.count == sql.stepCount)
        #expect(
            try reference.waterfall(of: group, join: join, on: trial.date) == steps,
            "\(trial)\n\(group.place)")
        #expect(steps.last == keys.count, "\(trial)\n\(group.place)")
        #expect(
            try await engine.numbers(sql.rowsWithoutKey)
                == [reference.rowsWithoutKey(of: group, on: trial.date)], "\(trial)")
    }

    @Test func `a shared scan gives what each group gives by itself`() async throws {
        let engine = try await SegmentDuckDB()
        var shared = 0
        for seed in Self.seeds where seed % 3 == 0 {
            let trial = try SegmentTrial(seed: seed)
            try await engine.load(trial)
            var random = SplitMix64(seed: seed &+ 77)
            let drawn = (0..<12).map { _ in
                RandomSegment.group(in: trial.catalogue, using: &random)
            }
            let groups = drawn.compactMap {
                try? $0.resolved(in: trial.catalogue, at: GroupPlace(container: 0, group: 0))
            }
            guard let first = groups.first(where: { !$0.group.acceptsNoRows }) else { continue }
            let together = try groups.filter { SharedScanSQL.shares(first, $0) }.map {
                (group: $0, range: try $0.group.range?.resolved(on: trial.date, in: trial.zone))
            }
            shared += together.count
            let scan = try SharedScanSQL(
                together, tables: SegmentDuckDB.tables, zone: trial.zone)
            let rows = try await engine.rows(scan.query)
            for (index, (group, _)) in together.enumerated() {
                let keys = rows.filter { $0[index + 1] == .integer(1) }.map { $0[0] }
                let expected = try trial.reference.keys(of: group, on: trial.date)
                #expect(
                    Set(keys) == Set(expected.map { .text($0) }),
                    "\(trial)\n\(group.group.json.rendered())")
                #expect(keys.count == expected.count)
            }
            #expect(rows.allSatisfy { $0.dropFirst().contains(.integer(1)) })
        }
        #expect(shared > 150)
    }
}
