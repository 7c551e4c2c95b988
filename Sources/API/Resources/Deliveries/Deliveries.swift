import Definitions
import Hummingbird
import Metadata
import Operations

/// `/deliveries`: segments that are sent to destinations.
struct Deliveries {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        let id = DeliverySchemas.id
        let one = EndpointAnswer.json(DeliverySchemas.delivery)
        return [
            Endpoint(
                .get, "/deliveries", right: .deliver, "Deliveries, by name.",
                parameters: [.query("segment", .integer, "Only those of this segment.")]
                    + Page.parameters,
                answers: [.json(Page.schema(of: DeliverySchemas.delivery))], handle: list),
            Endpoint(
                .post, "/deliveries", right: .deliver, "Adds a delivery.",
                parameters: [.idempotencyKey], body: DeliverySchemas.draft,
                answers: [.json(DeliverySchemas.delivery, status: 201)], problems: [404, 409],
                handle: add),
            Endpoint(
                .get, "/deliveries/{id}", right: .deliver, "One delivery.",
                parameters: [id, .ifNoneMatch], answers: [one], handle: show),
            Endpoint(
                .put, "/deliveries/{id}", right: .deliver, "Replaces a delivery.",
                parameters: [id, .ifMatch], body: DeliverySchemas.draft, answers: [one],
                problems: [409],
                handle: replace),
            Endpoint(
                .delete, "/deliveries/{id}", right: .deliver,
                "Removes a delivery, its history and who was held out.",
                parameters: [id], answers: [.nothing], handle: remove),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let page = try Page(inputs)
        let segment = inputs.text("segment").flatMap { Int64($0) }
        return page.answer(
            try await configuration.metadata.deliveries(of: segment), key: { Cursor($0.name) },
            json: \.json)
    }

    @Sendable func add(_ request: Request, context: ServerContext) async throws -> Response {
        let space = try context.deliveries(configuration)
        let saved = try await SaveDelivery(space)(try await request.json())
        return answer(saved).with(.created)
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        answer(try await find(request, context).delivery)
    }

    @Sendable func replace(_ request: Request, context: ServerContext) async throws -> Response {
        let (found, space, inputs) = try await find(request, context)
        let revision = try inputs.revision(matching: found.revision)
        return answer(
            try await SaveDelivery(space)(
                try await request.json(), replacing: found, expecting: revision))
    }

    @Sendable func remove(_ request: Request, context: ServerContext) async throws -> Response {
        let (found, space, _) = try await find(request, context)
        try await SaveDelivery(space).remove(found)
        return .nothing
    }

    private func find(
        _ request: Request, _ context: ServerContext
    ) async throws -> (delivery: DeliveryRecord, space: DeliverySpace, inputs: Inputs) {
        let inputs = try Inputs(request, context)
        let space = try context.deliveries(configuration)
        return (try await space.findDelivery(try inputs.required("id")), space, inputs)
    }

    private func answer(_ delivery: DeliveryRecord) -> Response {
        Response.json(delivery.json).tagged(Revision(delivery.revision))
    }
}
