import Definitions
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct RegisterTests {
    private static let payments = TableRegistration(
        name: "payments", connection: "lake", path: ["pay"],
        labels: LocalizedText([.korean: "결제"]), userKey: "user",
        keys: ["account": "account_id"], roles: [.time: "at", .category: "shop"])

    private func withPayments(
        _ body: (CatalogueFixture) async throws -> Void
    ) async throws {
        try await CatalogueFixture.with { fixture in
            try await fixture.parquet(
                """
                SELECT 'u1' AS user, 7 AS account_id, TIMESTAMP '2026-01-02 09:00:00' AS at, \
                CAST(5 AS DECIMAL(18,2)) AS amount, 'cafe' AS shop, true AS paid, 260102 AS day
                """, "lake/pay.parquet")
            try await fixture.connect(to: "lake")
            try await body(fixture)
        }
    }

    @Test func `columns become fields with the types of the warehouse`() async throws {
        try await withPayments { fixture in
            let saved = try await RegisterTable(fixture.context)(Self.payments, expecting: 0)
            #expect(saved.revision == 1 && saved.table.labels.text(in: .korean) == "결제")
            #expect(
                saved.table.fields.map(\.name) == [
                    "user", "account_id", "at", "amount", "shop", "paid", "day",
                ])
            #expect(
                saved.table.fields.map(\.type) == [
                    .text, .integer, .time, .number, .text, .boolean, .integer,
                ])
            let loaded = try await LoadCatalogue(fixture.context)()
            #expect(loaded.catalogue.table("payments") == saved.table)
            #expect(try loaded.entry("payments").drift.isSound)
        }
    }

    @Test func `types, time formats and the columns can be chosen`() async throws {
        try await withPayments { fixture in
            var wish = Self.payments
            wish.columns = ["amount", "day", "account_id"]
            wish.types = ["account_id": .text]
            wish.timeFormats = ["day": "%y%m%d"]
            let table = try await RegisterTable(fixture.context)(wish).table
            #expect(table.fields.map(\.type) == [.text, .number, .time])
            #expect(table.field("day")?.timeFormat == "%y%m%d")
        }
    }

    @Test func `a column that there is not is refused with the nearest`() async throws {
        try await withPayments { fixture in
            let changes: [(inout TableRegistration) -> Void] = [
                { $0.userKey = "usr" }, { $0.keys = ["account": "acount_id"] },
                { $0.roles[.page] = "shp" }, { $0.columns = ["amout"] },
                { $0.types = ["amout": .text] }, { $0.timeFormats = ["dy": "%d"] },
            ]
            let nearest = ["user", "account_id", "shop", "amount", "amount", "day"]
            for (change, name) in zip(changes, nearest) {
                var wish = Self.payments
                change(&wish)
                let sentence = await fixture.failure {
                    _ = try await RegisterTable(fixture.context)(wish)
                }
                #expect(sentence.contains("the nearest is '\(name)'"), "\(sentence)")
            }
            var wish = Self.payments
            wish.userKey = nil
            wish.keys = [:]
            let noKey = await fixture.failure {
                _ = try await RegisterTable(fixture.context)(wish)
            }
            #expect(noKey.contains("needs a user key"), "\(noKey)")
            wish = Self.payments
            wish.connection = "laek"
            let connection = await fixture.failure {
                _ = try await RegisterTable(fixture.context)(wish)
            }
            #expect(connection.contains("the nearest is 'lake'"), "\(connection)")
            #expect(try await fixture.metadata.tables().isEmpty)
        }
    }

    @Test func `a change made from an old revision is a conflict`() async throws {
        try await withPayments { fixture in
            let register = RegisterTable(fixture.context)
            _ = try await register(Self.payments, expecting: 0)
            await #expect { _ = try await register(Self.payments, expecting: 0) } throws: {
                ($0 as? MetadataError)?.code == .conflict
            }
            var change = FieldChange()
            change.isHidden = true
            let edit = EditCatalogue(fixture.context)
            #expect(try await edit("payments", field: "amount", change, expecting: 1) == 2)
            await #expect {
                _ = try await edit("payments", field: "amount", change, expecting: 1)
            } throws: { ($0 as? MetadataError)?.code == .conflict }
            #expect(try await edit("payments", field: "amount", change) == 3)
        }
    }

    @Test func `labels stay where a table is registered again`() async throws {
        try await withPayments { fixture in
            let register = RegisterTable(fixture.context)
            _ = try await register(Self.payments)
            let changes = try TableChange.list(
                JSONValue(
                    parsing: """
                        {"name": "payments", "fields": [{"name": "shop", "labels": {"ko": "업종"},
                         "value_labels": {"cafe": {"ko": "카페"}}, "operators": ["in", "contains"]}]}
                        """))
            _ = try await EditCatalogue(fixture.context)(changes)
            var wish = Self.payments
            wish.userKey = "account_id"
            let again = try await register(wish)
            let shop = try #require(again.table.field("shop"))
            #expect(shop.labels.text(in: .korean) == "업종" && shop.valueLabels.count == 1)
            #expect(shop.operators == [.isIn, .contains])
            #expect(again.table.labels.text(in: .korean) == "결제" && again.revision == 3)
        }
    }

    @Test func `a table that segments use is not removed unless it is forced`() async throws {
        try await withPayments { fixture in
            _ = try await RegisterTable(fixture.context)(Self.payments)
            try await fixture.segment(
                "Spenders", #"{"containers":[{"groups":[{"dataset":"payments"}]}]}"#)
            try await EditCatalogue(fixture.context).setPopulation("payments")
            let remove = RemoveTable(fixture.context)
            let used = await fixture.failure { try await remove("payments") }
            #expect(used.contains("used by 1 segment: 'Spenders'"), "\(used)")
            try await remove("payments", force: true)
            let loaded = try await LoadCatalogue(fixture.context)()
            #expect(loaded.entries.isEmpty && loaded.population == nil)
            let unknown = await fixture.failure { try await remove("payments") }
            #expect(unknown.contains("There is no table 'payments'"))
        }
    }

    @Test func `the catalogue goes out and comes in as one document`() async throws {
        try await withPayments { fixture in
            _ = try await RegisterTable(fixture.context)(Self.payments)
            try await EditCatalogue(fixture.context).setPopulation("payments")
            let document = try await ExportCatalogue(fixture.context)()
            let text = document.json.rendered(pretty: true)
            let read = try CatalogueDocument(JSONReader(JSONValue(parsing: text)))
            #expect(read == document && read.tables.map(\.name) == ["payments"])
            try await CatalogueFixture.with { other in
                let first = try await ImportCatalogue(other.context)(read)
                #expect(first.added == ["payments"] && first.connections == ["lake"])
                #expect(try await ExportCatalogue(other.context)() == document)
                var changed = read
                changed.tables[0].labels = LocalizedText([.english: "Payments"])
                let second = try await ImportCatalogue(other.context)(changed)
                #expect(second.changed == ["payments"] && second.added.isEmpty)
                #expect(try await ImportCatalogue(other.context)(changed).same == ["payments"])
                changed.connections = []
                changed.tables[0].source = .warehouse(connection: "laek", path: ["pay"])
                let sentence = await other.failure {
                    _ = try await ImportCatalogue(other.context)(changed)
                }
                #expect(sentence.contains("/tables/0/source/connection"), "\(sentence)")
            }
        }
    }
}
