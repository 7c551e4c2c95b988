import Definitions
import Hummingbird
import Metadata
import Operations

/// `GET /api/v1/segments/{id}/usage`: who asks about a segment, and how often. What needs it is
/// told by `/segments/{id}/used-by`.
struct SegmentUses {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/segments/{id}/usage", right: .look,
                "Who has asked about a segment: calls in all and by day.",
                parameters: [
                    .path("id", .text, "A segment's id, or its name."),
                    .query("days", .whole(1...3660), "How many days back; 90 where not given."),
                ],
                answers: [.json(Self.schema)], handle: show)
        ]
    }

    private static let caller: [Schema.Property] = [
        .init("kind", .text), .init("name", .text), .init("calls", .integer),
    ]

    private static let schema = Schema.object([
        .init("segment", .text),
        .init("uses", .list(.object(caller + [.init("last_at", .time)]))),
        .init("days", .list(.object([.init("day", .date)] + caller))),
    ])

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.segment(named: try inputs.required("id"))
        let days = try inputs.integer("days", in: 1...3660) ?? 90
        let first = CivilDate(daysSinceEpoch: space.day.daysSinceEpoch - days + 1).text
        let uses = try await space.metadata.uses(of: segment.id)
            .sorted { ($0.kind, $0.name) < ($1.kind, $1.name) }
        let daily = try await space.metadata.dailyUses(of: segment.id, from: first)
        return .json([
            "segment": .string(String(segment.id)),
            "uses": .array(
                uses.map {
                    [
                        "kind": .string($0.kind), "name": .string($0.name),
                        "calls": .count($0.calls),
                        "last_at": .string(configuration.home.zone.text($0.lastAt)),
                    ]
                }),
            "days": .array(
                daily.map {
                    [
                        "day": .string($0.day), "kind": .string($0.kind),
                        "name": .string($0.name), "calls": .count($0.calls),
                    ]
                }),
        ])
    }
}
