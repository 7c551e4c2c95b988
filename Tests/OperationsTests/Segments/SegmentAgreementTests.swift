import Bitmaps
import Definitions
import Identities
import Metadata
import Operations
import Segments
import TestSupport
import Testing

/// Native scans over images, compiled SQL, and the naive reading give one answer on random tables whose
/// keys differ in type, are missing, empty or repeated.
@Suite(.serialized, .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct SegmentAgreementTests {
    @Test func `random segments have the members and the counts of the naive reading`()
        async throws
    {
        var filled = 0
        for seed in 0..<60 as Range<UInt64> {
            let trial = try SegmentTrial(seed: seed)
            try await TrialHome.with(trial) { home in
                let answer = try await PreviewSegment(home.space)(
                    trial.definition, on: trial.date.text)
                let expected = try trial.reference.users(of: trial.definition, on: trial.date)
                #expect(try home.ids(answer.users) == expected, "\(trial)")
                if seed.isMultiple(of: 3) {
                    #expect(try await home.compiled(trial.definition) == expected, "\(trial)")
                } else {
                    let kept = try await home.run(trial.definition)
                    #expect(try home.ids(kept) == expected, "\(trial)")
                }
                try check(answer, home)
                try checkRowsWithoutKey(answer, home)
                filled += expected.isEmpty ? 0 : 1
            }
        }
        #expect(filled > 20, "the trials are mostly empty")
    }

    /// Counts of containers, groups and steps against the reference.
    private func check(_ answer: PreviewSegment.Answer, _ home: TrialHome) throws {
        let (trial, reference) = (home.trial, home.trial.reference)
        let resolved = try trial.definition.resolved(in: trial.catalogue)
        #expect(answer.containers.count == resolved.count)
        var total: Set<String> = []
        for (container, counted) in zip(resolved, answer.containers) {
            let users = try reference.users(of: container, on: trial.date)
            let before = total
            total = container.subtracts ? total.subtracting(users) : total.union(users)
            #expect(counted.counts.count == users.count, "\(trial)")
            #expect(counted.counts.total == total.count, "\(trial)")
            #expect(counted.counts.gain == abs(total.count - before.count), "\(trial)")
            for (group, found) in zip(container.groups, counted.groups) {
                let join = container.joins.first { $0.key == group.key }
                let keys = try reference.keys(of: group, join: join, on: trial.date)
                #expect(found.count == keys.count, "\(trial)\n\(group.place)")
                let steps = try reference.waterfall(of: group, join: join, on: trial.date)
                #expect(found.steps.map(\.count) == steps, "\(trial)\n\(group.place)")
            }
        }
        let members = Set((trial.rows["members"] ?? []).compactMap { $0["uid"]?.words })
        #expect(answer.population == members.count, "\(trial)")
    }

    private func checkRowsWithoutKey(
        _ answer: PreviewSegment.Answer, _ home: TrialHome
    ) throws {
        let trial = home.trial
        for group in try trial.definition.resolved(in: trial.catalogue).flatMap(\.groups) {
            let lost = (trial.rows[group.table.name] ?? []).filter {
                $0[group.keyColumn] == nil || $0[group.keyColumn] == .text("")
            }.count
            let name = group.table.name + (group.key.map { "." + $0 } ?? "")
            #expect(answer.rowsWithoutKey[name] ?? 0 == lost, "\(trial)\n\(name)")
        }
    }

    @Test func `what the warehouse counts before a table is prepared is the same`() async throws {
        var asked = 0
        for seed in 300..<340 as Range<UInt64> {
            let trial = try SegmentTrial(seed: seed)
            try await TrialHome.with(trial) { home in
                let cache = GroupCache(limit: 1 << 20)
                let preview = PreviewSegment(home.space, cache: cache, imageBytes: -1)
                let cold = try await preview(trial.definition, on: trial.date.text)
                let expected = try trial.reference.users(of: trial.definition, on: trial.date)
                #expect(try home.ids(cold.users) == expected, "\(trial)")
                try check(cold, home)
                asked += cold.unprepared.count
                let again = try await preview(trial.definition, on: trial.date.text)
                #expect(again.users == cold.users && again.containers == cold.containers)

                let made = try await PrepareTables(home.context)()
                #expect(Set(made.map(\.table)) == Set(trial.catalogue.tables.map(\.name)))
                let images = try home.images()
                let warm = try await PreviewSegment(home.space, imageBytes: -1)(
                    trial.definition, on: trial.date.text)
                #expect(warm.unprepared.isEmpty, "\(trial)")
                #expect(try home.images() == images, "what is prepared is not made again")
                #expect(warm.users == cold.users && warm.containers == cold.containers)
                try checkRowsWithoutKey(warm, home)
            }
        }
        #expect(asked > 40, "the warehouse is hardly asked")
    }

    @Test func `without a population table zero counts mean all whom the home knows`()
        async throws
    {
        let zero = try SegmentDefinition(
            parsing: #"""
                {"containers":[
                  {"groups":[{"dataset":"payments","having":[{"measure":"count","operator":"equals","value":0}]}]},
                  {"subtract":true,"groups":[{"dataset":"accounts","filters":[{"field":"branch","operator":"equals","value":1}],"having":[{"measure":"count","operator":"at_most","value":0}]},
                    {"dataset":"loans","join":{"key":"account","through":"accounts"},"having":[{"measure":"count","operator":"at_most","value":1}]}]}]}
                """#)
        // Without another key, so that a run evaluates it in its one pass.
        let plain = try SegmentDefinition(
            parsing:
                #"{"containers":[{"groups":[{"dataset":"members","having":[{"measure":"count","operator":"less","value":1}]}]}]}"#
        )
        for seed in 100..<112 as Range<UInt64> {
            let trial = try SegmentTrial(seed: seed)
            try await TrialHome.with(trial) { home in
                try await EditCatalogue(home.fixture.context).setPopulation(nil)
                // Half of the homes meet everybody in a run, the others in a preview.
                let early = seed.isMultiple(of: 2) ? try await run([zero, plain], home) : []
                let preview = PreviewSegment(home.space)
                let first = try await preview(zero, on: trial.date.text)
                let everyone = try Self.everyone(home)
                let reference = Self.reference(trial, everyone)
                let expected = try reference.users(of: zero, on: trial.date)
                #expect(try home.ids(first.users) == expected, "\(trial)")
                #expect(first.population == everyone.count)
                // What the first one read makes nobody else known.
                let second = try await preview(zero, on: trial.date.text)
                #expect(second.users == first.users && second.containers == first.containers)
                let anew = try await PreviewSegment(home.space)(zero, on: trial.date.text)
                #expect(anew.users == first.users)
                let late = try await run([zero, plain], home)
                // The run has met the members, too.
                let all = Self.reference(trial, try Self.everyone(home))
                let now = try [zero, plain].map { try all.users(of: $0, on: trial.date) }
                for sets in [early, late] where !sets.isEmpty {
                    #expect(try sets.map(home.ids) == now, "\(trial)")
                }
            }
        }
    }

    /// The sets of one run over all of them.
    private func run(
        _ definitions: [SegmentDefinition], _ home: TrialHome
    ) async throws -> [Bitmap] {
        var segments: [SegmentRecord] = []
        let before = try await home.space.metadata.segments(SegmentListFilter()).count
        for (index, definition) in definitions.enumerated() {
            segments.append(
                try await SaveSegment(home.space)(
                    SegmentDraft(name: "trial \(before + index)", definition: definition)))
        }
        let report = try await RunSegments(home.space)(segments, on: home.trial.date.text)
        return try report.snapshots.map {
            try home.space.snapshots.users(of: $0.id, in: $0.segment)
        }
    }

    private static func everyone(_ home: TrialHome) throws -> [String] {
        let users = try Identities(home: home.fixture.imports.home.path)
        return (0..<users.count).compactMap { users.id(of: UInt32($0)) }
    }

    /// A naive reading in which a table holds the users that a home knows.
    private static func reference(_ trial: SegmentTrial, _ users: [String]) -> SegmentReference {
        var catalogue = trial.catalogue
        catalogue.tables.append(
            CatalogueTable(name: "everyone", source: .attributes("everyone"), userKey: "id"))
        catalogue.population = "everyone"
        var rows = trial.rows
        rows["everyone"] = users.map { ["id": .text($0)] }
        return SegmentReference(catalogue: catalogue, rows: rows, zone: trial.zone)
    }

    @Test func `an edit evaluates one group, and changed data give a new answer`() async throws {
        let parts = ["F", "M"].map { sex in
            #"{"containers":[{"groups":[{"dataset":"members","filters":[{"field":"sex","operator":"equals","value":"\#(sex)"}]},{"dataset":"payments","filters":[{"field":"amount","operator":"at_least","value":0}]}]}]}"#
        }
        let (women, men) = (
            try SegmentDefinition(parsing: parts[0]), try SegmentDefinition(parsing: parts[1])
        )
        for seed in 200..<206 as Range<UInt64> {
            let trial = try SegmentTrial(seed: seed)
            try await TrialHome.with(trial) { home in
                let cache = GroupCache(limit: 1 << 20)
                let preview = PreviewSegment(home.space, cache: cache)
                func check(
                    _ definition: SegmentDefinition, _ rows: [String: [SegmentReference.Row]]
                )
                    async throws
                {
                    let reference = SegmentReference(
                        catalogue: trial.catalogue, rows: rows, zone: trial.zone)
                    let answer = try await preview(definition, on: trial.date.text)
                    #expect(
                        try home.ids(answer.users)
                            == reference.users(of: definition, on: trial.date), "\(trial)")
                }
                try await check(women, trial.rows)
                let known = cache.count
                let images = try home.images()
                try await check(women, trial.rows)
                #expect(cache.count == known)
                // One group with one filter: the group, which is its own last step.
                try await check(men, trial.rows)
                #expect(cache.count == known + 1)
                #expect(try home.images() == images, "nothing is read twice")
                let changed = try SegmentTrial(seed: seed + 1000).rows
                try await home.write(changed)
                try await check(men, changed)
                #expect(try home.images() != images)
            }
        }
    }
}
