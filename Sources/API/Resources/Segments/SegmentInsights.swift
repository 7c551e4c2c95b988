import Definitions
import Hummingbird
import Metadata
import Operations

/// What is to be known of a segment: overlap, profile, uses, and why somebody is in it.
struct SegmentInsights {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/segments/{id}/overlap", right: .look,
                "How a segment overlaps with others, by their newest snapshots.",
                parameters: [
                    SegmentItem.id,
                    .query("with", .text, "Other segments, with commas.", required: true),
                ], answers: [.json(SegmentSchemas.overlap)], problems: [409], handle: overlap),
            Endpoint(
                .get, "/segments/{id}/profile", right: .look,
                "How a segment's users differ from all users, attribute by attribute.",
                parameters: [
                    SegmentItem.id,
                    .query("dataset", .text, "Whose users are all users; the first without it."),
                    .query("attributes", .text, "Names with commas; all without it."),
                    .query("limit", .whole(1...200), "Values of each attribute; 10 without it."),
                ], answers: [.json(.named("ProfileAnswer"))], problems: [409, 422], handle: profile),
            Endpoint(
                .get, "/segments/{id}/used-by", right: .look,
                "What would miss a segment: segments made of it, deliveries that send it, clients that ask.",
                parameters: [SegmentItem.id], answers: [.json(SegmentSchemas.usage)],
                handle: usage),
            Endpoint(
                .get, "/segments/{id}/why/{user}", right: .seePeople,
                "Why a user is in a segment or not, condition by condition.",
                parameters: [
                    SegmentItem.id, SegmentItem.language,
                    .path("user", .text, "The user's id."),
                ], answers: [.json(SegmentSchemas.why)], problems: [422], handle: why),
        ]
    }

    @Sendable func overlap(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let others = inputs.commas("with")
        guard !others.isEmpty, others.count <= 50 else {
            throw Problem.badParameter(
                "with", "1 to 50 segments, with commas", not: inputs.text("with") ?? "")
        }
        var segments: [SegmentRecord] = []
        for name in [try inputs.required("id")] + others {
            let segment = try await space.find(name)
            if !segments.contains(where: { $0.id == segment.id }) { segments.append(segment) }
        }
        let answer = try await OverlapSegments(
            records: space.metadata, store: space.snapshots)(segments.map(\.id))
        return .json(answer.json(names: segments.map(\.name)))
    }

    @Sendable func profile(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        guard let dataset = inputs.text("dataset") ?? space.home.datasets.first else {
            throw Problem(
                .unprocessableContent, "refused",
                "There is no dataset yet, so nothing is known of all users; import events first.")
        }
        var question: [JSONValue.Member] = [
            .init("kind", "profile"), .init("dataset", .string(dataset)),
            .init("segments", .array([.string(String(segment.id)), "all"])),
            .init("limit", .count(try inputs.integer("limit", in: 1...200) ?? 10)),
        ]
        let attributes = inputs.commas("attributes")
        if !attributes.isEmpty {
            question.append(.init("attributes", .array(attributes.map { .string($0) })))
        }
        let analyze = AnalyzeQuestion(
            home: space.home, now: space.now, threads: configuration.threads,
            memoryLimit: configuration.memoryLimit, cache: configuration.cache,
            segments: space.questionSegments)
        let asked = try Question(JSONReader(.object(question)))
        let masking = try await Masking(configuration, for: context.requireCaller())
        try masking.check(asked)
        return .json(masking.shown(try await analyze(asked)).json)
    }

    @Sendable func usage(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        return .json(try await WhereUsed(records: space.metadata)(segment.id).json)
    }

    @Sendable func why(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let user = try inputs.required("user")
        let json = try await explanation(of: user, in: segment, space, request.language, context)
        return .json(json.with([.init("user", .string(user))]))
    }

    /// Why a user is in a segment or not, with what the caller may see of the user's own values.
    func explanation(
        of user: String, in segment: SegmentRecord, _ space: SegmentSpace, _ language: Language,
        _ context: ServerContext
    ) async throws -> JSONValue {
        let caller = try context.requireCaller()
        let answer = try await ExplainMembership(space, cache: configuration.groups)(
            segment, user: user)
        try await space.note("people.see", "people/" + user, ["segment": .integer(segment.id)])
        let masking = try await Masking(configuration, for: caller)
        return masking.shown(answer).json(names: try await space.names(language))
    }
}
