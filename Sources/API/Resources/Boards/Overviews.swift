import Definitions
import Hummingbird
import Metadata
import Operations

/// `/home` and `/search`: where people begin.
struct Overviews {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/home", right: .look,
                "What needs attention, what the caller looked at and starred, own segments with sizes.",
                answers: [.json(BoardSchemas.home)], handle: home),
            Endpoint(
                .get, "/search", right: .look,
                "Segments, tables, fields, values, events, dashboards and saved analyses by name.",
                parameters: [
                    .query(
                        "q", .text, "What to look for, also by initial consonants.", required: true),
                    .query("limit", .whole(1...100), "How many; 20 without it."),
                ], answers: [.json(BoardSchemas.search)], handle: search),
        ]
    }

    @Sendable func home(_ request: Request, context: ServerContext) async throws -> Response {
        let space = try context.space(configuration)
        let overview = Overview(space)
        let marks = try await configuration.metadata.marks(of: space.actor)
        let marked = Marked(configuration)
        let own = try await overview.segments(of: space.actor, limit: 12, points: 30)
        let items = try await overview.attention()
        return .json([
            "attention": .array(items.prefix(50).map(\.json)),
            "attention_total": .count(items.count),
            "recent": try await marked.json(Array(marks.filter { $0.viewedAt != nil }.prefix(12))),
            "starred": try await marked.json(
                marks.filter { $0.starredAt != nil }.sorted {
                    ($0.starredAt ?? 0) > ($1.starredAt ?? 0)
                }),
            "segments": .array(
                own.map { segment, sizes in
                    segment.json(newest: sizes.last).with([
                        .init(
                            "sizes",
                            .array(
                                sizes.map {
                                    ["data_date": .string($0.dataDate), "size": .count($0.size)]
                                }))
                    ])
                }),
        ])
    }

    @Sendable func search(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let hits = try await SearchEverything(context.space(configuration))(
            inputs.required("q"), limit: inputs.integer("limit", in: 1...100) ?? 20)
        return .json(["hits": .array(hits.map(\.json))])
    }
}
