import Definitions
import Hummingbird
import Metadata
import Operations

/// `/destinations`: where deliveries go.
struct Destinations {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        let id = DeliverySchemas.id
        let one = EndpointAnswer.json(DeliverySchemas.destination)
        return [
            Endpoint(
                .get, "/destinations", right: .deliver, "Where deliveries go, by name.",
                parameters: Page.parameters,
                answers: [.json(Page.schema(of: DeliverySchemas.destination))], handle: list),
            Endpoint(
                .post, "/destinations", right: .deliver, "Adds a destination.",
                parameters: [.idempotencyKey], body: DeliverySchemas.target,
                answers: [.json(DeliverySchemas.destination, status: 201)], problems: [409],
                handle: add),
            Endpoint(
                .get, "/destinations/{id}", right: .deliver,
                "One destination; its secrets are named, never shown.",
                parameters: [id, .ifNoneMatch], answers: [one], handle: show),
            Endpoint(
                .put, "/destinations/{id}", right: .deliver,
                "Replaces a destination; another host takes its secrets away.",
                parameters: [id, .ifMatch], body: DeliverySchemas.target, answers: [one],
                problems: [409],
                handle: replace),
            Endpoint(
                .delete, "/destinations/{id}", right: .deliver,
                "Removes a destination that no delivery goes to, and its secrets.",
                parameters: [id], answers: [.nothing], problems: [409], handle: remove),
            Endpoint(
                .post, "/destinations/{id}/test", right: .deliver,
                "Sends a batch without rows, or writes a file and removes it.",
                parameters: [id], answers: [.json(DeliverySchemas.tested)], problems: [409],
                handle: test),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let page = try Page(try Inputs(request, context))
        let space = try context.deliveries(configuration)
        return page.answer(
            try await space.metadata.destinations(), key: { Cursor($0.name) },
            json: { $0.json(secrets: space.secrets(of: $0.id)) })
    }

    @Sendable func add(_ request: Request, context: ServerContext) async throws -> Response {
        let space = try context.deliveries(configuration)
        let saved = try await SaveDestination(space)(try await request.json())
        return answer(saved, space).with(.created)
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let (destination, space, _) = try await find(request, context)
        return answer(destination, space)
    }

    @Sendable func replace(_ request: Request, context: ServerContext) async throws -> Response {
        let (found, space, inputs) = try await find(request, context)
        let revision = try inputs.revision(matching: found.revision)
        let saved = try await SaveDestination(space)(
            try await request.json(), replacing: found, expecting: revision)
        return answer(saved, space)
    }

    @Sendable func remove(_ request: Request, context: ServerContext) async throws -> Response {
        let (found, space, _) = try await find(request, context)
        try await SaveDestination(space).remove(found)
        return .nothing
    }

    @Sendable func test(_ request: Request, context: ServerContext) async throws -> Response {
        let (found, space, _) = try await find(request, context)
        return .json(try await TestDestination(space)(found).json)
    }

    private func find(
        _ request: Request, _ context: ServerContext
    ) async throws -> (DestinationRecord, DeliverySpace, Inputs) {
        let inputs = try Inputs(request, context)
        let space = try context.deliveries(configuration)
        return (try await space.findDestination(try inputs.required("id")), space, inputs)
    }

    private func answer(_ destination: DestinationRecord, _ space: DeliverySpace) -> Response {
        Response.json(destination.json(secrets: space.secrets(of: destination.id)))
            .tagged(Revision(destination.revision))
    }
}
