import Definitions
import Testing

@Suite struct CatalogueTests {
    static let members = """
        {"name": "members", "source": {"connection": "lake", "path": ["main", "members"]},
         "labels": {"en": "Members", "ko": "회원"}, "user_key": "id", "keys": {"account": "account_id"},
         "roles": {"time": "joined"},
         "fields": [
          {"name": "gender", "column": "sex", "type": "text", "labels": {"en": "Gender", "ko": "성별"},
           "synonyms": ["sex"], "value_labels": {"F": {"ko": "여자"}, "M": {"ko": "남자"}},
           "operators": ["in", "is_set"]},
          {"name": "joined", "type": "time", "time_format": "%y%m%d"},
          {"name": "name", "type": "text", "personal_data": "direct", "hidden": true}]}
        """

    private func table(_ text: String = members) throws -> CatalogueTable {
        try CatalogueTable(JSONReader(JSONValue(parsing: text)))
    }

    private func error(_ text: String) -> DefinitionError? {
        #expect(throws: DefinitionError.self) { try table(text) }
    }

    @Test func `a table is read and written without loss`() throws {
        let table = try table()
        #expect(table.userKey == "id" && table.keys == ["account": "account_id"])
        #expect(table.roles == [.time: "joined"])
        #expect(table.source == .warehouse(connection: "lake", path: ["main", "members"]))
        let gender = try #require(table.field("gender"))
        #expect(gender.column == "sex" && gender.label(ofValue: "F", in: .korean) == "여자")
        #expect(gender.label(ofValue: "F", in: .english) == "여자")
        #expect(gender.allowedOperators == [.isIn, .isSet])
        #expect(table.field("joined")?.timeFormat == "%y%m%d")
        #expect(table.field("name")?.isHidden == true)
        #expect(table.field("name")?.personalData == .direct)
        #expect(try CatalogueTable(JSONReader(table.json)) == table)
        #expect(try JSONValue(parsing: table.json.rendered(pretty: true)) == table.json)
        #expect(table.columns == ["id", "account_id", "joined", "sex", "name"])
    }

    @Test(arguments: [#"{"events": "app"}"#, #"{"attributes": "members"}"#])
    func `tables of the home have sources of their own`(source: String) throws {
        let table = try table(
            #"{"name": "a", "source": \#(source), "user_key": "cxm_user", "fields": []}"#)
        #expect(
            table.source.isHome && table.source.json.rendered() == source.replacing(" ", with: ""))
    }

    @Test func `unknown names are refused with the place and the nearest name`() {
        let cases: [(from: String, to: String, pointer: String, nearest: String)] = [
            ("\"user_key\"", "\"userkey\"", "/userkey", "user_key"),
            ("\"synonyms\"", "\"synonym\"", "/fields/0/synonym", "synonyms"),
            ("\"time\": \"joined\"", "\"tme\": \"joined\"", "/roles/tme", "time"),
            ("\"type\": \"time\"", "\"type\": \"tine\"", "/fields/1/type", "time"),
            ("\"direct\"", "\"drect\"", "/fields/2/personal_data", "direct"),
            ("\"is_set\"", "\"isset\"", "/fields/0/operators/1", "is_set"),
            ("{\"en\": \"Gender\"", "{\"eng\": \"Gender\"", "/fields/0/labels/eng", "en"),
        ]
        for item in cases {
            let error = error(Self.members.replacing(item.from, with: item.to))
            #expect(error?.pointer == item.pointer, "\(item)")
            #expect(error?.detail.contains("'\(item.nearest)'") == true, "\(item): \(error as Any)")
        }
    }

    @Test func `what contradicts itself is refused`() {
        let cases: [(from: String, to: String, pointer: String, words: String)] = [
            ("\"name\": \"name\"", "\"name\": \"Gender\"", "/fields/2/name", "already"),
            (
                "\"type\": \"time\", ", "\"type\": \"text\", ", "/fields/1/time_format",
                "time format"
            ),
            ("\"name\": \"members\"", "\"name\": \"a b\"", "/name", "cannot name a table"),
            ("[\"main\", \"members\"]", "[]", "/source/path", "path names the table"),
            ("[\"in\", \"is_set\"]", "[]", "/fields/0/operators", "at least one operator"),
        ]
        for item in cases {
            let error = error(Self.members.replacing(item.from, with: item.to))
            #expect(error?.pointer == item.pointer, "\(item)")
            #expect(error?.detail.contains(item.words) == true, "\(item): \(error as Any)")
        }
        let misfit = error(
            #"{"name": "a", "source": {"events": "a"}, "fields": [{"name": "x", "type": "integer","#
                + #" "operators": ["equals", "contains"]}]}"#)
        #expect(misfit?.pointer == "/fields/0/operators/1")
        #expect(misfit?.detail.contains("use equals, not_equals") == true)
    }

    @Test func `a change merges labels and takes single value labels away`() throws {
        var table = try table()
        let changes = try TableChange.list(
            JSONValue(
                parsing: """
                    {"name": "members", "labels": {"en": "People"}, "fields": [
                     {"name": "gender", "labels": {"en": "Sex"},
                      "value_labels": {"F": {"en": "Female"}, "M": null, "X": {"ko": "기타"}},
                      "operators": null, "synonyms": []},
                     {"name": "name", "hidden": false, "personal_data": "sensitive"},
                     {"name": "joined", "time_format": null}]}
                    """))
        for change in changes { try change.apply(to: &table) }
        #expect(table.labels.texts == [.english: "People", .korean: "회원"])
        let gender = try #require(table.field("gender"))
        #expect(gender.labels.texts == [.english: "Sex", .korean: "성별"])
        #expect(gender.valueLabels["F"]?.texts == [.english: "Female", .korean: "여자"])
        #expect(gender.valueLabels["M"] == nil && gender.valueLabels["X"] != nil)
        #expect(gender.operators == nil && gender.synonyms.isEmpty)
        #expect(table.field("name")?.isHidden == false)
        #expect(table.field("name")?.personalData == .sensitive)
        #expect(table.field("joined")?.timeFormat == nil)
    }

    @Test func `a change of an unknown field is refused at its place`() throws {
        var table = try table()
        let changes = try TableChange.list(
            JSONValue(
                parsing: """
                    {"tables": [{"name": "members", "fields": [{"name": "gendre", "hidden": true}]}]}
                    """))
        let error = #expect(throws: DefinitionError.self) { try changes[0].apply(to: &table) }
        #expect(error?.pointer == "/tables/0/fields/0/name")
        #expect(error?.detail.contains("'gender'") == true)
        let typo = #expect(throws: DefinitionError.self) {
            try TableChange.list(
                JSONValue(parsing: #"[{"name": "a", "fields": [{"name": "b", "hiden": true}]}]"#))
        }
        #expect(typo?.pointer == "/0/fields/0/hiden")
    }

    @Test func `a search finds fields, tables and labelled values in any language`() throws {
        let search = CatalogueSearch(Catalogue(tables: [try table()]), showsHidden: false)
        func first(_ text: String) -> CatalogueSearch.Hit? { search.hits(for: text).first }
        #expect(first("성별")?.field == "gender")
        #expect(first("ㅅㅂ")?.field == "gender")
        #expect(first("SEX")?.field == "gender")
        #expect(first("ㅎㅇ")?.table == "members" && first("ㅎㅇ")?.field == nil)
        #expect(first("여")?.value == "F" && first("ㄴㅈ")?.value == "M")
        #expect(first("name") == nil)
        let all = CatalogueSearch(Catalogue(tables: [try table()]), showsHidden: true)
        #expect(all.hits(for: "name").first?.field == "name")
        #expect(all.hits(for: "  ").isEmpty)
        #expect(search.hits(for: "e", limit: 1).count == 1)
    }
}
