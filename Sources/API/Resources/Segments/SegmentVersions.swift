import Definitions
import Hummingbird
import Metadata
import Operations

/// `/segments/{id}/versions`: every state in which a segment was saved.
struct SegmentVersions {
    let configuration: Server.Configuration

    private static let number = Parameter.path("version", .integer, "The version's number.")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/segments/{id}/versions", right: .look,
                "A segment's versions, newest first.",
                parameters: [SegmentItem.id] + Page.parameters,
                answers: [.json(SegmentSchemas.versions)], handle: list),
            Endpoint(
                .get, "/segments/{id}/versions/{version}", right: .look,
                "One version, also in words.",
                parameters: [SegmentItem.id, Self.number, SegmentItem.language],
                answers: [.json(SegmentSchemas.version)], handle: show),
            Endpoint(
                .get, "/segments/{id}/versions/diff", right: .look,
                "What changed between two versions, in words.",
                parameters: [
                    SegmentItem.id, SegmentItem.language,
                    .query("from", .whole(1...1_000_000), "The earlier version.", required: true),
                    .query(
                        "to", .whole(1...1_000_000), "The later version; without it the newest."),
                ],
                answers: [.json(SegmentSchemas.versionChanges)], handle: compare),
            Endpoint(
                .post, "/segments/{id}/versions/{version}/restore", right: .editSegments,
                "Makes an earlier version the newest one again.",
                parameters: [SegmentItem.id, Self.number, .ifMatch],
                body: .object([.init("note", .text, required: false)]),
                answers: [.json(SegmentSchemas.segment)], problems: [422], handle: restore),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let versions = try await space.metadata.versions(of: segment.id)
        return try Page(inputs).answer(
            versions.reversed(), key: { Cursor(-Int64($0.number)) }, json: \.json)
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let number = try inputs.id("version")
        let version = try await space.version(Int(number), of: segment)
        let outline = try version.parsed.outline(in: await space.names(request.language))
        return .json(version.json.with([.init("outline", .string(outline))]))
    }

    @Sendable func compare(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let numbers = 1...1_000_000
        guard let from = try inputs.integer("from", in: numbers) else {
            throw Problem.missingParameter("from")
        }
        let to = try inputs.integer("to", in: numbers) ?? segment.version
        let before = try await space.version(from, of: segment).parsed
        let after = try await space.version(to, of: segment).parsed
        let names = try await space.names(request.language)
        let changes = SegmentChange.all(from: before, to: after)
        return .json([
            "from": .count(from), "to": .count(to),
            "changes": .array(
                changes.map { $0.json.with([.init("words", .string($0.described(in: names)))]) }),
        ])
    }

    @Sendable func restore(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let revision = try inputs.expectedRevision()
        let reader = JSONReader(try await request.json())
        try reader.allow(["note"])
        let note = try reader.optional("note")?.string() ?? ""
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let number = Int(try inputs.id("version"))
        try await space.version(number, of: segment).parsed.checkRight(context)
        let saved = try await SaveSegment(space).restore(
            number, of: segment, expecting: revision, note: note)
        return Response.json(saved.json()).tagged(Revision(saved.revision))
    }
}
