import Behavior
import Definitions
import HTTPTypes
import Hummingbird
import Operations

/// `POST /api/v1/analyses`: a question's answer, or the answers of a list of questions.
struct Analyses: Sendable {
    let configuration: Server.Configuration
    let desk: AnalysisDesk

    static let idHeaderName = "X-Analysis-ID"
    static let idHeader = fieldName(idHeaderName)

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/analyses", right: .look,
                "Answers a question, or a list of questions in one pass over the events.",
                parameters: [.analysisID], body: .named("Questions"),
                answers: [.json(.named("Answers"))], problems: [404, 409, 422], handle: answer),
            Endpoint(
                .post, "/analyses/people", right: .seePeople,
                "The users behind one element of an answer, by their ids.",
                parameters: [.analysisID] + Page.parameters, body: AnalysisPeople.body,
                answers: [.json(AnalysisPeople.schema)], problems: [404, 409, 422],
                handle: AnalysisPeople(analyses: self).answer),
            Endpoint(
                .get, "/analyses/{id}/progress", right: .look,
                "How far an analysis has come; with 'Accept: text/event-stream' whenever it changes.",
                parameters: [.path("id", .text, "The X-Analysis-ID of the request.")],
                answers: [.json(AnalysisStatus.schema), .stream("text/event-stream")],
                handle: AnalysisProgress(desk: desk).show),
            Endpoint(
                .delete, "/analyses/{id}", right: .look, "Ends an analysis that runs or waits.",
                parameters: [.path("id", .text, "The X-Analysis-ID of the request.")],
                answers: [.nothing], handle: AnalysisProgress(desk: desk).end),
        ]
    }

    @Sendable func answer(_ request: Request, context: ServerContext) async throws -> Response {
        let caller = try context.requireCaller()
        let id = try Inputs(request, context).analysisID()
        var request = request
        let list = try QuestionList(parsing: try await request.jsonText())
        let masking = try await Masking(configuration, for: caller)
        for question in list.questions { try await check(question, caller, masking) }
        if let known = try await asking(caller, masking).stored(list) {
            return .json(known).named(id)
        }
        return try await request.whileOpen(context.requestID) {
            .json(
                try await desk.run(id, for: caller.key) { progress in
                    try await asking(caller, masking, progress).answer(list)
                })
        }.named(id)
    }

    /// A timeline is about one person: whoever asks may see people, and is written down.
    func check(
        _ question: Question, _ caller: Caller, _ masking: Masking
    ) async throws {
        try masking.check(question)
        guard case .timeline(let timeline) = question else { return }
        guard caller.may(.seePeople) else { throw Problem.notAllowed(.seePeople) }
        try await AuditLog(configuration).note(caller, "people.see", "people/" + timeline.user)
    }

    func asking(
        _ caller: Caller, _ masking: Masking, _ progress: BlockRunner.Progress? = nil
    ) -> Asking {
        Asking(configuration: configuration, caller: caller, masking: masking, progress: progress)
    }
}

/// What a caller's questions are asked of.
struct Asking: Sendable {
    let configuration: Server.Configuration
    let caller: Caller
    let masking: Masking
    let progress: BlockRunner.Progress?

    /// Answers that were worked out before; nil where one of them was not.
    func stored(_ list: QuestionList) async throws -> JSONValue? {
        guard list.isList else {
            return try await one.stored(list.questions[0]).map { masking.shown($0).json }
        }
        return try await many.stored(list.questions).map { answers in
            .array(answers.map { masking.shown($0).json })
        }
    }

    func answer(_ list: QuestionList) async throws -> JSONValue {
        guard list.isList else {
            return masking.shown(try await one(list.questions[0])).json
        }
        return .array(try await many(list.questions).map { masking.shown($0).json })
    }

    private var one: AnalyzeQuestion {
        AnalyzeQuestion(
            home: configuration.home, now: now, threads: configuration.threads,
            progress: progress, memoryLimit: configuration.memoryLimit,
            cache: configuration.cache, segments: segments)
    }

    private var many: AnalyzeQuestions {
        AnalyzeQuestions(
            home: configuration.home, now: now, threads: configuration.threads,
            progress: progress, memoryLimit: configuration.memoryLimit,
            cache: configuration.cache, segments: segments)
    }

    var people: FindPeople {
        FindPeople(
            home: configuration.home, now: now, threads: configuration.threads,
            progress: progress, memoryLimit: configuration.memoryLimit,
            cache: configuration.people, segments: segments)
    }

    private var now: Int64 { configuration.now() }

    private var segments: QuestionSegments.Lookup {
        configuration.space(now, caller.name).questionSegments
    }
}

extension Response {
    /// Carries the id of its analysis.
    func named(_ id: String) -> Response {
        var response = self
        response.headers[Analyses.idHeader] = id
        return response
    }
}

extension Parameter {
    static let analysisID = header(
        Analyses.idHeaderName, .text,
        "An id for progress and cancelling: 1 to 64 letters, digits, '.', '_', '-'; without it the "
            + "server gives one.")
}

extension Inputs {
    /// The caller's own id for its analysis, else a new one.
    func analysisID() throws(Problem) -> String {
        guard let text = text(Analyses.idHeaderName) else { return RequestIdentity.new() }
        guard let id = RequestIdentity.usable(text), id != "people" else {
            throw .badParameter(
                Analyses.idHeaderName, "1 to 64 letters, digits, '.', '_' or '-'", not: text)
        }
        return id
    }
}
