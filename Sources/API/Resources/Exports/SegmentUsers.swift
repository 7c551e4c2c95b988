import Definitions
import HTTPTypes
import Hummingbird
import Metadata
import Operations

/// `GET /segments/{id}/users`: the users of one snapshot, as a stream.
struct SegmentUsers {
    let configuration: Server.Configuration

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/segments/{id}/users", right: .export,
                "The users of a snapshot, in a stable order, with their count and SHA-256 at the end.",
                parameters: Self.parameters,
                answers: ExportFormat.allCases.map { .stream($0.contentType) },
                problems: [404, 406, 409], handle: send)
        ]
    }

    private static let parameters: [Parameter] = [
        .path("id", .text, "The segment's id, or its name."),
        .query(
            "snapshot", .text,
            "A snapshot's id, or the day as of which; without it the published one, else the newest."
        ),
        .query(
            "after", .text,
            "Where to go on: 'next' of a trailer, or a snapshot, a dot and the id of the last row."),
        .query("limit", .whole(1...Int(UInt32.max)), "How many rows at most."),
        .query(
            "format", .oneOf(ExportFormat.allCases.map(\.rawValue)),
            "Goes before the header Accept; ndjson where neither says anything."),
        .header("Accept", .text, "The type of the answer."),
    ]

    @Sendable func send(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let wanted = ExportSegment.Request(
            format: try format(inputs), snapshot: inputs.text("snapshot"),
            after: try inputs.text("after").map { try ExportCursor($0) },
            limit: try inputs.integer("limit", in: 1...Int(UInt32.max)))
        let segment = try await segment(inputs.required("id"), space)
        let export = try await ExportSegment(space)(segment, wanted, hasQuota: true)
        return Self.stream(export)
    }

    private func segment(_ name: String, _ space: SegmentSpace) async throws -> SegmentRecord {
        do {
            return try await space.find(name)
        } catch is OperationError {
            throw Problem.noSuch("segment", name)
        }
    }

    private func format(_ inputs: Inputs) throws(Problem) -> ExportFormat {
        if let format = try inputs.word("format", of: ExportFormat.self) { return format }
        guard let accept = inputs.text("Accept"), !accept.isEmpty else { return .ndjson }
        let types = accept.split(separator: ",").map { entry in
            entry.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        }
        for type in types {
            if let format = ExportFormat.allCases.first(where: { $0.contentType == type }) {
                return format
            }
            if ["*/*", "application/*", "application/json"].contains(type) { return .ndjson }
        }
        throw Problem(
            .notAcceptable, "not_acceptable",
            "Exports come as "
                + ExportFormat.allCases.map(\.contentType).joined(separator: ", ") + ".",
            parameter: "Accept")
    }

    /// What is known at the start stands in headers, so that whoever is cut off can go on.
    private static func stream(_ export: PreparedExport) -> Response {
        var headers: HTTPFields = [:]
        let name =
            "segment-\(export.segment.id)-snapshot-\(export.snapshot.id).\(export.format.rawValue)"
        for (field, value) in [
            ("CXM-Snapshot", "\(export.snapshot.id)"), ("CXM-Data-Date", export.snapshot.dataDate),
            ("CXM-Rows", "\(export.rows)"),
            ("Content-Disposition", "attachment; filename=\"\(name)\""),
        ] {
            if let field = HTTPField.Name(field) { headers[field] = value }
        }
        return .stream(export.format.contentType, headers: headers) { write in
            var stream = export.stream()
            do {
                while let bytes = stream.next() { try await write(ByteBuffer(bytes: bytes)) }
            } catch {
                try await export.giveBack(export.rows - stream.rows)
                throw error
            }
        }
    }
}
