import Definitions
import Hummingbird
import Metadata
import Operations

/// `/deliveries/{id}/holdout`: who was ever held out of a delivery.
struct Holdouts {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        let id = DeliverySchemas.id
        return [
            Endpoint(
                .get, "/deliveries/{id}/holdout", right: .deliver,
                "How many users were ever held out.", parameters: [id],
                answers: [
                    .json(.object([.init("share", .number), .init("users", .integer)]))
                ], handle: count),
            Endpoint(
                .get, "/deliveries/{id}/holdout/users", right: .export,
                "The users who were ever held out.", parameters: [id],
                answers: [.stream(ExportFormat.ndjson.contentType)], handle: users),
            Endpoint(
                .get, "/deliveries/{id}/holdout/users/{user}", right: .seePeople,
                "Whether a user was ever held out.",
                parameters: [id, .path("user", .text, "The user's id.")],
                answers: [.json(.object([.init("held_out", .boolean)]))], handle: contains),
        ]
    }

    @Sendable func count(_ request: Request, context: ServerContext) async throws -> Response {
        let (delivery, held, _) = try await find(request, context)
        return .json([
            "share": .number(delivery.holdoutShare),
            "users": .integer(Int64(try held.count(of: delivery))),
        ])
    }

    @Sendable func users(_ request: Request, context: ServerContext) async throws -> Response {
        let (delivery, held, _) = try await find(request, context)
        let users = try await held.stream(of: delivery)
        return .stream(ExportFormat.ndjson.contentType) { write in
            var stream = users
            while let bytes = stream.next() { try await write(ByteBuffer(bytes: bytes)) }
        }
    }

    @Sendable func contains(_ request: Request, context: ServerContext) async throws -> Response {
        let (delivery, held, inputs) = try await find(request, context)
        return .json([
            "held_out": .boolean(
                try held.contains(try inputs.required("user"), of: delivery))
        ])
    }

    private func find(
        _ request: Request, _ context: ServerContext
    ) async throws -> (DeliveryRecord, HeldOutUsers, Inputs) {
        let inputs = try Inputs(request, context)
        let space = try context.deliveries(configuration)
        return (
            try await space.findDelivery(try inputs.required("id")), HeldOutUsers(space), inputs
        )
    }
}
