import Definitions
import Hummingbird
import Metadata
import Operations

/// `/stars` and `/recents`: what the caller has starred and looked at.
struct Favourites {
    /// What can be starred.
    enum Kind: String, CaseIterable {
        case segment, dashboard, analysis, table, person
    }

    let configuration: Server.Configuration

    private static let kind = Parameter.path(
        "kind", .oneOf(Kind.allCases.map(\.rawValue)), "What it is.")
    private static let item = Parameter.path("item", .text, "Its id.")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/stars", right: .look, "What the caller has starred, newest star first.",
                answers: [.json(BoardSchemas.marks)], handle: stars),
            Endpoint(
                .put, "/stars/{kind}/{item}", right: .look, "Stars something.",
                parameters: [Self.kind, Self.item], answers: [.nothing], handle: star),
            Endpoint(
                .delete, "/stars/{kind}/{item}", right: .look, "Takes a star away.",
                parameters: [Self.kind, Self.item], answers: [.nothing], handle: unstar),
            Endpoint(
                .get, "/recents", right: .look, "What the caller has looked at, newest first.",
                parameters: [.query("limit", .whole(1...100), "How many; 20 without it.")],
                answers: [.json(BoardSchemas.marks)], handle: recents),
            Endpoint(
                .put, "/recents/{kind}/{item}", right: .look,
                "Writes down that the caller has looked at something.",
                parameters: [Self.kind, Self.item], answers: [.nothing], handle: note),
        ]
    }

    /// The ids of a kind that the caller has starred.
    static func starred(
        _ kind: Kind, _ context: ServerContext, _ configuration: Server.Configuration
    ) async throws -> Set<String> {
        let marks = try await configuration.metadata.marks(of: context.requireCaller().name)
        return Set(
            marks.filter { $0.kind == kind.rawValue && $0.starredAt != nil }.map(\.item))
    }

    @Sendable func stars(_ request: Request, context: ServerContext) async throws -> Response {
        let marks = try await configuration.metadata.marks(of: context.requireCaller().name)
            .filter { $0.starredAt != nil }
            .sorted { ($0.starredAt ?? 0) > ($1.starredAt ?? 0) }
        return .json(["items": try await Marked(configuration).json(marks)])
    }

    @Sendable func recents(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let limit = try inputs.integer("limit", in: 1...100) ?? 20
        let marks = try await configuration.metadata.marks(of: context.requireCaller().name)
            .filter { $0.viewedAt != nil }
        return .json(["items": try await Marked(configuration).json(Array(marks.prefix(limit)))])
    }

    @Sendable func star(_ request: Request, context: ServerContext) async throws -> Response {
        try await mark(request, context) { item, kind, person in
            try await configuration.metadata.star(
                item, kind: kind, by: person, at: configuration.now())
        }
    }

    @Sendable func unstar(_ request: Request, context: ServerContext) async throws -> Response {
        try await mark(request, context) { item, kind, person in
            try await configuration.metadata.star(item, kind: kind, by: person, at: nil)
        }
    }

    @Sendable func note(_ request: Request, context: ServerContext) async throws -> Response {
        try await mark(request, context) { item, kind, person in
            try await configuration.metadata.noteView(
                of: item, kind: kind, by: person, at: configuration.now())
        }
    }

    private func mark(
        _ request: Request, _ context: ServerContext,
        _ write: (String, String, String) async throws -> Void
    ) async throws -> Response {
        let inputs = try Inputs(request, context)
        guard let kind = try inputs.word("kind", of: Kind.self) else {
            throw Problem.missingParameter("kind")
        }
        let item = try inputs.required("item")
        guard item.utf8.count <= 200 else {
            throw Problem(.notFound, "not_found", "No id is as long as this.")
        }
        try await write(item, kind.rawValue, try context.requireCaller().name)
        return .nothing
    }
}

/// Marks with the names of what they are about; what is gone is left out.
struct Marked {
    private let configuration: Server.Configuration

    init(_ configuration: Server.Configuration) {
        self.configuration = configuration
    }

    func json(_ marks: [MarkRecord]) async throws -> JSONValue {
        var items: [JSONValue] = []
        for mark in marks {
            guard let name = try await name(of: mark) else { continue }
            items.append([
                "kind": .string(mark.kind), "id": .string(mark.item), "name": .string(name),
                "starred": .boolean(mark.starredAt != nil),
                "starred_at": .text(mark.starredAt.map { Zone.utc.text($0) }),
                "viewed_at": .text(mark.viewedAt.map { Zone.utc.text($0) }),
            ])
        }
        return .array(items)
    }

    private func name(of mark: MarkRecord) async throws -> String? {
        switch Favourites.Kind(rawValue: mark.kind) {
        case .segment:
            guard let id = Int64(mark.item),
                let segment = try await configuration.metadata.segment(id),
                segment.status != .archived
            else { return nil }
            return segment.name
        case .dashboard, .analysis:
            guard let id = Int64(mark.item) else { return nil }
            return try await configuration.metadata.view(id)?.name
        case .table, .person, nil: return mark.item
        }
    }
}
