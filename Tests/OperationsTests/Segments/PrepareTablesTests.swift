import Bitmaps
import Definitions
import Foundation
import Jobs
import Metadata
import MetadataSQLite
import Operations
import Segments
import TestSupport
import Testing

@Suite(
    .enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing),
    .timeLimit(.minutes(10)))
struct PrepareTablesTests {
    private func withMembers(
        _ body: (CatalogueFixture) async throws -> Void
    ) async throws {
        try await CatalogueFixture.with { fixture in
            try await members(fixture, count: 3)
            try await fixture.connect(to: "lake")
            _ = try await RegisterTable(fixture.context)(
                TableRegistration(
                    name: "members", connection: "lake", path: ["members"], userKey: "id",
                    keys: ["account": "account_id"], roles: [.time: "joined"]))
            try await body(fixture)
        }
    }

    private func members(_ fixture: CatalogueFixture, count: Int) async throws {
        try await fixture.parquet(
            """
            SELECT 'u' || i AS id, i AS account_id, TIMESTAMP '2026-01-01' AS joined, \
            i % 3 AS grade, 'receipt ' || i AS receipt, 'g' || (i % 2) AS gender, \
            'phone ' || i AS phone FROM range(\(count)) t(i)
            """, "lake/members.parquet")
    }

    /// The fields of the table's image by the user key.
    private func fields(_ fixture: CatalogueFixture) throws -> [String] {
        let folder = fixture.imports.home.path + "/scans/members/user%2ekey"
        let folders = try FileManager.default.contentsOfDirectory(
            atPath: fixture.imports.home.path + "/scans/members")
        #expect(folders.count == 1, "\(folders)")
        let path = fixture.imports.home.path + "/scans/members/" + (folders.first ?? folder)
        let current = try String(contentsOfFile: path + "/current", encoding: .utf8)
        return try ScanTable(folder: path + "/" + current).fields.map(\.name)
    }

    private func scheduler(_ fixture: CatalogueFixture) -> Scheduler {
        Scheduler(
            metadata: fixture.metadata, zone: fixture.imports.home.zone, owner: "me",
            options: Scheduler.options, clock: MovedClock(1000),
            space: {
                SegmentSpace(
                    catalogue: fixture.context(at: $0), metadata: fixture.metadata, actor: "kim")
            })
    }

    @Test func `an image holds what people are offered, once`() async throws {
        try await withMembers { fixture in
            let prepare = PrepareTables(fixture.context)
            try await prepareFields(fixture)
            let first = try await prepare()
            #expect(first.map(\.table) == ["members"])
            #expect(first[0].isNew && first[0].rowCount == 3 && first[0].byteCount > 0)
            #expect(
                try fields(fixture) == [
                    "account_id", "cxm_time", "gender", "grade", "id", "joined", "receipt",
                ])
            #expect(try await prepare(["members"]).map(\.isNew) == [false])
        }
    }

    private func prepareFields(_ fixture: CatalogueFixture) async throws {
        var change = FieldChange()
        change.personalData = .direct
        _ = try await EditCatalogue(fixture.context)("members", field: "phone", change)
    }

    @Test func `texts that are nearly all different wait for a segment that uses them`()
        async throws
    {
        try await withMembers { fixture in
            try await prepareFields(fixture)
            try await members(fixture, count: 150_000)
            _ = try await PrepareTables(fixture.context)()
            #expect(try fields(fixture) == ["account_id", "cxm_time", "gender", "grade", "joined"])
            let space = SegmentSpace(
                catalogue: fixture.context, metadata: fixture.metadata, actor: "kim")
            let one = try SegmentDefinition(
                parsing:
                    #"{"containers":[{"groups":[{"dataset":"members","filters":[{"field":"receipt","operator":"equals","value":"receipt 7"}]}]}]}"#
            )
            #expect(try await PreviewSegment(space)(one).users.count == 1)
            #expect(try fields(fixture).contains("receipt"))
            #expect(try await PrepareTables(fixture.context)().map(\.isNew) == [false])
        }
    }

    @Test func `a preview of a large table that is not prepared makes no image`() async throws {
        try await withMembers { fixture in
            let space = SegmentSpace(
                catalogue: fixture.context, metadata: fixture.metadata, actor: "kim")
            let some = try SegmentDefinition(
                parsing:
                    #"{"containers":[{"groups":[{"dataset":"members","range":{"from":"2026-01-01","to":"2026-01-02"},"filters":[{"field":"gender","operator":"equals","value":"g0"}],"having":[{"measure":"count","operator":"at_least","value":1}]}]}]}"#
            )
            try await EditCatalogue(fixture.context).setPopulation("members")
            let answer = try await PreviewSegment(space, imageBytes: -1)(some)
            #expect(answer.users.count == 2 && answer.population == 3)
            #expect(answer.containers[0].groups[0].steps.map(\.count) == [3, 2, 2])
            #expect(answer.unprepared == ["members"])
            #expect(
                !FileManager.default.fileExists(atPath: fixture.imports.home.path + "/scans"))
        }
    }

    @Test func `a table that cannot be prepared is refused by name`() async throws {
        try await withMembers { fixture in
            let unknown = await fixture.failure {
                _ = try await PrepareTables(fixture.context)(["member"])
            }
            #expect(unknown.contains("'members'"), "\(unknown)")
        }
    }

    @Test func `whoever does jobs prepares tables, and again after their data have changed`()
        async throws
    {
        try await withMembers { fixture in
            let scheduler = scheduler(fixture)
            try await scheduler.plan()
            try await scheduler.plan()
            let waiting = try await fixture.metadata.jobs(states: [.waiting], limit: 9)
            #expect(waiting.map(\.kind) == [PrepareTables.kind])
            #expect(waiting.map(\.key) == ["prepare:members"])
            try await scheduler.runDue()
            #expect(try await fixture.metadata.jobs(states: [.done], limit: 9).count == 1)
            try await scheduler.runDue()
            #expect(try await fixture.metadata.jobs(states: nil, limit: 9).count == 1)

            try await members(fixture, count: 5)
            try await scheduler.runDue()
            #expect(try await fixture.metadata.jobs(states: [.done], limit: 9).count == 2)
            #expect(try await PrepareTables(fixture.context)().map(\.rowCount) == [5])

            try await members(fixture, count: 6)
            _ = try await ProjectSettings(fixture.metadata, actor: "kim", now: 1).set(
                PrepareTables.setting, to: .boolean(false))
            try await scheduler.runDue()
            #expect(try await fixture.metadata.jobs(states: nil, limit: 9).count == 2)
        }
    }

    @Test func `a table that cannot be read fails once, and is tried again when it changes`()
        async throws
    {
        try await withMembers { fixture in
            try fixture.write("no parquet", "lake/members.parquet")
            let scheduler = scheduler(fixture)
            for _ in 0..<3 { try await scheduler.runDue() }
            let failed = try await fixture.metadata.jobs(states: nil, limit: 9)
            #expect(failed.map(\.state) == [.failed])
            #expect(failed[0].failure?.isEmpty == false && failed[0].remedy?.isEmpty == false)
            try await members(fixture, count: 4)
            try await scheduler.runDue()
            #expect(
                try await fixture.metadata.jobs(states: nil, limit: 9).map(\.state)
                    == [.done, .failed])
        }
    }
}
