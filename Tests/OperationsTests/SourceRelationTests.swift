import Definitions
import EventStore
import Foundation
import Operations
import TestSupport
import Testing
import Warehouses

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct SourceRelationTests {
    private func rows(_ fixture: ImportFixture) async throws -> [String] {
        let relation = try SourceRelation(fixture.dataset().manifest)
        let session = try await fixture.warehouse.session(SessionOptions())
        let text: SQLFragment = """
            SELECT concat_ws(' ', cxm_user, cxm_time, cxm_event, coalesce(p0, '-')) FROM \
            (\(relation.query)) ORDER BY 1
            """
        var rows: [String] = []
        for try await batch in try await session.rows(text.statement) {
            guard case .text(let texts) = batch.columns[0] else { continue }
            rows += (0..<batch.rowCount).compactMap { texts.string(row: $0) }
        }
        await session.close()
        return rows
    }

    @Test func `the files give the events again, without the days replaced since`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                "user,time,event,os\nann,2026-01-01,a,ios\nbob,2026-01-02,a,\n,2026-01-01,x,y\n",
                named: "a.csv")
            try await fixture.run(["a.csv"])
            _ = try fixture.write(
                "user,time,event,os\neve,2026-01-02,b,web\n", named: "b.csv")
            try await fixture.run(["b.csv"])
            #expect(
                try await rows(fixture) == [
                    "ann 1767193200000 a ios", "eve 1767279600000 b web",
                ])
        }
    }

    @Test func `a file that has changed since is an error`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write("user,time,event,os\nann,2026-01-01,a,ios\n", named: "a.csv")
            try await fixture.run(["a.csv"])
            _ = try fixture.write("user,time,event,os\nann,2026-01-01,a,web2\n", named: "a.csv")
            #expect(throws: OperationError.self) {
                try SourceRelation(fixture.dataset().manifest)
            }
        }
    }
}
