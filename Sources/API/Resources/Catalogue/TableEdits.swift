import Definitions
import Hummingbird
import Metadata
import Operations

/// `/tables`: what those who look after the catalogue change.
struct TableEdits {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .put, "/tables/{table}", right: .manageCatalogue,
                "Registers a table of a connection, or registers it anew; labels stay.",
                parameters: [Tables.table, .ifMatch], body: CatalogueSchemas.registration,
                answers: [.json(CatalogueSchemas.table)], problems: [422],
                handle: register),
            Endpoint(
                .patch, "/tables/{table}", right: .manageCatalogue,
                "Changes labels, value labels, personal-data classes, operators and synonyms, also of "
                    + "many fields at once.",
                parameters: [Tables.table, .ifMatch], body: CatalogueSchemas.tableChange,
                answers: [.json(CatalogueSchemas.table)],
                problems: [422], handle: change),
            Endpoint(
                .delete, "/tables/{table}", right: .manageCatalogue,
                "Takes a table out of the catalogue; refused where segments use it.",
                parameters: [
                    Tables.table, .query("force", .boolean, "Even where segments use it."),
                ], answers: [.nothing], problems: [409, 422], handle: remove),
            Endpoint(
                .put, "/tables/{table}/fields/{field}", right: .manageCatalogue,
                "Changes one field: labels, value labels, personal-data class, operators, synonyms.",
                parameters: [Tables.table, Tables.field, .ifMatch],
                body: CatalogueSchemas.fieldChange,
                answers: [.json(CatalogueSchemas.table)], problems: [422],
                handle: changeField),
            Endpoint(
                .post, "/drift", right: .manageCatalogue,
                "Compares tables with their warehouse; names the segments that break.",
                parameters: [.query("table", .text, "One table; all without it.")],
                answers: [.json(CatalogueSchemas.drift)], problems: [404], handle: drift),
            Endpoint(
                .post, "/tables/{table}/accept", right: .manageCatalogue,
                "Takes a table's columns as they are now for right.",
                parameters: [Tables.table], answers: [.json(CatalogueSchemas.table)],
                problems: [412, 422], handle: accept),
            Endpoint(
                .put, "/population", right: .manageCatalogue,
                "Says which table holds all users there are; null: every user that is known.",
                body: .object([.init("table", .nullable(.text))]),
                answers: [.json(CatalogueSchemas.tables)], problems: [404, 422],
                handle: setPopulation),
        ]
    }

    @Sendable func register(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let revision = try inputs.expectedRevision()
        let name = try inputs.required("table")
        let wish = try TableRegistration(JSONReader(try await request.json()), name: name)
        let space = try context.space(configuration)
        _ = try await RegisterTable(space.context)(wish, expecting: revision)
        return try await answer(name, space)
    }

    @Sendable func change(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let revision = try inputs.expectedRevision()
        let name = try inputs.required("table")
        let json = try await request.json()
        if json["name"] != nil, json["name"] != .string(name) {
            throw DefinitionError(
                .contradiction, at: "/name", "The address names the table; leave 'name' out.")
        }
        let members: [JSONValue.Member] = [.init("name", .string(name))]
        let change = try TableChange(
            JSONReader(JSONValue.object(members).adding(json.without(["name"]))))
        return try await apply(change, revision, context)
    }

    @Sendable func changeField(
        _ request: Request, context: ServerContext
    ) async throws -> Response {
        let inputs = try Inputs(request, context)
        let revision = try inputs.expectedRevision()
        let change = TableChange(
            name: try inputs.required("table"),
            fields: [
                .init(
                    try inputs.required("field"),
                    try FieldChange(JSONReader(try await request.json())))
            ])
        return try await apply(change, revision, context)
    }

    private func apply(
        _ change: TableChange, _ revision: Int?, _ context: ServerContext
    ) async throws -> Response {
        let space = try context.space(configuration)
        _ = try await LoadCatalogue(space.context)().entry(change.name)
        _ = try await EditCatalogue(space.context)([change], expecting: revision)
        return try await answer(change.name, space)
    }

    @Sendable func remove(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let name = try inputs.required("table")
        let space = try context.space(configuration)
        try await RemoveTable(space.context)(name, force: inputs.flag("force"))
        return .nothing
    }

    @Sendable func drift(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let findings = try await CheckDrift(context.space(configuration).context)(
            inputs.text("table"))
        return .json(["tables": .array(findings.map(\.json))])
    }

    @Sendable func accept(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let name = try inputs.required("table")
        let space = try context.space(configuration)
        _ = try await CheckDrift(space.context).accept(name)
        return try await answer(name, space)
    }

    @Sendable func setPopulation(
        _ request: Request, context: ServerContext
    ) async throws -> Response {
        let reader = JSONReader(try await request.json())
        try reader.allow(["table"])
        let space = try context.space(configuration)
        try await EditCatalogue(space.context).setPopulation(reader.optional("table")?.string())
        return .json(try await LoadCatalogue(space.context)().json)
    }

    private func answer(_ name: String, _ space: SegmentSpace) async throws -> Response {
        let entry = try await LoadCatalogue(space.context)().entry(name)
        return Response.json(
            entry.json(showsHidden: true, freshness: nil, zone: space.home.zone)
        ).tagged(Revision(entry.revision))
    }
}
