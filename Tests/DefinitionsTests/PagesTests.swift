import Definitions
import TestSupport
import Testing

@Suite struct PagesTests {
    private static let schema = DatasetSchema(
        name: "web", events: ["view", "click"],
        properties: [
            .init("path", .text), .init("button", .text), .init("n", .integer),
            .init("x", .number),
        ],
        roles: ["page": "path", "element": "button"])

    static let questions = [
        #""by":"page""#,
        #""by":"category","range":{"last":30,"unit":"day"},"limit":1"#,
        #""by":{"property":"n"},"limit":10,"segments":["vip",{"not":"vip"}]"#,
        #"""
        "rules":[{"pattern":"/loan/*","label":"대출"},{"pattern":"/pay/*"}],
        "range":{"from":"2026-10-01","to":"2026-11-01"},"segments":[{"not":"staff"}],
        "where":[{"property":"n","operator":"at_least","value":3}]
        """#,
        #"""
        "view":{"event":"view"},"click":{"any_of":[{"event":"click"},{"event":"tap"}],"label":"누름"}
        """#,
        #""detail":"/home""#,
        #"""
        "by":"category","detail":{"row":"대출","period":"week","limit":3,
          "by":["page",{"property":"content"}]}
        """#,
    ]

    private func pages(_ fields: String) throws -> Pages {
        guard
            case .pages(let pages) = try Question(
                parsing: #"{"kind":"pages","dataset":"web","# + fields + "}")
        else { preconditionFailure("the kind says what it is") }
        return pages
    }

    @Test(arguments: questions)
    func `a question is written as it is read`(fields: String) throws {
        let pages = try pages(fields)
        #expect(try Question(parsing: pages.json.rendered()) == .pages(pages))
    }

    @Test func `what is left out has its default`() throws {
        let pages = try pages(#""timezone":"UTC""#)
        #expect(pages.subject == .page)
        #expect(pages.limit == 50)
        #expect(pages.rules.isEmpty && pages.view == nil && pages.click == nil)
    }

    static let refusals: [(fields: String, pointer: String, sentence: String)] = [
        (#""limitt":1"#, "/limitt", "There is no field 'limitt' here; the nearest is 'limit'."),
        (#""by":"pge""#, "/by", "There is no choice 'pge'; the nearest is 'page'."),
        (#""by":3"#, "/by", "This should be a text, not a number."),
        (
            #""by":{"proprty":"n"}"#, "/by/proprty",
            "There is no field 'proprty' here; the nearest is 'property'."
        ),
        (
            #""by":{"property":"pth"}"#, "/by/property",
            "There is no property 'pth'; the nearest is 'path'."
        ),
        (
            #""by":"category""#, "/by",
            "No column of the dataset 'web' has the category role; import it again with "
                + "--category COLUMN, or name a property with \"by\": {\"property\": …}."
        ),
        (
            #""by":{"property":"x"}"#, "/by/property",
            "x is a number; rows need a text, a whole number, or true and false."
        ),
        (#""limit":0"#, "/limit", "0 is out of range; use 1 to 1000."),
        (#""rules":[{"label":"x"}]"#, "/rules/0", "The field 'pattern' is missing; add it."),
        (
            #""rules":[{"pattern":""}]"#, "/rules/0/pattern",
            "An empty pattern matches nothing; write a value, or '*' for all."
        ),
        (#""detail":3"#, "/detail", "This should be a text, not a number."),
        (#""detail":{}"#, "/detail", "The field 'row' is missing; add it."),
        (
            #""detail":{"rwo":"/"}"#, "/detail/rwo",
            "There is no field 'rwo' here; the nearest is 'row'."
        ),
        (
            #""detail":{"row":"/","period":"wek"}"#, "/detail/period",
            "There is no choice 'wek'; the nearest is 'week'."
        ),
        (
            #""detail":{"row":"/","limit":0}"#, "/detail/limit",
            "0 is out of range; use 1 to 1000."
        ),
        (
            #""detail":{"row":"/","by":[{"property":"buton"}]}"#, "/detail/by/0/property",
            "There is no property 'buton'; the nearest is 'button'."
        ),
        (
            #""detail":{"row":"/","by":["page",{"property":"x"}]}"#, "/detail/by/1/property",
            "x is a number; rows need a text, a whole number, or true and false."
        ),
        (
            #""detail":{"row":"/","by":["page","page","page","page","page","page"]}"#,
            "/detail/by", "At most 5 properties, not 6."
        ),
        (
            #""view":{"event":"viw"}"#, "/view/event",
            "There is no event 'viw'; the nearest is 'view'."
        ),
        (
            #""where":[{"property":"buton","operator":"is_set"}]"#, "/where/0/property",
            "There is no property 'buton'; the nearest is 'button'."
        ),
    ]

    @Test(arguments: refusals)
    func `an error names its place and how to mend it`(
        fields: String, pointer: String, sentence: String
    ) {
        let error = #expect(throws: DefinitionError.self) {
            try pages(fields).check(against: Self.schema)
        }
        #expect(error?.pointer == pointer)
        #expect(error?.detail == sentence)
    }

    @Test func `without a page role a view and a property must be named`() throws {
        let schema = DatasetSchema(
            name: "web", events: ["view"], properties: [.init("path", .text)])
        let error = #expect(throws: DefinitionError.self) {
            try pages(#""by":{"property":"path"}"#).check(against: schema)
        }
        #expect(error?.pointer == "/view")
        #expect(error?.detail.contains("--page COLUMN") == true)
        try pages(#""by":{"property":"path"},"view":{"event":"view"}"#).check(against: schema)
    }

    @Test(arguments: Language.allCases)
    func `questions read as plain sentences`(language: Language) throws {
        let texts = try Self.questions.map { try pages($0).described(in: language) }
        #expect(
            Snapshot.difference(
                of: texts.joined(separator: "\n") + "\n",
                from: "pages-\(language.rawValue).txt") == nil)
    }

    static let patterns: [(pattern: String, value: String, matches: Bool)] = [
        ("/loan/*", "/loan/1", true), ("/loan/*", "/loan/", true), ("/loan/*", "/loan", false),
        ("/loan/*", "/x/loan/1", false), ("*", "", true), ("a", "a", true), ("a", "ab", false),
        ("*b", "aab", true), ("*ab*", "xaabx", true), ("a*b*c", "a-b-b-c", true),
        ("a*b*c", "a-c-b", false), ("/대*", "/대출", true), ("a.c", "abc", false),
        ("**", "x", true), ("", "", true), ("", "x", false),
    ]

    @Test(arguments: patterns)
    func `a star stands for any characters`(pattern: String, value: String, matches: Bool) {
        #expect(PageRule(pattern).matches(value) == matches)
    }

    static let values: [BreakdownValue?] =
        [nil, BreakdownValue.none, .other]
        + ["/", "", "~", "~none", "a=b", "a@1", "한글 / 값", "\u{301}x"].map { .value($0) }

    @Test(arguments: values)
    func `an element's id reads as the same element`(value: BreakdownValue?) throws {
        let pages = Pages(scope: Scope(dataset: "web", segments: [.all, .members("s")]))
        for group in PagesElement.Group.allCases {
            for series in 0...1 {
                let element = PagesElement(group, page: value, series: series)
                #expect(try PagesElement(id: element.id, of: pages) == element, "\(element.id)")
            }
        }
        #expect(PagesElement(.exited, page: .value("/a")).id == "exited@0=/a")
        #expect(PagesElement(.visitors).id == "visitors")
    }

    @Test(arguments: ["", "~", "~edge", "~other", "a=b", "a@1", "한글 / 값", "\u{301}x", "~3"])
    func `an id of a detail reads as the same row`(text: String) throws {
        let pages = Pages(
            scope: Scope(dataset: "web", segments: [.all, .members("s")]),
            detail: .init(row: "/", subjects: [.page]))
        let timeline = try pages.timeline(
            range: ResolvedRange(from: 0, to: 3 * 86_400_000), zone: .utc)
        for list in pages.detailLists(roles: ["page": "path"]) {
            var values: [PageDetail.Value] = [.value(text), .other, PageDetail.Value.none]
            if list == .previous || list == .next { values.append(.edge) }
            if list == .trend { values = [.point(0), .point(2)] }
            for value in values {
                let element = PageDetailElement(list, value, series: 1)
                let read = PageDetailElement(
                    id: element.id, of: pages, roles: ["page": "path"], timeline: timeline)
                #expect(read == element, "\(element.id)")
            }
        }
        let element = PageDetailElement(.previous, .edge, series: 0)
        #expect(element.id == "previous@0=~edge")
    }

    @Test(arguments: [
        "previous", "previous@2=/a", "trend@0=~9", "trend@0=3", "elements@0=~edge", "viewed-3@0=x",
    ])
    func `an id of no row of the detail is refused`(id: String) throws {
        let pages = Pages(
            scope: Scope(dataset: "web"), detail: .init(row: "/", subjects: [.page]))
        let timeline = try pages.timeline(
            range: ResolvedRange(from: 0, to: 3 * 86_400_000), zone: .utc)
        #expect(
            PageDetailElement(id: id, of: pages, roles: ["page": "p"], timeline: timeline) == nil)
    }

    @Test func `a trend of too many days names the detail`() {
        let pages = Pages(scope: Scope(dataset: "web"), detail: .init(row: "/"))
        let error = #expect(throws: DefinitionError.self) {
            try pages.timeline(
                range: ResolvedRange(from: 0, to: 6000 * 86_400_000), zone: .utc)
        }
        #expect(error?.pointer == "/detail/period")
    }

    @Test(arguments: ["", "visitor", "visitors@1", "visitors@x=/a", "views", "visitors-1"])
    func `an id that names nothing is refused`(id: String) {
        let pages = Pages(scope: Scope(dataset: "web"))
        let error = #expect(throws: DefinitionError.self) { try PagesElement(id: id, of: pages) }
        #expect(error?.code == .unknownName)
        #expect(error?.pointer == "/element")
    }

    @Test func `a result is written as the interface says`() throws {
        var journeys = JourneySet(
            text: """
                ann v0{page=/home} v2500{page=/pay} c3000{page=/pay,element=buy}
                bob v0{page=/home} v9000000{page=/home}
                """)
        journeys.roles = ["page": "page", "element": "element"]
        let pages = Pages(
            scope: Scope(dataset: "web"), detail: .init(row: "/pay", subjects: [.property("p")]))
        let zone = try Zone("Asia/Seoul")
        let range = ResolvedRange(from: 0, to: 86_400_000)
        let timeline = try pages.timeline(range: range, zone: zone)
        let answer = PagesReference.answer(pages, over: journeys, timeline: timeline)
        let result = PagesResult(
            pages: pages,
            context: AnswerContext(
                engine: "reference", elapsedMilliseconds: 0,
                range: range, zone: zone, dataUntil: 9_000_000),
            series: answer.series, timeline: timeline, subjects: [.property("p")])
        #expect(
            Snapshot.difference(
                of: result.json.rendered(pretty: true) + "\n", from: "pages-result.json") == nil)
    }
}
