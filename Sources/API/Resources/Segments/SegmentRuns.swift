import Definitions
import Hummingbird
import Metadata
import Operations

/// `/segments/{id}/runs` and `/runs`: evaluations, by hand and by schedule.
struct SegmentRuns {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/segments/{id}/runs", right: .editSegments,
                "Evaluates a segment: as a job, or at once with \"wait\": true, until the connection "
                    + "closes.",
                parameters: [SegmentItem.id],
                body: .object([
                    .init("wait", .boolean, required: false),
                    .init("date", .date, required: false),
                    .init("publish", .boolean, required: false),
                ]),
                answers: [
                    .json(SegmentSchemas.report), .json(SegmentSchemas.accepted, status: 202),
                ], problems: [409, 422], handle: run),
            Endpoint(
                .get, "/segments/{id}/runs", right: .look, "A segment's own runs, newest first.",
                parameters: [SegmentItem.id, Self.limit], answers: [.json(SegmentSchemas.runs)],
                handle: list),
            Endpoint(
                .get, "/runs", right: .look, "All runs, newest first.",
                parameters: [Self.limit], answers: [.json(SegmentSchemas.runs)], handle: listAll),
            Endpoint(
                .get, "/runs/{run}", right: .look, "One run: state, and why it failed.",
                parameters: [.path("run", .integer, "The run's number.")],
                answers: [.json(SegmentSchemas.run)], handle: show),
        ]
    }

    private static let limit = Parameter.query(
        "limit", .whole(1...500), "How many at most; 50 without it.")

    @Sendable func run(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let segment = try await space.find(inputs.required("id"))
        return try await request.whileConnected(context.requestID) { json in
            let wish = try RunWish(json)
            // A job publishes what it has evaluated.
            if wish.publishes || !wish.waits { try context.require(.publish) }
            guard wish.waits else {
                let job = try await RequestRefresh(space)(segment)
                var response = Response.json(["job": job.json(in: space.home.zone)]).with(.accepted)
                response.headers[.location] = OpenAPI.prefix + "/jobs/\(job.id)"
                return response
            }
            let report = try await RunSegments(space)(
                [segment], on: wish.date, publishes: wish.publishes)
            return .json(report.json)
        }
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let segment = try await context.space(configuration).find(inputs.required("id"))
        return try await runs(of: segment.id, inputs)
    }

    @Sendable func listAll(_ request: Request, context: ServerContext) async throws -> Response {
        try await runs(of: nil, Inputs(request, context))
    }

    private func runs(of segment: Int64?, _ inputs: Inputs) async throws -> Response {
        let limit = try inputs.integer("limit", in: 1...500) ?? 50
        let runs = try await configuration.metadata.runs(of: segment, limit: limit)
        return .json(["runs": .array(runs.map(\.json))])
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let id = try inputs.id("run")
        guard let run = try await configuration.metadata.run(id) else {
            throw Problem(.notFound, "not_found", "There is no run \(id).")
        }
        return .json(run.json)
    }
}

/// What a run is asked for.
private struct RunWish {
    let waits: Bool
    let date: String?
    let publishes: Bool

    init(_ json: JSONValue) throws {
        let reader = JSONReader(json)
        try reader.allow(["wait", "date", "publish"])
        waits = try reader.optional("wait")?.boolean() ?? false
        date = try reader.optional("date")?.day()
        publishes = try reader.optional("publish")?.boolean() ?? false
        guard waits || (date == nil && reader.value["publish"] == nil) else {
            throw DefinitionError(
                .contradiction, at: "/wait",
                "A job evaluates today's data and publishes them; 'date' and 'publish' go with "
                    + "\"wait\": true.")
        }
    }
}
