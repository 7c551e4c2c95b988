import Definitions
import Hummingbird
import Metadata
import Operations

/// `/dashboards` and `/views`: saved sets of charts, and single analyses that are shared by link.
struct Views {
    let configuration: Server.Configuration
    let kind: ViewRecord.Kind

    private static let id = Parameter.path("id", .integer, "Its number.")

    private var path: String { kind == .dashboard ? "/dashboards" : "/views" }
    private var noun: String { kind == .dashboard ? "dashboard" : "saved analysis" }

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, path, right: .look,
                kind == .dashboard
                    ? "Each dashboard, without its content."
                    : "Each saved analysis: which kind it is, without its question.",
                parameters: [.query("owner", .text, "Only those of this owner.")]
                    + Page.parameters,
                answers: [.json(Page.schema(of: BoardSchemas.line(kind)))], handle: list),
            Endpoint(
                .post, path, right: .editDashboards, "Saves a new \(noun).",
                parameters: [.idempotencyKey], body: BoardSchemas.body(kind),
                answers: [.json(BoardSchemas.whole(kind), status: 201)], handle: save),
            Endpoint(
                .get, path + "/{id}", right: .look, "A \(noun); its ETag is its revision.",
                parameters: [Self.id, .ifNoneMatch], answers: [.json(BoardSchemas.whole(kind))],
                handle: show),
            Endpoint(
                .put, path + "/{id}", right: .editDashboards, "Replaces a \(noun).",
                parameters: [Self.id, .ifMatch], body: BoardSchemas.body(kind),
                answers: [.json(BoardSchemas.whole(kind))], handle: replace),
            Endpoint(
                .delete, path + "/{id}", right: .editDashboards, "Removes a \(noun).",
                parameters: [Self.id, .ifMatch], answers: [.nothing], handle: remove),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let owner = inputs.text("owner")
        let views = try await configuration.metadata.views(kind)
            .filter { owner == nil || $0.owner == owner }
        return try Page(inputs).answer(
            views, key: { Cursor($0.id) }, json: { $0.json(withContent: false) })
    }

    @Sendable func save(_ request: Request, context: ServerContext) async throws -> Response {
        let document = try ViewDocument(try await request.json(), kind)
        let space = try context.space(configuration)
        let saved = try await SaveView(space)(
            document.record(kind, owner: document.owner ?? space.actor))
        return Response.made(try json(saved), at: OpenAPI.prefix + path + "/\(saved.id)")
            .tagged(Revision(saved.revision))
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let view = try await view(request, context)
        return Response.json(try json(view)).tagged(Revision(view.revision))
    }

    @Sendable func replace(_ request: Request, context: ServerContext) async throws -> Response {
        let revision = try Inputs(request, context).expectedRevision()
        let document = try ViewDocument(try await request.json(), kind)
        let view = try await view(request, context)
        var changed = document.record(kind, owner: document.owner ?? view.owner)
        changed.id = view.id
        changed.revision = revision ?? view.revision
        let saved = try await SaveView(context.space(configuration)).replace(changed)
        return Response.json(try json(saved)).tagged(Revision(saved.revision))
    }

    @Sendable func remove(_ request: Request, context: ServerContext) async throws -> Response {
        let revision = try Inputs(request, context).expectedRevision()
        let view = try await view(request, context)
        try await SaveView(context.space(configuration)).remove(view, expecting: revision)
        return .nothing
    }

    private func view(_ request: Request, _ context: ServerContext) async throws -> ViewRecord {
        let id = try Inputs(request, context).id("id")
        guard let view = try await configuration.metadata.view(id), view.kind == kind else {
            throw Problem.noSuch(noun, String(id))
        }
        return view
    }

    /// A dashboard's tiles also carry the question as it is asked under its range and segment.
    private func json(_ view: ViewRecord) throws -> JSONValue {
        guard kind == .dashboard, let board = try? Dashboard(JSONReader(view.content)) else {
            return view.json(withContent: true)
        }
        var shown = view
        shown.content = board.json(withAsked: true)
        return shown.json(withContent: true)
    }
}

/// A saved view as requests write it: a name, a folder, an owner, and the content.
private struct ViewDocument {
    let name: String
    let folder: String
    let owner: String?
    let content: JSONValue

    private static let around = ["name", "folder", "owner"]

    init(_ json: JSONValue, _ kind: ViewRecord.Kind) throws {
        let reader = JSONReader(json)
        let own = kind == .dashboard ? Dashboard.fieldNames : SavedQuestion.fieldNames
        try reader.allow(Self.around + own)
        let named = try reader.member("name")
        name = try named.string()
        guard name.contains(where: { !$0.isWhitespace }), name.count <= 200 else {
            throw DefinitionError(
                .outOfRange, at: named.pointer,
                "A name has 1 to 200 characters that can be seen.")
        }
        folder = try reader.optional("folder")?.string() ?? ""
        owner = try reader.optional("owner")?.string()
        let inner = JSONReader(json.without(Self.around))
        content =
            switch kind {
            case .dashboard: try Dashboard(inner).json()
            case .analysis: try SavedQuestion(inner).json
            }
    }

    func record(_ kind: ViewRecord.Kind, owner: String) -> ViewRecord {
        ViewRecord(kind: kind, name: name, folder: folder, owner: owner, content: content)
    }
}
