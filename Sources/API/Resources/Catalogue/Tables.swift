import Definitions
import Hummingbird
import Metadata
import Operations

/// `/tables`: the catalogue's tables and their fields.
struct Tables {
    let configuration: Server.Configuration

    static let table = Parameter.path("table", .text, "The table's name.")
    static let field = Parameter.path("field", .text, "The field's name.")
    private static let hidden = Parameter.query("hidden", .boolean, "Also fields that are hidden.")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/tables", right: .look, "Tables that segments can be made of.",
                answers: [.json(CatalogueSchemas.tables)], handle: list),
            Endpoint(
                .get, "/tables/{table}", right: .look,
                "A table with its fields; its ETag is its revision.",
                parameters: [
                    Self.table, Self.hidden, .ifNoneMatch,
                    .query("freshness", .boolean, "Also how new its data are."),
                ], answers: [.json(CatalogueSchemas.table)], problems: [422], handle: show),
            Endpoint(
                .get, "/tables/{table}/fields/{field}/values", right: .look,
                "A field's values with labels and counts; those of personal data are masked.",
                parameters: [
                    Self.table, Self.field,
                    .query("prefix", .text, "How values or labels begin; also ㅅㅂ for 성별."),
                    .query("limit", .whole(1...1000), "How many; 50 without it."),
                ], answers: [.json(CatalogueSchemas.values)], problems: [422], handle: values),
            Endpoint(
                .get, "/tables/{table}/usage", right: .look,
                "The segments that are made of a table.",
                parameters: [Self.table], answers: [.json(CatalogueSchemas.dependents)],
                handle: usage),
            Endpoint(
                .get, "/catalogue/search", right: .look,
                "Tables, fields and labelled values by name, label or initial consonants.",
                parameters: [
                    .query("q", .text, "What to look for: 성별, ㅅㅂ or gender.", required: true),
                    .query("limit", .whole(1...200), "How many; 20 without it."), Self.hidden,
                ], answers: [.json(CatalogueSchemas.hits)], handle: search),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        .json(try await LoadCatalogue(context.space(configuration).context)().json)
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let entry = try await LoadCatalogue(space.context)().entry(inputs.required("table"))
        let age =
            try inputs.flag("freshness")
            ? try await TableFreshness(space.context)(of: entry.table) : nil
        return Response.json(
            entry.json(
                showsHidden: try inputs.flag("hidden"), freshness: age, zone: space.home.zone)
        ).tagged(Revision(entry.revision))
    }

    @Sendable func values(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let table = try await LoadCatalogue(space.context)().entry(inputs.required("table")).table
        return .json(
            try await FieldValuesQuery(inputs).answer(
                table, field: inputs.required("field"), space, configuration, context))
    }

    @Sendable func usage(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let table = try await LoadCatalogue(space.context)().entry(inputs.required("table")).table
        let segments = try await FindDependents(space.context).segments(using: table)
        return .json(["segments": .array(segments.map { $0.json() })])
    }

    @Sendable func search(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let words = try inputs.required("q")
        let catalogue = try await context.space(configuration).catalogue()
        let hits = CatalogueSearch(catalogue, showsHidden: try inputs.flag("hidden"))
            .hits(for: words, limit: try inputs.integer("limit", in: 1...200) ?? 20)
        return .json(["hits": .array(hits.map { $0.json(in: catalogue) })])
    }
}

/// Which values of a field are asked for.
struct FieldValuesQuery {
    private let prefix: String
    private let limit: Int

    init(_ inputs: Inputs) throws(Problem) {
        prefix = inputs.text("prefix") ?? ""
        limit = try inputs.integer("limit", in: 1...1000) ?? 50
    }

    func answer(
        _ table: CatalogueTable, field name: String, _ space: SegmentSpace,
        _ configuration: Server.Configuration, _ context: ServerContext
    ) async throws -> JSONValue {
        guard table.field(name) != nil else {
            throw Problem(
                .notFound, "not_found",
                DefinitionError.unknownName(
                    name, kind: "field of the table '\(table.name)'", at: "",
                    known: table.fields.map(\.name)
                ).detail)
        }
        return try await FieldValues(space.context, cache: configuration.values)(
            table.name, field: name, search: prefix, limit: limit,
            showsPersonal: context.requireCaller().may(.seePersonalData)
        ).json
    }
}

extension CatalogueSearch.Hit {
    /// With the labels of what was found.
    func json(in catalogue: Catalogue) -> JSONValue {
        let table = catalogue.table(self.table)
        let field = self.field.flatMap { table?.field($0) }
        let labels =
            value.map { field?.valueLabels[$0] ?? .init() } ?? field?.labels ?? table?.labels
        return json.with([.init("labels", (labels ?? .init()).json)])
    }
}
