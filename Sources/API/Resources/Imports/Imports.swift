import Definitions
import Foundation
import HTTPTypes
import Hummingbird
import Metadata
import NIOCore
import Operations

/// `/imports`: what was imported, and imports of files that lie in the server's import folder.
struct Imports {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/imports", right: .manageCatalogue,
                "What was imported, from which files, with the files of rejected rows and the newest jobs.",
                answers: [.json(ImportSchemas.imports)], handle: list),
            Endpoint(
                .post, "/imports", right: .manageCatalogue,
                "Imports files of the import folder as a job, which tells how far it is.",
                parameters: [.idempotencyKey], body: ImportSchemas.order,
                answers: [.json(ImportSchemas.started, status: 202)], problems: [409, 422],
                handle: start),
            Endpoint(
                .post, "/imports/preview", right: .manageCatalogue,
                "The first rows of a file, with guesses at what its columns are.",
                body: ImportSchemas.look, answers: [.json(ImportSchemas.preview)],
                problems: [409, 422], handle: preview),
            Endpoint(
                .get, "/import-files", right: .manageCatalogue,
                "The files of the import folder, by name.",
                parameters: [.query("search", .text, "Part of a name.")] + Page.parameters,
                answers: [.json(ImportSchemas.files)], problems: [422], handle: files),
            Endpoint(
                .get, "/import-rejects/{file}", right: .manageCatalogue,
                "Rows that an import has left out, each with file, line and reason.",
                parameters: [.path("file", .text, "Its name, as imports tell it.")],
                answers: [.stream("text/csv")], handle: rejects),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let jobs = try await configuration.metadata.jobs(
            kind: PerformImports.kind, states: nil, limit: 20)
        return .json([
            "imports": try ListImports(home: configuration.home)(),
            "jobs": .array(jobs.map { $0.json(in: configuration.home.zone) }),
        ])
    }

    @Sendable func files(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let page = try Page(inputs)
        guard let folder = configuration.importFolder.map({ ImportFolder($0) }) else {
            return .json([
                "enabled": .boolean(false), "items": [], "next": .null, "cut": .boolean(false),
            ])
        }
        let (all, isCut) = try folder.files()
        let search = SearchText(inputs.text("search") ?? "")
        let found = all.filter { search.rank(in: $0.name) != nil }
        let zone = configuration.home.zone
        return .json(
            page.json(found, key: { Cursor($0.name) }, json: { $0.json(in: zone) }).with([
                .init("enabled", .boolean(true)), .init("cut", .boolean(isCut)),
            ]))
    }

    /// Nobody has said yet which columns tell who somebody is.
    @Sendable func preview(_ request: Request, context: ServerContext) async throws -> Response {
        try context.require(.seePersonalData)
        let folder = try folder()
        let wanted = try PreviewImport.Request(JSONReader(try await request.json()))
        let space = try context.space(configuration)
        let answer = try await PreviewImport(
            folder: folder, warehouse: space.context.homeWarehouse(), zone: space.home.zone)(wanted)
        try await space.note("import.preview", "import-folder", ["file": answer["file"] ?? .null])
        return .json(answer)
    }

    @Sendable func start(_ request: Request, context: ServerContext) async throws -> Response {
        let folder = try folder()
        let order = try ImportOrder(JSONReader(try await request.json()))
        let job = try await RequestImport(context.space(configuration), folder: folder)(order)
        var response = Response.json(["job": job.json(in: configuration.home.zone)])
            .with(.accepted)
        response.headers[.location] = OpenAPI.prefix + "/jobs/\(job.id)"
        return response
    }

    /// The rows are as they were written: whoever may not see personal data sees none of them.
    @Sendable func rejects(_ request: Request, context: ServerContext) async throws -> Response {
        try context.require(.seePersonalData)
        let name = try Inputs(request, context).required("file")
        let file = try RejectsFile(named: name, in: configuration.home)
        let handle = try FileHandle(forReadingFrom: file.url)
        try await AuditLog(configuration).note(
            try context.requireCaller(), "import.rejects", "import-rejects/\(name)")
        return .stream(
            "text/csv; charset=utf-8",
            headers: [.contentDisposition: "attachment; filename=\"\(name)\""]
        ) { write in
            while let data = try handle.read(upToCount: 1 << 18), !data.isEmpty {
                try await write(ByteBuffer(bytes: data))
            }
            try handle.close()
        }
    }

    private func folder() throws(Problem) -> ImportFolder {
        guard let folder = configuration.importFolder else {
            throw Problem(
                .conflict, "imports_off",
                "No folder of this server may be imported from; an operator can name one in "
                    + "CXM_IMPORT_FOLDER and start the server anew.")
        }
        return ImportFolder(folder)
    }
}
