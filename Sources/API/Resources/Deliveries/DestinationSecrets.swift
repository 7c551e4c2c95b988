import Definitions
import Hummingbird
import Operations
import Secrets

/// `/destinations/{id}/secrets/{name}`: can be set and taken away, never read.
struct DestinationSecrets {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        let parameters = [
            DeliverySchemas.id,
            Parameter.path(
                "name", .text, "What the destination's options call it; 'signing' signs."),
        ]
        return [
            Endpoint(
                .put, "/destinations/{id}/secrets/{name}", right: .deliver,
                "Sets a secret of a destination.", parameters: parameters,
                body: .object([.init("value", .text)]), answers: [.nothing], handle: set),
            Endpoint(
                .delete, "/destinations/{id}/secrets/{name}", right: .deliver,
                "Takes a secret away.", parameters: parameters, answers: [.nothing],
                handle: remove),
        ]
    }

    @Sendable func set(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.deliveries(configuration)
        let destination = try await space.findDestination(try inputs.required("id"))
        let reader = JSONReader(try await request.json())
        try reader.allow(["value"])
        try await SaveDestination(space).setSecret(
            try name(inputs), to: try reader.member("value").string(), of: destination)
        return .nothing
    }

    @Sendable func remove(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.deliveries(configuration)
        let destination = try await space.findDestination(try inputs.required("id"))
        try await SaveDestination(space).removeSecret(try name(inputs), of: destination)
        return .nothing
    }

    private func name(_ inputs: Inputs) throws(Problem) -> String {
        let name = try inputs.required("name")
        guard SecretFiles.isName(name) else {
            throw .badParameter("name", "small letters, digits and hyphens", not: name)
        }
        return name
    }
}
