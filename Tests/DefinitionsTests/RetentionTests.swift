import Definitions
import TestSupport
import Testing

@Suite struct RetentionDefinitionTests {
    static let schema = DatasetSchema(
        name: "orders", events: ["purchase", "visit"],
        properties: [.init("amount", .number), .init("os", .text)])

    private static func parsed(_ fields: String) throws -> Retention? {
        let text = #"{"kind":"retention","dataset":"orders","# + fields + "}"
        guard case .retention(let retention) = try Question(parsing: text) else { return nil }
        return retention
    }

    static let refusals: [(fields: String, pointer: String, sentence: String)] = [
        (#""return":{"event":"visit"}"#, "", "The field 'start' is missing; add it."),
        (
            #""start":{"event":"purchase"},"perids":3"#, "/perids",
            "There is no field 'perids' here; the nearest is 'periods'."
        ),
        (
            #""start":{"event":"purchase"},"periods":367"#, "/periods",
            "367 is out of range; use 1 to 366."
        ),
        (
            #""start":{"event":"purchase"},"period":"hour""#, "/period",
            "There is no choice 'hour'; known are 'day', 'week', 'month'."
        ),
        (
            #""start":{"event":"purchase"},"period":"month","calendar":false"#, "/period",
            "Rolling periods have a fixed length, and a month has none; use 'day' or 'week', or "
                + "calendar periods."
        ),
        (
            #""start":{"event":"purchase"},"mode":"brackets""#, "",
            "The field 'brackets' is missing; add it."
        ),
        (
            #""start":{"event":"purchase"},"mode":"on","brackets":[[0,0]]"#, "/brackets",
            "Brackets belong to the mode 'brackets', not to 'on'; leave one of the two out."
        ),
        (
            #""start":{"event":"purchase"},"brackets":[[0,0]],"periods":3"#, "/periods",
            "Brackets say themselves which periods count; leave 'periods' or 'brackets' out."
        ),
        (
            #""start":{"event":"purchase"},"brackets":[]"#, "/brackets",
            "There can be 1 to 64 brackets, not 0."
        ),
        (
            #""start":{"event":"purchase"},"brackets":[[0,2],[2,3]]"#, "/brackets/1",
            "Brackets ascend and do not overlap; 2 to 3 cannot stand here."
        ),
        (
            #""start":{"event":"purchase"},"brackets":[[3]]"#, "/brackets/0",
            "A bracket is its first and its last period, like [1, 3]."
        ),
        (
            #""view":"stickiness","return":{"event":"visit"},"mode":"on""#, "/mode",
            "The view 'stickiness' has no 'mode'; leave one of the two out."
        ),
        (
            #""start":{"event":"purchase"},"measure":{"kind":"sum","property":"os"}"#,
            "/measure/property",
            "'os' is text, and only numbers have a sum; choose a property of type integer or number."
        ),
        (#""view":"lifecycle""#, "", "The field 'return' is missing; add it."),
        (
            #""start":{"event":"purchas"}"#, "/start/event",
            "There is no event 'purchas'; the nearest is 'purchase'."
        ),
        (
            #""start":{"event":"purchase"},"return":{"event":"vist"}"#, "/return/event",
            "There is no event 'vist'; the nearest is 'visit'."
        ),
    ]

    @Test(arguments: refusals)
    func `bad retention questions are refused with place, reason and remedy`(
        refused: (fields: String, pointer: String, sentence: String)
    ) throws {
        let error = #expect(throws: DefinitionError.self) {
            try Self.parsed(refused.fields)?.check(against: Self.schema)
        }
        #expect(error?.pointer == refused.pointer)
        #expect(error?.detail == refused.sentence)
    }

    static let questions = [
        #""start":{"event":"purchase"}"#,
        #""start":{"event":"signup"},"return":{"event":"purchase"},"period":"month","periods":12"#,
        #""start":{"event":"a"},"period":"week","periods":1,"start_kind":"first_ever","range":{"this":"month"}"#,
        #""start":{"event":"a","label":"시작"},"return":{"any_of":[{"event":"b"},{"event":"c"}]},"mode":"on_or_after","periods":30,"calendar":false,"start_kind":"recurring""#,
        #""start":{"event":"a"},"period":"week","calendar":false,"brackets":[[0,0],[1,3],[4,7]],"range":{"last":30,"unit":"day"},"segments":["vip",{"not":"vip"}]"#,
        #""start":{"event":"a"},"period":"month","measure":{"kind":"average","property":"amount"}"#,
        #""start":{"event":"a"},"breakdown":{"property":"os","limit":1}"#,
        #""start":{"event":"a"},"segments":["all","vip"],"breakdown":{"attribute":"gender","limit":5}"#,
        #""view":"stickiness","return":{"event":"visit"},"period":"day","range":{"last":4,"unit":"week"},"segments":["vip"]"#,
        #""view":"lifecycle","return":{"event":"visit"},"period":"month","range":{"from":"2026-01-01","to":"2026-07-01"},"where":[{"property":"os","operator":"equals","value":"ios"}]"#,
    ]

    @Test(arguments: questions)
    func `a retention question comes back whole`(fields: String) throws {
        let retention = try #require(try Self.parsed(fields))
        #expect(
            try Question(parsing: retention.json.rendered()) == .retention(retention))
    }

    @Test(arguments: Language.allCases)
    func `retention questions read as plain sentences`(language: Language) throws {
        let texts = try Self.questions.map {
            try Self.parsed($0)?.described(in: language) ?? ""
        }
        #expect(
            Snapshot.difference(
                of: texts.joined(separator: "\n") + "\n",
                from: "retention-\(language.rawValue).txt") == nil)
    }

    @Test func `averages are pooled and simple, over complete cells`() {
        func cohort(_ users: Int, _ active: Int, isComplete: Bool = true) -> RetentionCohort {
            RetentionCohort(
                start: CivilDate(year: 2026, month: 1, day: 1), users: users,
                cells: [RetentionCell(users: active, isComplete: isComplete)])
        }
        let average = RetentionAverage(
            [cohort(1000, 500), cohort(500, 400), cohort(10, 0, isComplete: false), cohort(0, 0)],
            column: 0)
        #expect(average.pooled == 0.6)
        #expect(average.simple == 0.65)
        let none = RetentionAverage([cohort(10, 5, isComplete: false)], column: 0)
        #expect(none.pooled == nil && none.simple == nil)
    }

    static let elements = [
        "cohort=2026-01-05", "active-1=2026-01-05", "inactive-0=2026-01-05",
        "active-1@1=2026-01-05",
    ]

    @Test(arguments: elements)
    func `an element's id reads as the same element`(id: String) throws {
        let retention = try #require(
            try Self.parsed(
                #""start":{"event":"a"},"period":"week","periods":2,"segments":["all","s"]"#))
        #expect(try RetentionElement(id: id, of: retention).id == id)
    }

    @Test(arguments: [
        "cohort=2026-01-05=ios", "active-1=2026-01-05=~none", "inactive-0@1=2026-01-05=~other",
        "active-1=2026-01-05=a=b", "active-1=2026-01-05=~~none", "active-1=2026-01-05=",
    ])
    func `an element of a breakdown row reads as the same element`(id: String) throws {
        let fields =
            #""start":{"event":"a"},"period":"week","periods":2,"segments":["all","s"]"#
        let split = try #require(
            try Self.parsed(fields + #","breakdown":{"property":"os"}"#))
        #expect(try RetentionElement(id: id, of: split).id == id)
        let whole = try #require(try Self.parsed(fields))
        #expect(throws: DefinitionError.self) { try RetentionElement(id: id, of: whole) }
    }

    @Test func `the names of a breakdown are checked`() throws {
        let schema = DatasetSchema(
            name: "test", events: ["a"], properties: [.init("os", .text)], attributes: ["gender"])
        for (breakdown, pointer, nearest) in [
            (#"{"property":"oss"}"#, "/breakdown/property", "'os'"),
            (#"{"attribute":"gendre"}"#, "/breakdown/attribute", "'gender'"),
        ] {
            let retention = try #require(
                try Self.parsed(#""start":{"event":"a"},"breakdown":"# + breakdown))
            let error = #expect(throws: DefinitionError.self) {
                try retention.check(against: schema)
            }
            #expect(error?.pointer == pointer)
            #expect(error?.detail.contains(nearest) == true)
        }
    }

    @Test func `elements of the other views read as themselves`() throws {
        let sticky = try #require(try Self.parsed(#""view":"stickiness","return":{"event":"a"}"#))
        #expect(try RetentionElement(id: "periods-3", of: sticky).group == .periods(3))
        let cycle = try #require(try Self.parsed(#""view":"lifecycle","return":{"event":"a"}"#))
        let dormant = try RetentionElement(id: "dormant=2026-01-05", of: cycle)
        #expect(dormant.group == .lifecycle(.dormant))
        #expect(dormant.id == "dormant=2026-01-05")
    }

    @Test(arguments: [
        "", "cohort", "cohort=2026-01-06", "cohort=", "active=2026-01-05", "active-2=2026-01-05",
        "active-1@1=2026-01-05", "inactive--1=2026-01-05", "periods-3", "dormant=2026-01-05",
        "active-1=2026-13-05", "cohort-1=2026-01-05", "active-1-1=2026-01-05",
    ])
    func `an id that names nothing is refused`(id: String) throws {
        let retention = try #require(
            try Self.parsed(#""start":{"event":"a"},"period":"week","periods":2"#))
        let error = #expect(throws: DefinitionError.self) {
            try RetentionElement(id: id, of: retention)
        }
        #expect(error?.pointer == "/element")
    }

    @Test func `a retention result is written as the interface says`() throws {
        let journeys = JourneySet(text: "ann A0 A90000000\nbob A1\ncid A172800000")
        let retention = try #require(
            try Self.parsed(#""start":{"event":"A"},"period":"day","periods":2"#))
        let result = RetentionResult(
            retention: retention,
            context: AnswerContext(
                engine: "reference", elapsedMilliseconds: 0, range: nil, zone: .utc,
                dataUntil: 172_800_000),
            series: RetentionReference.answer(retention, over: journeys).series)
        #expect(
            Snapshot.difference(
                of: result.json.rendered(pretty: true) + "\n", from: "retention-result.json")
                == nil)
    }
}
