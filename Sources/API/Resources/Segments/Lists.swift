import Definitions
import Foundation
import Hummingbird
import NIOCore
import Operations
import Segments

/// `/lists`: stored sets of users, of which a segment is made with `{"list": …}`; files of ids become such.
struct Lists {
    let configuration: Server.Configuration

    /// Rows and bytes of the longest file.
    static let rowLimit = 10_000_000
    static let byteLimit = 1 << 30

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/lists", right: .look, "The stored lists, the oldest first.",
                parameters: Page.parameters,
                answers: [.json(Page.schema(of: SegmentSchemas.storedList))], handle: list),
            Endpoint(
                .get, "/lists/{id}", right: .look,
                "A stored list: how many users it has, and the file that it came from.",
                parameters: [.path("id", .integer, "The list's number.")],
                answers: [.json(SegmentSchemas.storedList)], handle: show),
            Endpoint(
                .post, "/lists", right: .editSegments,
                "Takes ids as text/csv, a row a line, up to 10 million; says which are unknown.",
                parameters: [
                    .query(
                        "column", .text, "The ids' column, by name or number from 1; the first."),
                    .query("header", .boolean, "Whether the first line is a title; it is."),
                    .query("name", .text, "Where the ids come from, for whoever looks later."),
                ], body: .text, bodyType: "text/csv", bodyLimit: Self.byteLimit,
                answers: [.json(SegmentSchemas.uploaded, status: 201)], problems: [422],
                handle: upload),
        ]
    }

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let stored = StoredList.all(in: try context.space(configuration))
        return try Page(Inputs(request, context)).answer(
            stored, key: { Cursor(Int64($0.list.id) ?? .max) }, json: { $0.json })
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let id = String(try Inputs(request, context).id("id"))
        let space = try context.space(configuration)
        do {
            return .json(try StoredList(id, in: space).json)
        } catch  where error.code == .noList {
            throw Problem.noSuch("list", id)
        }
    }

    @Sendable func upload(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        guard request.headers[.contentType]?.hasPrefix("text/csv") == true else {
            throw Problem(
                .unsupportedMediaType, "wrong_content_type",
                "The body should be a file of ids: send the header 'Content-Type: text/csv'.")
        }
        let space = try context.space(configuration)
        let format = try Self.format(inputs)
        let file = try UploadedFile(home: space.home.path)
        try await file.take(request.body, upTo: Self.byteLimit)
        let upload = UploadList(space)
        let found = try upload(
            file.path, format: format, source: ["upload": .text(inputs.text("name"))])
        guard found.report.rows <= Self.rowLimit else {
            upload.remove(found.list)
            throw Problem(
                .contentTooLarge, "body_too_large",
                "A list may have 10,000,000 rows; this one has \(found.report.rows).")
        }
        var response = Response.json(["list": found.list.json, "report": found.report.json])
        response.status = .created
        return response
    }

    private static func format(_ inputs: Inputs) throws -> ListFormat {
        var format = ListFormat()
        format.hasHeader = inputs.text("header") == nil ? true : try inputs.flag("header")
        guard let column = inputs.text("column") else { return format }
        if let number = Int(column) {
            guard number > 0 else {
                throw Problem.badParameter("column", "a name, or a number from 1", not: column)
            }
            format.column = .position(number - 1)
        } else {
            format.column = .name(column)
            format.hasHeader = true
        }
        return format
    }
}

/// A body on the disk for as long as it is read.
private final class UploadedFile: Sendable {
    let path: String

    init(home: String) throws {
        let folder = home + "/spill"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        path = folder + "/upload-\(UUID().uuidString).csv"
        try Data().write(to: URL(filePath: path))
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func take(_ body: RequestBody, upTo limit: Int) async throws {
        let handle = try FileHandle(forWritingTo: URL(filePath: path))
        defer { try? handle.close() }
        var count = 0
        for try await buffer in body {
            count += buffer.readableBytes
            guard count <= limit else { throw Problem.bodyTooLarge(limit: limit) }
            try handle.write(contentsOf: Data(buffer.readableBytesView))
        }
    }
}
