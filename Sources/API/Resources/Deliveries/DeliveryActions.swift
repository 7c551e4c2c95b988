import Definitions
import Hummingbird
import Metadata
import Operations

/// `/deliveries/{id}/…`: what can be done with a delivery.
struct DeliveryActions {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        let delivery = EndpointAnswer.json(DeliverySchemas.delivery)
        let job = Schema.object([.init("job", .integer)])
        return [
            endpoint(
                "runs", "Starts a delivery: a job that is due at once.", .json(job, status: 202),
                [.idempotencyKey], run),
            endpoint(
                "dry-run", "What would be sent now; nothing is sent.",
                .json(DeliverySchemas.dryRun), [], dryRun),
            endpoint(
                "pause", "Sends nothing until it is resumed; a run stops after its batch.",
                delivery, [], pause),
            endpoint(
                "resume", "Sends again by its schedule; a run that was stopped goes on.",
                delivery, [], resume),
        ]
    }

    private func endpoint(
        _ verb: String, _ summary: String, _ answer: EndpointAnswer, _ more: [Parameter],
        _ handle: @escaping @Sendable (DeliveryRecord, DeliverySpace) async throws -> Response
    ) -> Endpoint {
        Endpoint(
            .post, "/deliveries/{id}/" + verb, right: .deliver, summary,
            parameters: [DeliverySchemas.id] + more, answers: [answer], problems: [409]
        ) { request, context in
            let inputs = try Inputs(request, context)
            let space = try context.deliveries(configuration)
            return try await handle(
                try await space.findDelivery(try inputs.required("id")), space)
        }
    }

    @Sendable private func run(
        _ delivery: DeliveryRecord, _ space: DeliverySpace
    ) async throws -> Response {
        let job = try await StartDelivery(space)(delivery)
        return Response.json(["job": .integer(job.id)]).with(.accepted)
    }

    @Sendable private func dryRun(
        _ delivery: DeliveryRecord, _ space: DeliverySpace
    ) async throws -> Response {
        .json(try await DryRunDelivery(space)(delivery).json)
    }

    @Sendable private func pause(
        _ delivery: DeliveryRecord, _ space: DeliverySpace
    ) async throws -> Response {
        .json(try await SaveDelivery(space).pause(delivery).json)
    }

    @Sendable private func resume(
        _ delivery: DeliveryRecord, _ space: DeliverySpace
    ) async throws -> Response {
        .json(try await SaveDelivery(space).resume(delivery).json)
    }
}
