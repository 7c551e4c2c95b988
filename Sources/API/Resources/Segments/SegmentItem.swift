import Definitions
import Hummingbird
import Metadata
import Operations

/// `/segments/{id}`: one segment; an id or a name says which.
struct SegmentItem {
    let configuration: Server.Configuration

    static let id = Parameter.path("id", .text, "The segment's id, or its name.")
    static let language = Parameter.query("lang", .oneOf(["en", "ko"]), "The language of words.")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/segments/{id}", right: .look,
                "A segment with its definition, also in words; its ETag is its revision.",
                parameters: [Self.id, Self.language, .ifNoneMatch],
                answers: [.json(SegmentSchemas.detail)],
                handle: show),
            Endpoint(
                .put, "/segments/{id}", right: .editSegments,
                "Replaces a segment; another definition becomes a new version.",
                parameters: [Self.id, .ifMatch], body: DefinitionSchemas.draft,
                answers: [.json(SegmentSchemas.segment)], problems: [409, 422], handle: replace),
            Endpoint(
                .patch, "/segments/{id}", right: .editSegments,
                "Changes the members that are given; null takes away what may be absent.",
                parameters: [Self.id, .ifMatch], body: DefinitionSchemas.patch,
                answers: [.json(SegmentSchemas.segment)], problems: [409, 422], handle: change),
            Endpoint(
                .delete, "/segments/{id}", right: .editSegments,
                "Archives a segment that no other is made of; PATCH its status brings it back.",
                parameters: [
                    Self.id, .ifMatch,
                    .query("force", .boolean, "Also where other segments are made of it."),
                ],
                answers: [.json(SegmentSchemas.segment)], problems: [409], handle: archive),
        ]
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let newest = try await space.metadata.latestSnapshots(of: [segment.id]).first
        let described = try await DescribeSegments(space)([
            .init(segment: segment, newest: newest)
        ])
        let starred = try await Favourites.starred(.segment, context, configuration)
        let version = try await space.currentVersion(of: segment)
        return Response.json(
            described[0].json.with([
                .init("starred", .boolean(starred.contains(String(segment.id)))),
                .init("definition", version.definition),
                .init("author", .string(version.author)), .init("note", .string(version.note)),
            ]).with(try await Self.words(of: version, space, request.language))
        ).tagged(Revision(segment.revision))
    }

    /// A definition that can no more be read is shown without words.
    private static func words(
        of version: SegmentVersion, _ space: SegmentSpace, _ language: Language
    ) async throws -> [JSONValue.Member] {
        guard let definition = try? version.parsed else {
            return [.init("in_words", .null), .init("outline", .null)]
        }
        let names = try await space.names(language)
        return [
            .init("in_words", .string(definition.described(in: names))),
            .init("outline", .string(definition.outline(in: names))),
        ]
    }

    @Sendable func replace(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let revision = try inputs.expectedRevision()
        let document = try SegmentDocument(try await request.json(), context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let saved = try await SaveSegment(space)(
            document.draft, over: segment, expecting: revision, note: document.note)
        return try await answer(saved, space)
    }

    @Sendable func change(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let revision = try inputs.expectedRevision()
        let json = try await request.json()
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let patch = try SegmentPatch(
            json, over: segment, try await space.currentVersion(of: segment), context)
        return try await answer(try await patch.apply(to: segment, revision, space), space)
    }

    @Sendable func archive(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        _ = try inputs.revision(matching: segment.revision)
        let saved = try await ChangeSegment(space).archive(segment, force: inputs.flag("force"))
        return try await answer(saved, space)
    }

    private func answer(_ segment: SegmentRecord, _ space: SegmentSpace) async throws -> Response {
        let newest = try await space.metadata.latestSnapshots(of: [segment.id]).first
        return Response.json(segment.json(newest: newest)).tagged(Revision(segment.revision))
    }
}
