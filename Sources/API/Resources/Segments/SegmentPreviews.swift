import Definitions
import Hummingbird
import Metadata
import Operations

/// `/segments/preview` and its neighbours: what a definition would give, says and becomes; nothing is
/// saved.
struct SegmentPreviews {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/segments/preview", right: .look,
                "Counts a definition filter by filter, group by group, container by container; stops "
                    + "when the connection closes.",
                parameters: [SegmentItem.language], body: DefinitionSchemas.definition,
                answers: [.json(SegmentSchemas.preview)], problems: [404, 409, 422], handle: preview
            ),
            Endpoint(
                .post, "/segments/describe", right: .look,
                "A definition in words: one sentence, and an outline line by line.",
                parameters: [SegmentItem.language], body: DefinitionSchemas.definition,
                answers: [.json(SegmentSchemas.words)], handle: describe),
            Endpoint(
                .post, "/segments/sql", right: .look,
                "A definition of containers as one SQL statement, to be read.",
                parameters: [
                    .query("plan", .boolean, "Also how the warehouse would run it.")
                ], body: DefinitionSchemas.definition,
                answers: [.json(SegmentSchemas.compiled)], problems: [404, 422],
                handle: compile),
        ]
    }

    @Sendable func preview(_ request: Request, context: ServerContext) async throws -> Response {
        let language = request.language
        let space = try context.space(configuration)
        let cache = configuration.groups
        return try await request.whileConnected(context.requestID) { json in
            let date = try JSONReader(json).optional("date")?.day()
            let definition = try SegmentDocument.definition(json, context)
            let answer = try await PreviewSegment(space, cache: cache)(definition, on: date)
            return .json(answer.json(in: try await space.names(language)))
        }
    }

    @Sendable func describe(_ request: Request, context: ServerContext) async throws -> Response {
        let json = try await request.json()
        let definition = try SegmentDefinition(JSONReader(SegmentDocument.bare(json)))
        let names = try await context.space(configuration).names(request.language)
        return .json([
            "in_words": .string(definition.described(in: names)),
            "outline": .string(definition.outline(in: names)),
        ])
    }

    @Sendable func compile(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let json = try await request.json()
        let definition = try SegmentDefinition(JSONReader(SegmentDocument.bare(json)))
        let space = try context.space(configuration)
        guard case .containers = definition else {
            throw DefinitionError(
                .contradiction, at: "",
                "Only a segment of containers is compiled; SQL of one's own is SQL already.")
        }
        let compile = CompileSegment(space.context)
        let catalogue = try await space.catalogue()
        let compiled = try await compile(definition, on: space.day, in: catalogue)
        let plan =
            try inputs.flag("plan")
            ? try await compile.explain(compiled, in: catalogue) : nil
        return .json(compiled.json(plan: plan))
    }
}
