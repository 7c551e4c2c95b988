import Definitions
import Hummingbird
import Metadata
import Operations

/// `/deliveries/{id}/runs`: what was sent, batch by batch, and which rows were refused.
struct DeliveryHistory {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        let id = DeliverySchemas.id
        let run = Parameter.path("run", .integer, "The run's id.")
        return [
            Endpoint(
                .get, "/deliveries/{id}/runs", right: .deliver, "Its runs, newest first.",
                parameters: [id] + Page.parameters,
                answers: [.json(Page.schema(of: DeliverySchemas.run))], handle: runs),
            Endpoint(
                .get, "/deliveries/{id}/runs/{run}", right: .deliver, "One run.",
                parameters: [id, run], answers: [.json(DeliverySchemas.run)], handle: show),
            Endpoint(
                .get, "/deliveries/{id}/runs/{run}/batches", right: .deliver,
                "The batches that were accepted.", parameters: [id, run] + Page.parameters,
                answers: [.json(Page.schema(of: DeliverySchemas.batch))], handle: batches),
            Endpoint(
                .get, "/deliveries/{id}/runs/{run}/errors", right: .deliver,
                "The rows that the destination has refused.",
                parameters: [id, run] + Page.parameters,
                answers: [.json(Page.schema(of: DeliverySchemas.error))], handle: errors),
        ]
    }

    @Sendable func runs(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let page = try Page(inputs)
        let space = try context.deliveries(configuration)
        let delivery = try await space.findDelivery(try inputs.required("id"))
        let runs = try await space.metadata.deliveryRuns(
            of: delivery.id, before: try page.after?.id(), limit: page.fetchLimit)
        return page.answer(fetched: runs, key: { Cursor($0.id) }, json: \.json)
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        .json(try await find(request, context).run.json)
    }

    @Sendable func batches(_ request: Request, context: ServerContext) async throws -> Response {
        let (run, page) = try await findPage(request, context)
        let batches = try await configuration.metadata.batches(
            of: run.id, from: try page.after.map { Int(min(try $0.id(), 1 << 40)) + 1 } ?? 0,
            limit: page.fetchLimit)
        return page.answer(
            fetched: batches, key: { Cursor(Int64($0.number)) }, json: \.json)
    }

    @Sendable func errors(_ request: Request, context: ServerContext) async throws -> Response {
        let (run, page) = try await findPage(request, context)
        let after = try page.after.map {
            (batch: Int(clamping: try $0.id()), row: Int(clamping: try $0.secondID()))
        }
        let errors = try await configuration.metadata.deliveryErrors(
            of: run.id, after: after, limit: page.fetchLimit)
        return page.answer(
            fetched: errors, key: { Cursor(Int64($0.batch), Int64($0.row)) }, json: \.json)
    }

    private func findPage(
        _ request: Request, _ context: ServerContext
    ) async throws -> (run: DeliveryRunRecord, page: Page) {
        let (run, inputs) = try await find(request, context)
        return (run, try Page(inputs))
    }

    private func find(
        _ request: Request, _ context: ServerContext
    ) async throws -> (run: DeliveryRunRecord, inputs: Inputs) {
        let inputs = try Inputs(request, context)
        let space = try context.deliveries(configuration)
        let delivery = try await space.findDelivery(try inputs.required("id"))
        let id = try inputs.id("run")
        guard let run = try await space.metadata.deliveryRun(id), run.delivery == delivery.id else {
            throw Problem.noSuch("run of this delivery", "\(id)", parameter: "run")
        }
        return (run, inputs)
    }
}
