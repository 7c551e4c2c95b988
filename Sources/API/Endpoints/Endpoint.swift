import Definitions
import Hummingbird
import Metadata

/// One address of the API: who may call it, what it takes and what it gives.
///
/// Routes, rights, the OpenAPI document and the tests of all three are made from these values.
///
///     Endpoint(.get, "/datasets", right: .look, "The datasets that can be asked about.",
///         answers: [.json(DatasetSchemas.list)], handle: list)
struct Endpoint: Sendable {
    typealias Handler = @Sendable (Request, ServerContext) async throws -> Response

    let method: HTTPRequest.Method
    /// Behind the API's prefix, parameters in braces: `/segments/{id}`.
    let path: String
    /// What the caller must be allowed to do; nil: everyone, without sign-in.
    let right: Right?
    /// Without a right: whether somebody has to be signed in all the same.
    let isForAnyCaller: Bool
    /// One sentence.
    let summary: String
    let parameters: [Parameter]
    /// The request's JSON; nil where the request has no body.
    let body: Schema?
    /// Bytes of the longest body.
    let bodyLimit: Int
    /// What the body is sent as.
    let bodyType: String
    /// What it answers where nothing goes wrong.
    let answers: [EndpointAnswer]
    /// Statuses of problems beyond those that follow from the rest (see `problemStatuses`).
    let problems: Set<Int>
    let handle: Handler

    init(
        _ method: HTTPRequest.Method, _ path: String, right: Right?,
        forAnyCaller isForAnyCaller: Bool = false, _ summary: String, parameters: [Parameter] = [],
        body: Schema? = nil, bodyType: String = "application/json",
        bodyLimit: Int = Problem.usualBodyLimit, answers: [EndpointAnswer],
        problems: Set<Int> = [], handle: @escaping Handler
    ) {
        self.method = method
        self.path = path
        self.right = right
        self.isForAnyCaller = isForAnyCaller
        self.summary = summary
        self.parameters = parameters
        self.body = body
        self.bodyType = bodyType
        self.bodyLimit = bodyLimit
        self.answers = answers
        self.problems = problems
        self.handle = handle
    }

    /// Whether nobody has to be signed in.
    var isOpen: Bool { right == nil && !isForAnyCaller }

    /// Every status with which it may refuse a request.
    var problemStatuses: Set<Int> {
        var statuses = problems.union([401, 403, 429, 500, 503])
        if !parameters.isEmpty || body != nil { statuses.insert(400) }
        if path.contains("{") { statuses.insert(404) }
        if body != nil { statuses.formUnion([413, 415]) }
        if declares(.ifMatch) { statuses.formUnion([412, 428]) }
        if declares(.idempotencyKey) { statuses.formUnion([409, 422]) }
        return statuses
    }

    func declares(_ parameter: Parameter) -> Bool {
        parameters.contains { $0.name == parameter.name && $0.place == parameter.place }
    }

    /// Answers a request whose caller has the right; refuses all others, and what is not declared.
    func respond(
        _ request: Request, _ context: ServerContext, idempotency: Idempotency
    ) async throws -> Response {
        if isForAnyCaller { _ = try context.requireCaller() }
        if let right {
            guard try context.requireCaller().may(right) else { throw Problem.notAllowed(right) }
        }
        try check(request, context)
        guard declares(.idempotencyKey) else {
            return try await handled(request, context).unlessKnown(request)
        }
        return try await idempotency.respond(to: request, context, limit: bodyLimit) { request in
            try await handled(request, context)
        }
    }

    /// A change that the store refuses since there is a newer revision has failed its `If-Match`.
    private func handled(_ request: Request, _ context: ServerContext) async throws -> Response {
        do {
            return try await handle(request, context)
        } catch let error as MetadataError where error.code == .conflict && declares(.ifMatch) {
            throw Problem(
                .preconditionFailed, "changed_meanwhile", error.description, parameter: "If-Match")
        }
    }
}

/// One way in which an endpoint answers.
struct EndpointAnswer: Sendable {
    let status: Int
    /// `application/json`; nil: no body.
    let contentType: String?
    let schema: Schema?

    static func json(_ schema: Schema, status: Int = 200) -> EndpointAnswer {
        EndpointAnswer(status: status, contentType: "application/json", schema: schema)
    }

    static func stream(_ contentType: String) -> EndpointAnswer {
        EndpointAnswer(status: 200, contentType: contentType, schema: nil)
    }

    static let nothing = EndpointAnswer(status: 204, contentType: nil, schema: nil)
}

/// A value that a request carries outside its body.
struct Parameter: Sendable {
    enum Place: String, Sendable {
        case path, query, header
    }

    let name: String
    let place: Place
    let schema: Schema
    let summary: String
    let isRequired: Bool

    static func path(_ name: String, _ schema: Schema, _ summary: String) -> Parameter {
        Parameter(name: name, place: .path, schema: schema, summary: summary, isRequired: true)
    }

    static func query(
        _ name: String, _ schema: Schema, _ summary: String, required: Bool = false
    ) -> Parameter {
        Parameter(name: name, place: .query, schema: schema, summary: summary, isRequired: required)
    }

    static func header(_ name: String, _ schema: Schema, _ summary: String) -> Parameter {
        Parameter(name: name, place: .header, schema: schema, summary: summary, isRequired: false)
    }
}
