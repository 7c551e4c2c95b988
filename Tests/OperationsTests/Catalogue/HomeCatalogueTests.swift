import Definitions
import EventStore
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct HomeCatalogueTests {
    @Test func `datasets and attribute tables appear by themselves`() async throws {
        try await CatalogueFixture.with { fixture in
            let imports = fixture.imports
            _ = try imports.write(
                "user,time,event,n,place,time_of_day\na,2026-01-01,open,1,/home,x\n", named: "e.csv"
            )
            try await imports.run(
                ["e.csv"],
                mapping: ColumnMapping(
                    user: "user", time: "time", event: "event", sequence: "n",
                    roles: ["page": "place"], properties: .all))
            _ = try imports.write("user,grade,age\na,vip,3\n", named: "a.csv")
            try await imports.runTable(["a.csv"])
            let loaded = try await LoadCatalogue(fixture.context)()
            #expect(loaded.entries.map(\.table.name) == ["test", "users"])
            #expect(loaded.entries.map(\.revision) == [0, 0])
            let events = loaded.entries[0].table
            #expect(events.source == .events("test") && events.userKey == "cxm_user")
            #expect(
                events.roles == [
                    .time: "cxm_time", .event: "cxm_event", .sequence: "cxm_sequence",
                    .page: "place",
                ])
            #expect(events.fields.map(\.name) == ["event", "time", "place", "time_of_day"])
            #expect(events.field("event")?.column == "cxm_event")
            #expect(events.field("time")?.type == .time)
            let users = loaded.entries[1].table
            #expect(users.fields.map(\.name) == ["grade", "age"])
            #expect(users.fields.map(\.type) == [.text, .integer] && users.roles.isEmpty)
        }
    }

    @Test func `what is saved lies over the schema, and a new field appears at once`()
        async throws
    {
        try await CatalogueFixture.with { fixture in
            let imports = fixture.imports
            _ = try imports.write("user,grade\na,vip\n", named: "a.csv")
            try await imports.runTable(["a.csv"])
            let changes = try TableChange.list(
                JSONValue(
                    parsing: """
                        {"name": "users", "labels": {"ko": "회원"}, "fields": [
                         {"name": "grade", "labels": {"ko": "등급"}, "personal_data": "indirect"}]}
                        """))
            #expect(try await EditCatalogue(fixture.context)(changes)[0].revision == 1)
            _ = try imports.write("user,age,grade\na,3,vip\n", named: "b.csv")
            try await imports.runTable(["b.csv"])
            let entry = try await LoadCatalogue(fixture.context)().entry("users")
            #expect(entry.table.fields.map(\.name) == ["age", "grade"] && entry.drift.isSound)
            #expect(entry.table.field("grade")?.labels.text(in: .korean) == "등급")
            #expect(entry.table.labels.text(in: .korean) == "회원" && entry.revision == 1)
            let typed = await fixture.failure {
                var change = FieldChange()
                change.type = .text
                _ = try await EditCatalogue(fixture.context)("users", field: "age", change)
            }
            #expect(typed.contains("follow its import"), "\(typed)")
            let name = await fixture.failure {
                _ = try await RegisterTable(fixture.context)(
                    TableRegistration(name: "users", connection: "x", path: ["a"], userKey: "id"))
            }
            #expect(name.contains("The home has a dataset or table 'users'"), "\(name)")
            try await RemoveTable(fixture.context)("users")
            #expect(try await LoadCatalogue(fixture.context)().entry("users").revision == 0)
        }
    }

    @Test func `the demo company's fields have their labels in two languages`() async throws {
        try await CatalogueFixture.with { fixture in
            let imports = fixture.imports
            _ = try await FillDemo(home: imports.home, warehouse: imports.warehouse, now: 0)(
                users: 200, days: 10, lastDay: "2026-10-31")
            let save = SaveDemoLabels(home: imports.home, metadata: fixture.metadata, now: 5)
            try await save()
            try await save()
            let catalogue = try await LoadCatalogue(fixture.context)().catalogue
            let gender = try #require(catalogue.table("members")?.field("gender"))
            #expect(gender.title(in: .korean) == "성별" && gender.title(in: .english) == "Gender")
            #expect(gender.label(ofValue: "M", in: .korean) == "남자")
            #expect(gender.label(ofValue: "F", in: .korean) == "여자")
            let event = try #require(catalogue.table("app")?.field("event"))
            #expect(event.label(ofValue: "pay_done", in: .korean) == "결제 완료")
            #expect(
                catalogue.tables.allSatisfy { $0.fields.allSatisfy { !$0.labels.isEmpty } })
            let hits = CatalogueSearch(catalogue).hits(for: "ㅅㅂ")
            #expect(hits.first?.table == "members" && hits.first?.field == "gender")
            let values = try await FieldValues(fixture.context)("members", field: "gender")
            #expect(values.rowCount == 200 && values.nullCount == 0 && values.distinctCount == 2)
            #expect(values.values.reduce(0) { $0 + $1.count } == 200)
            #expect(Set(values.values.compactMap { $0.labels.text(in: .korean) }) == ["남자", "여자"])
            let masked = try await FieldValues(fixture.context)("members", field: "referrer_id")
            #expect(masked.isMasked && masked.values.isEmpty && masked.rowCount == 200)
            let found = try await FieldValues(fixture.context)("app", field: "event", search: "ㄱㅈ")
            #expect(found.values.contains { $0.text == "pay_done" && $0.count > 0 })
        }
    }
}
