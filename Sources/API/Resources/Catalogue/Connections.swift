import Definitions
import Hummingbird
import Metadata
import Operations

/// `/connections`: the ways to warehouses, and what lies behind them.
struct Connections {
    let configuration: Server.Configuration

    private static let name = Parameter.path("connection", .text, "The connection's name.")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/connections", right: .look, "The connections by name.",
                answers: [.json(CatalogueSchemas.connections)], handle: list),
            Endpoint(
                .put, "/connections/{connection}", right: .manageCatalogue,
                "Tries a connection, and saves it where it can be read.",
                parameters: [Self.name], body: CatalogueSchemas.connectionBody,
                answers: [.json(CatalogueSchemas.connected)], problems: [422], handle: save),
            Endpoint(
                .delete, "/connections/{connection}", right: .manageCatalogue,
                "Takes a connection away that no table uses.",
                parameters: [Self.name], answers: [.nothing], problems: [409], handle: remove),
            Endpoint(
                .post, "/connections/{connection}/test", right: .manageCatalogue,
                "Tries a saved connection; says what is wrong and how to mend it.",
                parameters: [Self.name], answers: [.json(CatalogueSchemas.test)], handle: test),
            Endpoint(
                .get, "/connections/{connection}/tables", right: .writeSQL,
                "The tables behind a connection.",
                parameters: [Self.name], answers: [.json(CatalogueSchemas.warehouseTables)],
                problems: [422], handle: tables),
            Endpoint(
                .get, "/connections/{connection}/tables/{path}", right: .writeSQL,
                "The columns of a table behind a connection.",
                parameters: [
                    Self.name, .path("path", .text, "The table there, such as main.payments."),
                ], answers: [.json(CatalogueSchemas.columns)], problems: [422], handle: columns),
        ]
    }

    /// Where it leads is told to those who look after it.
    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let showsPath = try context.requireCaller().may(.manageCatalogue)
        let all = try await configuration.metadata.connections().sorted { $0.name < $1.name }
        return .json([
            "connections": .array(all.map { showsPath ? $0.json : $0.json.without(["options"]) })
        ])
    }

    @Sendable func save(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let name = try inputs.required("connection")
        let reader = JSONReader(try await request.json())
        try reader.allow(["path"])
        let space = try context.space(configuration)
        let connection = try ConnectionRecord(
            name: name, path: try reader.member("path").string())
        let tables = try await ConnectWarehouse(space.context)(connection)
        return .json(["connection": connection.json, "tables": .array(tables.map(\.json))])
    }

    @Sendable func remove(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let name = try inputs.required("connection")
        let space = try context.space(configuration)
        try await ConnectWarehouse(space.context).remove(name)
        return .nothing
    }

    @Sendable func test(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let name = try inputs.required("connection")
        let space = try context.space(configuration)
        do {
            let tables = try await BrowseWarehouse(space.context)(name)
            return .json(["works": .boolean(true), "detail": .null, "tables": .count(tables.count)])
        } catch let error as OperationError where error.kind == .refused {
            return .json([
                "works": .boolean(false), "detail": .string(error.description), "tables": .null,
            ])
        }
    }

    @Sendable func tables(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let tables = try await BrowseWarehouse(context.space(configuration).context)(
            inputs.required("connection"))
        return .json(["tables": .array(tables.map(\.json))])
    }

    @Sendable func columns(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let path = try inputs.required("path").split(separator: ".").map(String.init)
        let columns = try await BrowseWarehouse(context.space(configuration).context)(
            inputs.required("connection"), table: path)
        return .json(["columns": .array(columns.map(\.json))])
    }
}
