import Definitions
import Hummingbird
import Operations

/// `POST /api/v1/analyses`: a question's answer, or the answers of a list of questions.
struct Analyses {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/analyses", right: .look,
                "Answers a question, or a list of questions in one pass over the events.",
                body: .any, answers: [.json(.any)], problems: [422], handle: answer)
        ]
    }

    /// The engine stops when the connection closes.
    @Sendable func answer(
        _ request: Request, context: ServerContext
    ) async throws -> Response {
        guard request.headers[.contentType]?.hasPrefix("application/json") == true else {
            throw Problem.notJSON
        }
        let caller = try context.requireCaller()
        var response = try await request.body.consumeWithCancellationOnInboundClose { body in
            let bytes = try await body.collect(upTo: Problem.usualBodyLimit)
            let list = try QuestionList(parsing: String(buffer: bytes))
            let masking = try await Masking(configuration, for: caller)
            for question in list.questions { try await check(question, caller, masking) }
            return Response.json(try await answer(list, masking))
        }
        // Who watches the connection has read it to its end: it serves no second request.
        response.headers[.connection] = "close"
        return response
    }

    /// A timeline is about one person: whoever asks may see people, and is written down.
    private func check(
        _ question: Question, _ caller: Caller, _ masking: Masking
    ) async throws {
        try masking.check(question)
        guard case .timeline(let timeline) = question else { return }
        guard caller.may(.seePeople) else { throw Problem.notAllowed(.seePeople) }
        try await AuditLog(configuration).note(caller, "people.see", "people/" + timeline.user)
    }

    private func answer(_ list: QuestionList, _ masking: Masking) async throws -> JSONValue {
        guard list.isList else {
            let analyze = AnalyzeQuestion(
                home: configuration.home, now: configuration.now(), threads: configuration.threads,
                memoryLimit: configuration.memoryLimit, cache: configuration.cache)
            return masking.shown(try await analyze(list.questions[0])).json
        }
        let analyze = AnalyzeQuestions(
            home: configuration.home, now: configuration.now(), threads: configuration.threads,
            memoryLimit: configuration.memoryLimit, cache: configuration.cache)
        return .array(try await analyze(list.questions).map { masking.shown($0).json })
    }
}
