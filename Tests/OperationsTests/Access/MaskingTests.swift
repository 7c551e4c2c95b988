import Definitions
import Operations
import Testing

/// What callers without the right do not see.
@Suite struct MaskingTests {
    private static let catalogue = Catalogue(tables: [
        CatalogueTable(
            name: "app_events", source: .events("app"), userKey: "cxm_user",
            fields: [
                CatalogueField(name: "phone", type: .text, personalData: .direct),
                CatalogueField(name: "os", type: .text),
                CatalogueField(name: "year", type: .integer, personalData: .indirect),
            ]),
        CatalogueTable(
            name: "members", source: .attributes("members"), userKey: "cxm_user",
            fields: [
                CatalogueField(name: "illness", type: .text, personalData: .sensitive),
                CatalogueField(name: "grade", type: .text),
            ]),
        CatalogueTable(
            name: "people", source: .warehouse(connection: "lake", path: ["people"]),
            userKey: "mail",
            fields: [
                CatalogueField(
                    name: "email", column: "mail", type: .text, personalData: .direct)
            ]),
    ])
    private let masking = Masking(catalogue, showsPersonal: false)

    @Test func `direct and sensitive fields are hidden, by name and by column`() {
        #expect(masking.hides("phone", in: "app_events"))
        #expect(masking.hides("email", in: "people") && masking.hides("mail", in: "people"))
        #expect(!masking.hides("year", in: "app_events"))
        #expect(!masking.hides("phone", in: "members"))
        #expect(masking.hides(attribute: "illness") && !masking.hides(attribute: "grade"))
        #expect(masking.hidesAnywhere("MAIL"))
        #expect(masking.shown(userID: "ann@example.com") == "•••")
    }

    @Test func `whoever has the right sees everything`() throws {
        let open = Masking(Self.catalogue, showsPersonal: true)
        #expect(open.isEmpty && !open.hidesUserIDs)
        #expect(open.shown(userID: "ann") == "ann")
        try open.check(Question(parsing: Self.byPhone))
    }

    private static let byPhone = """
        {"kind":"trend","dataset":"app","series":[{"event":"open"}],
         "breakdown":{"property":"phone"}}
        """

    @Test(arguments: [
        byPhone,
        """
        {"kind":"trend","dataset":"app","series":[{"event":"open"}],
         "breakdown":{"attribute":"illness"}}
        """,
        """
        {"kind":"funnel","dataset":"app","steps":[{"event":"a"},{"event":"b"}],
         "breakdown":{"property":"phone","at_step":1}}
        """,
        """
        {"kind":"flow","dataset":"app","by":{"property":"phone"}}
        """,
        """
        {"kind":"profile","dataset":"app","attributes":["illness"]}
        """,
        """
        {"kind":"trend","dataset":"app","series":[{"event":"open"}],
         "estimates":[{"name":"fav","kind":"most_frequent","property":"phone"}],
         "breakdown":{"attribute":"fav"}}
        """,
    ])
    func `a question that would show hidden values is refused`(text: String) throws {
        let question = try Question(parsing: text)
        #expect(throws: AccessError.self) { try masking.check(question) }
    }

    @Test func `a question that only filters by them, or splits by others, is answered`() throws {
        for text in [
            """
            {"kind":"trend","dataset":"app","series":[{"event":"open"}],
             "where":[{"property":"phone","operator":"equals","value":"010"}]}
            """,
            """
            {"kind":"trend","dataset":"app","series":[{"event":"open"}],
             "breakdown":{"property":"os"}}
            """,
        ] {
            try masking.check(try Question(parsing: text))
        }
    }
}

/// Masked answers: what must not be in them.
@Suite struct MaskedAnswerTests {
    private static let secret = "010-1234-5678"
    private let masking = Masking(
        Catalogue(tables: [
            CatalogueTable(
                name: "events", source: .events("app"), userKey: nil,
                fields: [CatalogueField(name: "phone", type: .text, personalData: .direct)]),
            CatalogueTable(
                name: "members", source: .attributes("members"), userKey: nil,
                fields: [CatalogueField(name: "home", type: .text, personalData: .direct)]),
        ]), showsPersonal: false)

    @Test func `a timeline keeps its events and loses the values`() throws {
        let context = AnswerContext(
            engine: "native", elapsedMilliseconds: 1, range: nil, zone: .utc, dataUntil: nil)
        let result = TimelineResult(
            UserTimeline(scope: Scope(dataset: "app"), user: "ann"), context: context,
            attributes: [.init("home", .text(Self.secret)), .init("grade", .text("gold"))],
            all: [
                TimelineEvent(
                    time: 0, event: "open", session: 1,
                    properties: [.init("phone", .text(Self.secret)), .init("os", .text("ios"))])
            ])
        let text = masking.shown(.timeline(result)).json.rendered()
        #expect(!text.contains(Self.secret))
        #expect(text.contains(#""phone":"•••""#) && text.contains(#""home":"•••""#))
        #expect(text.contains("gold") && text.contains("ios"))
        #expect(Masking.nothing.shown(.timeline(result)).json.rendered().contains(Self.secret))
    }
}
