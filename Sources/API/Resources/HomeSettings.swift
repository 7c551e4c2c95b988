import Definitions
import Hummingbird
import Metadata
import Operations

/// `/settings`: what holds for the whole home, and what the server has read when it started.
struct HomeSettings {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/settings", right: .manageAccess,
                "Settings with what holds now; the ETag stands for those that can be changed here.",
                parameters: [SegmentItem.language, .ifNoneMatch],
                answers: [.json(SettingSchemas.list)], handle: list),
            Endpoint(
                .patch, "/settings", right: .manageAccess,
                "Changes some, all or none; null goes back to the default.",
                parameters: [SegmentItem.language, .ifMatch], body: .object([], open: true),
                answers: [.json(SettingSchemas.list)], problems: [409], handle: change),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        try await answer(request, context)
    }

    @Sendable func change(_ request: Request, context: ServerContext) async throws -> Response {
        let revision = try Inputs(request, context).expectedRevision()
        let json = try await request.json()
        guard case .object(let members) = json else {
            throw DefinitionError(
                .wrongType, at: "", "Settings are an object, such as {\"ended_jobs_days\": 30}.")
        }
        for member in members { try refuseFixed(member.name) }
        try await settings(context).change(
            members.map { ($0.name, $0.value == .null ? nil : $0.value) }, expecting: revision)
        return try await answer(request, context)
    }

    private func refuseFixed(_ name: String) throws(Problem) {
        guard let fixed = configuration.processSettings.first(where: { $0.name == name }) else {
            return
        }
        throw Problem(
            .conflict, "fixed_setting",
            "'\(name)' is read when the server starts: change \(fixed.variable) in the environment, or "
                + "'\(name)' in the settings file, and start it anew.",
            at: "/" + name, more: [.init("source", .string(fixed.source.rawValue))])
    }

    private func settings(_ context: ServerContext) throws(Problem) -> ProjectSettings {
        ProjectSettings(
            configuration.metadata, actor: try context.requireCaller().name,
            now: configuration.now())
    }

    private func answer(_ request: Request, _ context: ServerContext) async throws -> Response {
        let entries = try await settings(context).all()
        let language = request.language
        return Response.json([
            "items": .array(
                entries.map { $0.json(in: language) } + configuration.processSettings.map(\.json))
        ]).tagged(Revision(ProjectSettings.revision(of: entries)))
    }
}

/// What the address of settings gives.
enum SettingSchemas {
    private static let kind = Schema.oneOf(["whole", "flag", "choice", "text", "object"])
    private static let allowed = Schema.nullable(
        .object([
            .init("minimum", .nullable(.integer)), .init("maximum", .nullable(.integer)),
            .init("words", .nullable(.list(.text))),
        ]))
    private static let member = Schema.object([
        .init("name", .text), .init("kind", kind), .init("allowed", allowed), .init("value", .any),
        .init("default", .any), .init("title", .text),
    ])
    private static let item = Schema.object([
        .init("name", .text), .init("scope", .oneOf(["project", "process"])), .init("kind", kind),
        .init("allowed", allowed), .init("value", .any), .init("default", .any),
        .init("chosen", .boolean), .init("title", .text), .init("description", .text),
        .init("words", .nullable(.text)), .init("members", .nullable(.list(member))),
        .init("changeable", .boolean), .init("needs_restart", .boolean),
        .init("source", .oneOf(["default", "project", "environment", "file"])),
        .init("variable", .nullable(.text)),
    ])
    static let list = Schema.object([.init("items", .list(item))])
}
