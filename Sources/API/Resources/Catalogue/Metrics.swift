import Definitions
import Hummingbird
import Metadata
import Operations

/// `/metrics`: the numbers by which segments are compared. Those of the server itself are `Health`.
struct Metrics {
    let configuration: Server.Configuration

    private static let id = Parameter.path("id", .integer, "The metric's number.")

    var endpoints: [Endpoint] {
        let language = SegmentItem.language
        let one = EndpointAnswer.json(MetricSchemas.metric)
        return [
            Endpoint(
                .get, "/metrics", right: .look, "The saved metrics by name, in words.",
                parameters: [
                    .query("search", .text, "Part of a name, also initial consonants."),
                    .query("dataset", .text, "Only those over this table of the catalogue."),
                    language,
                ] + Page.parameters,
                answers: [.json(Page.schema(of: MetricSchemas.metric))], handle: list),
            Endpoint(
                .post, "/metrics", right: .manageCatalogue, "Saves a new metric.",
                parameters: [language, .idempotencyKey], body: MetricSchemas.draft,
                answers: [.json(MetricSchemas.metric, status: 201)], problems: [409], handle: add),
            Endpoint(
                .post, "/metrics/describe", right: .look,
                "A metric in words, before it is saved; or what is wrong with it.",
                parameters: [language], body: MetricSchemas.unnamed,
                answers: [.json(MetricSchemas.described)], handle: describe),
            Endpoint(
                .get, "/metrics/{id}", right: .look, "One metric; its ETag is its revision.",
                parameters: [Self.id, language, .ifNoneMatch], answers: [one], handle: show),
            Endpoint(
                .put, "/metrics/{id}", right: .manageCatalogue, "Replaces a metric, also its name.",
                parameters: [Self.id, language, .ifMatch], body: MetricSchemas.draft,
                answers: [one], problems: [409], handle: replace),
            Endpoint(
                .delete, "/metrics/{id}", right: .manageCatalogue, "Removes a metric.",
                parameters: [Self.id, .ifMatch], answers: [.nothing], handle: remove),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let names = try await space.names(request.language)
        let search = SearchText(inputs.text("search") ?? "")
        let dataset = inputs.text("dataset")
        let found = try await space.metadata.metrics().filter { metric in
            search.rank(in: metric.name) != nil && (dataset.map(metric.isOver) ?? true)
        }
        return try Page(inputs).answer(
            found, key: { Cursor($0.name) }, json: { $0.json(in: names, zone: space.home.zone) })
    }

    @Sendable func add(_ request: Request, context: ServerContext) async throws -> Response {
        let draft = try MetricDraft(JSONReader(try await request.json()))
        let space = try context.space(configuration)
        let saved = try await SaveMetrics(space).create(draft)
        return Response.made(
            try await json(saved, space, request), at: OpenAPI.prefix + "/metrics/\(saved.id)"
        ).tagged(Revision(saved.revision))
    }

    @Sendable func describe(_ request: Request, context: ServerContext) async throws -> Response {
        let json = try await request.json().without(["name", "description", "owner"])
        let definition = try MetricDefinition(JSONReader(json))
        let space = try context.space(configuration)
        try definition.validate(against: try await space.catalogue())
        let names = try await space.names(request.language)
        return .json([
            "words": .string(definition.described(in: names)), "definition": definition.json,
        ])
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let (metric, space) = try await find(request, context)
        return try await answer(metric, space, request)
    }

    @Sendable func replace(_ request: Request, context: ServerContext) async throws -> Response {
        let revision = try Inputs(request, context).expectedRevision()
        let draft = try MetricDraft(JSONReader(try await request.json()))
        let (metric, space) = try await find(request, context)
        let saved = try await SaveMetrics(space).replace(metric, with: draft, expecting: revision)
        return try await answer(saved, space, request)
    }

    @Sendable func remove(_ request: Request, context: ServerContext) async throws -> Response {
        let revision = try Inputs(request, context).expectedRevision()
        let (metric, space) = try await find(request, context)
        try await SaveMetrics(space).remove(metric, expecting: revision)
        return .nothing
    }

    private func find(
        _ request: Request, _ context: ServerContext
    ) async throws -> (MetricRecord, SegmentSpace) {
        let id = try Inputs(request, context).id("id")
        let space = try context.space(configuration)
        guard let metric = try await space.metadata.metric(id) else {
            throw Problem.noSuch("metric", String(id))
        }
        return (metric, space)
    }

    private func json(
        _ metric: MetricRecord, _ space: SegmentSpace, _ request: Request
    ) async throws -> JSONValue {
        metric.json(in: try await space.names(request.language), zone: space.home.zone)
    }

    private func answer(
        _ metric: MetricRecord, _ space: SegmentSpace, _ request: Request
    ) async throws -> Response {
        Response.json(try await json(metric, space, request)).tagged(Revision(metric.revision))
    }
}

extension MetricRecord {
    fileprivate func isOver(_ dataset: String) -> Bool {
        (try? parsed)?.parts.contains { $0.part.dataset == dataset } ?? false
    }
}

/// What the addresses of metrics take and give.
enum MetricSchemas {
    private static let part: [Schema.Property] = [
        .init("measure", .oneOf(MetricPart.Measure.allCases.map(\.rawValue))),
        .init("dataset", .text), .optional("field", .text), .optional("percent", .number),
        .optional("filters", .list(.object([], open: true))), .optional("time", .text),
    ]
    private static let around: [Schema.Property] = [
        .optional("unit", .text),
        .optional("direction", .oneOf(MetricDefinition.Direction.allCases.map(\.rawValue))),
    ]
    private static let ratio = Schema.Property(
        "ratio", .object([.init("numerator", .object(part)), .init("denominator", .object(part))]))

    private static let definition = Schema.anyOf([
        .object(part + around), .object([ratio] + around),
    ])
    private static let about: [Schema.Property] = [
        .optional("description", .text), .optional("owner", .text),
    ]

    static let draft = named([.init("name", .text)])
    static let unnamed = named([.optional("name", .text)])

    private static func named(_ name: [Schema.Property]) -> Schema {
        let outside: [Schema.Property] = name + about + around
        return .anyOf([.object(outside + part), .object(outside + [ratio])])
    }

    static let metric = Schema.object([
        .init("id", .text), .init("name", .text), .init("description", .text),
        .init("owner", .text), .init("definition", definition), .init("words", .nullable(.text)),
        .init("revision", .integer), .init("created_at", .time), .init("changed_at", .time),
    ])
    static let described = Schema.object([.init("words", .text), .init("definition", definition)])
}
