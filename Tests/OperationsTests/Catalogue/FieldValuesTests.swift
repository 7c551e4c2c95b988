import Definitions
import Foundation
import Metadata
import MetadataSQLite
import Operations
import TestSupport
import Testing
import Warehouses

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct FieldValuesTests {
    /// The same rows as attributes of the home, in a CSV file and in a Parquet file.
    private static let csv = """
        user,grade,age,score,vip,joined
        a,vip,30,1.5,true,2026-01-01T00:00:00+09:00
        b,gold,31,1.5,false,2026-01-02T00:00:00+09:00
        c,vip,30,,true,2026-01-01T00:00:00+09:00
        d,,,2.0,,
        e,gold,-5,2.0,true,2025-12-31T23:59:59+09:00
        f,basic,30,3,true,2026-01-01T00:00:00+09:00

        """

    private static let labels = """
        {"fields": [{"name": "grade", "labels": {"ko": "등급"}, "value_labels": {
          "vip": {"ko": "최우수"}, "gold": {"ko": "우수", "en": "Gold"}, "basic": {"ko": "일반"},
          "none": {"ko": "미정"}}}]}
        """

    private func withTables(_ body: (CatalogueFixture) async throws -> Void) async throws {
        try await CatalogueFixture.with { fixture in
            let imports = fixture.imports
            let file = try imports.write(Self.csv, named: "a.csv")
            try await imports.runTable(["a.csv"], table: "home")
            try fixture.write(Self.csv, "lake/text.csv")
            try await fixture.parquet(
                """
                SELECT user, grade, CAST(age AS INTEGER) AS age, CAST(score AS DOUBLE) AS score, \
                CAST(vip AS BOOLEAN) AS vip, CAST(joined AS TIMESTAMPTZ) AS joined \
                FROM read_csv('\(file.path)', all_varchar = true)
                """, "lake/typed.parquet")
            try await fixture.connect(to: "lake")
            for name in ["text", "typed"] {
                _ = try await RegisterTable(fixture.context)(
                    TableRegistration(
                        name: name, connection: "lake", path: [name], userKey: "user"))
            }
            for name in ["home", "text", "typed"] {
                let change = Self.labels.replacing(
                    "{\"fields\"", with: #"{"name": "\#(name)", "fields""#)
                _ = try await EditCatalogue(fixture.context)(
                    TableChange.list(JSONValue(parsing: change)))
            }
            try await body(fixture)
        }
    }

    /// Different values and rows without one; the values with their counts; least and greatest.
    private func told(
        _ fixture: CatalogueFixture, _ table: String, _ field: String
    ) async throws -> String {
        let answer = try await FieldValues(fixture.context)(table, field: field)
        #expect(answer.rowCount == 6 && answer.unreadableCount == 0)
        let list = answer.values.map { "\($0.text)=\($0.count)" }.joined(separator: " ")
        let range = [answer.minimum, answer.maximum].compactMap(\.self)
        return "\(answer.distinctCount ?? -1)/\(answer.nullCount) \(list)"
            + (range.isEmpty ? "" : " [\(range.joined(separator: " "))]")
    }

    @Test(arguments: ["home", "text", "typed"])
    func `values, counts and extremes are the same whatever holds the rows`(
        table: String
    ) async throws {
        try await withTables { (fixture) async throws -> Void in
            #expect(try await told(fixture, table, "grade") == "3/1 gold=2 vip=2 basic=1 none=0")
            #expect(try await told(fixture, table, "age") == "3/1 30=3 -5=1 31=1 [-5 31]")
            #expect(try await told(fixture, table, "score") == "3/1 1.5=2 2=2 3=1 [1.5 3]")
            #expect(try await told(fixture, table, "vip") == "2/1 true=4 false=1")
            let first = "2025-12-31T23:59:59.000+09:00"
            let new = "2026-01-01T00:00:00.000+09:00"
            let last = "2026-01-02T00:00:00.000+09:00"
            #expect(
                try await told(fixture, table, "joined")
                    == "3/1 \(new)=3 \(first)=1 \(last)=1 [\(first) \(last)]")
        }
    }

    private func found(
        _ fixture: CatalogueFixture, _ table: String, _ text: String, limit: Int = 50
    ) async throws -> [String] {
        let answer = try await FieldValues(fixture.context)(
            table, field: "grade", search: text, limit: limit)
        #expect((answer.matchCount ?? 0) + 1 >= answer.values.count)
        return answer.values.map(\.text)
    }

    @Test(arguments: ["home", "typed"])
    func `values are searched by themselves and by their labels`(table: String) async throws {
        try await withTables { (fixture) async throws -> Void in
            #expect(try await found(fixture, table, "ㅇㅅ") == ["gold", "vip"])
            #expect(try await found(fixture, table, "우수") == ["gold", "vip"])
            #expect(try await found(fixture, table, "ㅇㅂ") == ["basic"])
            #expect(try await found(fixture, table, "GO") == ["gold"])
            #expect(try await found(fixture, table, "미") == ["none"])
            #expect(try await found(fixture, table, "zzz") == [])
            #expect(try await found(fixture, table, "", limit: 1) == ["gold"])
        }
    }

    @Test func `personal data are masked until somebody with the right asks`() async throws {
        try await withTables { (fixture) async throws -> Void in
            for kind in [CatalogueField.PersonalData.direct, .sensitive] {
                var change = FieldChange()
                change.personalData = kind
                for table in ["home", "typed"] {
                    _ = try await EditCatalogue(fixture.context)(table, field: "age", change)
                    let masked = try await FieldValues(fixture.context)(
                        table, field: "age", search: "30")
                    #expect(masked.isMasked && masked.values.isEmpty && masked.minimum == nil)
                    #expect(masked.matchCount == nil && masked.nullCount == 1)
                    #expect(masked.json["values"] == .array([]))
                    #expect(masked.json["minimum"] == .null && masked.json["maximum"] == .null)
                    let open = try await FieldValues(fixture.context)(
                        table, field: "age", showsPersonal: true)
                    #expect(!open.isMasked && open.values.count == 3)
                }
            }
            var change = FieldChange()
            change.personalData = .indirect
            _ = try await EditCatalogue(fixture.context)("home", field: "age", change)
            #expect(try await !FieldValues(fixture.context)("home", field: "age").isMasked)
        }
    }

    @Test func `an unknown field is refused with the nearest`() async throws {
        try await withTables { (fixture) async throws -> Void in
            let sentence = await fixture.failure {
                _ = try await FieldValues(fixture.context)("home", field: "grde")
            }
            #expect(sentence.contains("the nearest is 'grade'"), "\(sentence)")
            let table = await fixture.failure {
                _ = try await FieldValues(fixture.context)("hoem", field: "grade")
            }
            #expect(table.contains("the nearest is 'home'"), "\(table)")
        }
    }

    @Test func `what is no value of the type is counted as unreadable`() async throws {
        try await CatalogueFixture.with { fixture in
            try fixture.write("id,n,at\na,1,260101\nb,x,260102\nc,,never\nd,2.5,\n", "lake/t.csv")
            try await fixture.connect(to: "lake")
            _ = try await RegisterTable(fixture.context)(
                TableRegistration(
                    name: "t", connection: "lake", path: ["t"], userKey: "id",
                    types: ["n": .integer], timeFormats: ["at": "%y%m%d"]))
            let n = try await FieldValues(fixture.context)("t", field: "n")
            #expect(n.values.map(\.text) == ["1"] && n.nullCount == 3 && n.unreadableCount == 2)
            let at = try await FieldValues(fixture.context)("t", field: "at")
            #expect(at.distinctCount == 2 && at.nullCount == 2 && at.unreadableCount == 1)
            #expect(at.minimum == "2026-01-01T00:00:00.000+09:00")
        }
    }

    @Test func `among more values than are kept the warehouse searches`() async throws {
        try await CatalogueFixture.with { fixture in
            try await fixture.parquet(
                """
                SELECT 'u' || i AS id, 'code-' || (i % 12000) AS code, \
                CASE WHEN i = 3 THEN '마지막 가게' ELSE 'x' || i END AS shop FROM range(30000) t(i)
                """, "lake/t.parquet")
            try await fixture.connect(to: "lake")
            _ = try await RegisterTable(fixture.context)(
                TableRegistration(name: "t", connection: "lake", path: ["t"], userKey: "id"))
            let all = try await FieldValues(fixture.context)("t", field: "code", limit: 3)
            #expect(all.distinctCount == 12000 && all.values.map(\.count) == [3, 3, 3])
            let one = try await FieldValues(fixture.context)(
                "t", field: "code", search: "code-11999")
            #expect(one.values.map(\.text) == ["code-11999"] && one.values[0].count == 2)
            #expect(one.rowCount == 30000)
            let korean = try await FieldValues(fixture.context)("t", field: "shop", search: "ㅁㅈㅁㄱ")
            #expect(korean.values.map(\.text) == ["마지막 가게"] && korean.distinctCount == 30000)
        }
    }

    @Test func `counted values are kept until the data change`() async throws {
        try await CatalogueFixture.with { fixture in
            try fixture.write("id,g\na,1\nb,2\n", "lake/t.csv")
            try await fixture.connect(to: "lake")
            _ = try await RegisterTable(fixture.context)(
                TableRegistration(
                    name: "t", connection: "lake", path: ["t"], userKey: "id", roles: [:]))
            let cache = ValueCache()
            let values = FieldValues(fixture.context, cache: cache)
            let first = try await values("t", field: "g")
            // Labels are not part of what is kept.
            let change = try TableChange.list(
                JSONValue(
                    parsing:
                        #"{"name":"t","fields":[{"name":"g","value_labels":{"1":{"ko":"하나"}}}]}"#))
            _ = try await EditCatalogue(fixture.context)(change)
            let second = try await values("t", field: "g", search: "ㅎㄴ")
            #expect(second.values.map(\.text) == ["1"] && second.dataVersion == first.dataVersion)
            try fixture.write("id,g\na,1\nb,2\nc,3\n", "lake/t.csv")
            let third = try await values("t", field: "g")
            #expect(third.rowCount == 3 && third.dataVersion != first.dataVersion)
        }
    }
}
