import Definitions
import Metadata
import Operations
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct SaveMetricsTests {
    private func withPayments(_ body: (SegmentSpace) async throws -> Void) async throws {
        try await CatalogueFixture.with { fixture in
            try await fixture.parquet(
                "SELECT 'u1' AS id, TIMESTAMP '2026-01-01' AS at, 5 AS amount",
                "lake/payments.parquet")
            try await fixture.connect(to: "lake")
            _ = try await RegisterTable(fixture.context)(
                TableRegistration(
                    name: "payments", connection: "lake", path: ["payments"], userKey: "id",
                    roles: [.time: "at"]))
            try await body(
                SegmentSpace(catalogue: fixture.context, metadata: fixture.metadata, actor: "kim"))
        }
    }

    private func draft(_ measure: String, name: String = "paid") throws -> MetricDraft {
        try MetricDraft(
            parsing: #"{"name":"\#(name)","measure":"\#(measure)","dataset":"payments"}"#)
    }

    @Test func `a metric is saved, changed by its name, found and removed; the audit keeps it`()
        async throws
    {
        try await withPayments { space in
            let save = SaveMetrics(space)
            let saved = try await save([draft("count"), draft("share_of_users_with", name: "2")])
            #expect(saved.map(\.revision) == [1, 1] && saved.map(\.owner) == ["kim", "kim"])
            let changed = try await save([draft("average_per_user")], expecting: 1)[0]
            #expect((changed.id, changed.revision) == (saved[0].id, 2))
            #expect(try changed.parsed == draft("average_per_user").definition)
            #expect(try await space.findMetric("paid") == changed)
            // A name counts before a number.
            #expect(try await space.findMetric("2") == saved[1])
            #expect(try await space.findMetric("1") == changed)
            await #expect(throws: MetadataError.self) {
                _ = try await save([draft("count")], expecting: 1)
            }
            try await save.remove(changed)
            await #expect(throws: DefinitionError.self) { _ = try await space.findMetric("paid") }
            let audit = try await space.metadata.audit(
                AuditFilter(actor: "kim", subject: "metric/1"), before: nil, limit: 9)
            #expect(audit.map(\.action) == ["metric.remove", "metric.change", "metric.create"])
        }
    }

    @Test func `of a list with a bad metric none is saved, and the place is named`() async throws {
        try await withPayments { space in
            let bad = try MetricDraft(
                parsing: #"{"name":"b","measure":"sum","dataset":"payments","field":"amout"}"#)
            do {
                _ = try await SaveMetrics(space)([draft("count"), bad])
                Issue.record("it was saved")
            } catch let error as DefinitionError {
                #expect(error.pointer == "/1/field" && error.detail.contains("'amount'"))
            }
            #expect(try await space.metadata.metrics().isEmpty)
        }
    }

    @Test func `what is done to the catalogue is in the audit`() async throws {
        try await withPayments { space in
            let context = space.context
            var change = FieldChange()
            change.isHidden = true
            _ = try await EditCatalogue(context)("payments", field: "amount", change)
            try await EditCatalogue(context).setPopulation("payments")
            _ = try await ImportCatalogue(context)(ExportCatalogue(context)())
            try await RemoveTable(context)("payments")
            try await ConnectWarehouse(context).remove("lake")
            let audit = try await space.metadata.audit(
                AuditFilter(), before: nil, limit: 20)
            #expect(
                audit.reversed().map(\.action)
                    == [
                        "connect", "register", "edit", "population", "import", "remove",
                        "disconnect",
                    ].map { "catalogue." + $0 })
            #expect(audit[0].subject == "connection/lake" && audit[1].subject == "table/payments")
            #expect(audit.allSatisfy { $0.at == 1000 })
        }
    }
}
