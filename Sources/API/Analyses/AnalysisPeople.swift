import Definitions
import Hummingbird
import Operations

/// `POST /api/v1/analyses/people`: the users behind an element of an answer, page by page.
struct AnalysisPeople: Sendable {
    let analyses: Analyses

    static let body = Schema.object([
        .init("question", .named("Question")), .init("element", .text),
    ])
    static let schema = Schema.object([
        .init("element", .text), .init("total", .integer),
        .init("items", .list(.object([.init("user", .text)]))), .init("next", .nullable(.text)),
    ])

    @Sendable func answer(_ request: Request, context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let inputs = try Inputs(request, context)
        let id = try inputs.analysisID()
        let page = try Page(inputs)
        let after = try page.after.map { (cursor) throws(Problem) in try cursor.userNumber() }
        var request = request
        let asked = try Self.asked(JSONValue(parsing: try await request.jsonText()))
        let masking = try await Masking(analyses.configuration, for: caller)
        try await analyses.check(asked.question, caller, masking)
        if let known = try await analyses.asking(caller, masking).people.stored(
            asked.question, element: asked.element, after: after, limit: page.limit)
        {
            return Self.response(known, asked.element, masking).named(id)
        }
        return try await request.whileOpen(context.requestID) {
            let found = try await analyses.desk.run(id, for: caller.key) { progress in
                try await analyses.asking(caller, masking, progress).people.page(
                    asked.question, element: asked.element, after: after, limit: page.limit)
            }
            return Self.response(found, asked.element, masking)
        }.named(id)
    }

    private static func asked(
        _ json: JSONValue
    ) throws(DefinitionError) -> (question: Question, element: String) {
        let reader = JSONReader(json)
        try reader.allow(["question", "element"])
        let element = try reader.member("element").string()
        return (try Question(try reader.member("question")), element)
    }

    private static func response(
        _ people: FindPeople.Page, _ element: String, _ masking: Masking
    ) -> Response {
        .json([
            "element": .string(element), "total": .integer(Int64(people.total)),
            "items": .array(people.ids.map { ["user": .string(masking.shown(userID: $0))] }),
            "next": people.next.map { .string(Cursor(Int64($0)).text) } ?? .null,
        ])
    }
}

extension Cursor {
    fileprivate func userNumber() throws(Problem) -> UInt32 {
        guard let number = UInt32(exactly: try id()) else { throw .badCursor }
        return number
    }
}
