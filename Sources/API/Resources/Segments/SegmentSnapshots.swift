import Definitions
import Hummingbird
import Metadata
import Operations

/// `/segments/{id}/snapshots`: what runs gave, how it changed, and which one is served.
struct SegmentSnapshots {
    let configuration: Server.Configuration

    private static let snapshot = Parameter.path(
        "snapshot", .text, "A snapshot's number, or a day; the newest of that day or before it.")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/segments/{id}/snapshots", right: .look,
                "A segment's snapshots, newest first.",
                parameters: [SegmentItem.id] + Page.parameters,
                answers: [.json(SegmentSchemas.snapshots)], handle: list),
            Endpoint(
                .get, "/segments/{id}/history", right: .look,
                "Sizes over time, oldest first, with who entered and left.",
                parameters: [SegmentItem.id], answers: [.json(SegmentSchemas.history)],
                handle: history),
            Endpoint(
                .get, "/segments/{id}/snapshots/diff", right: .look,
                "Who entered and left between two snapshots; users with the right to see people.",
                parameters: [
                    SegmentItem.id,
                    .query("from", .text, "A snapshot or a day; without it the one before."),
                    .query("to", .text, "A snapshot or a day; without it the newest."),
                    .query("users", .whole(0...1000), "How many users to list of each kind; none."),
                ], answers: [.json(SegmentSchemas.difference)], problems: [409, 422],
                handle: compare),
            Endpoint(
                .get, "/segments/{id}/snapshots/{snapshot}/publish", right: .look,
                "What publishing a snapshot would change, and whether it waits for a word.",
                parameters: [SegmentItem.id, Self.snapshot],
                answers: [.json(SegmentSchemas.publish)], problems: [409, 422], handle: preview),
            Endpoint(
                .post, "/segments/{id}/snapshots/{snapshot}/publish", right: .publish,
                "Makes a snapshot the one that is served; one that changes too much needs confirm.",
                parameters: [SegmentItem.id, Self.snapshot],
                body: .object([.init("confirm", .boolean, required: false)]),
                answers: [.json(SegmentSchemas.publish)], problems: [409, 422], handle: publish),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let all = try await space.metadata.snapshots(of: segment.id)
        return try Page(inputs).answer(
            all.reversed(), key: { Cursor(-$0.id) }, json: \.json)
    }

    @Sendable func history(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let sizes = try await SnapshotHistory(records: space.metadata, store: space.snapshots)
            .sizes(of: segment.id)
        return .json(["sizes": .array(sizes.map(\.json))])
    }

    @Sendable func compare(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        let limit = try inputs.integer("users", in: 0...1000) ?? 0
        if limit > 0 { try context.require(.seePeople) }
        let found = try await CompareSnapshots(space)(
            segment, from: inputs.text("from"), to: inputs.text("to"))
        return .json(try found.json(users: limit, in: space))
    }

    @Sendable func preview(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let snapshot = try await named(inputs, space)
        let preview = try await PreviewPublish(
            records: space.metadata, store: space.snapshots)(snapshot: snapshot.id)
        return .json(
            preview.json(state: preview.isHeld ? "would be held back" : "would be published"))
    }

    @Sendable func publish(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let reader = JSONReader(try await request.json())
        try reader.allow(["confirm"])
        let isConfirmed = try reader.optional("confirm")?.boolean() ?? false
        let space = try context.space(configuration)
        let snapshot = try await named(inputs, space)
        let outcome = try await PublishSegments(space)(snapshot.id, confirmed: isConfirmed)
        guard outcome.isPublished else {
            throw Problem(
                .conflict, "held_back",
                "The segment would change by more than half (\(outcome.preview.entered) enter, "
                    + "\(outcome.preview.left) leave). Look at it, and send \"confirm\": true.",
                at: "/confirm")
        }
        return .json(outcome.preview.json(state: "published"))
    }

    private func named(
        _ inputs: Inputs, _ space: SegmentSpace
    ) async throws -> SnapshotRecord {
        let segment = try await space.find(inputs.required("id"))
        let words = try inputs.required("snapshot")
        return try await CompareSnapshots(space).snapshot(
            words == "newest" ? nil : words, of: segment)
    }
}
