import Definitions
import Hummingbird
import Metadata
import Operations

/// `/audit`: who did what, for whoever may read it.
struct AuditTrail {
    let configuration: Server.Configuration

    private var zone: Zone { configuration.home.zone }

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/audit", right: .readAudit, "Who did what, the newest first.",
                parameters: Self.filters + [
                    .query("cursor", .text, "Where the page before has ended: its next_cursor."),
                    .query("limit", .whole(1...1000), "How many at most; 100 without it."),
                ],
                answers: [
                    .json(
                        .object([
                            .init("records", .list(Self.record)),
                            .init("next_cursor", .nullable(.text)),
                        ]))
                ], handle: list),
            Endpoint(
                .get, "/audit/export", right: .readAudit,
                "All that list would give, as one stream; noted in the audit itself.",
                parameters: Self.filters + [
                    .query("format", .oneOf(["ndjson", "csv"]), "ndjson without it.")
                ], answers: [.stream("application/x-ndjson"), .stream("text/csv")],
                handle: export),
        ]
    }

    private static let filters = [
        Parameter.query("actor", .text, "Who: mina, client/push."),
        Parameter.query(
            "action", .text, "What: segment.publish; with a dot at its end all that begin so."),
        Parameter.query("subject", .text, "What it was done to: segment/12."),
        Parameter.query("from", .text, "From this day or time on."),
        Parameter.query("to", .text, "Before this day or time."),
    ]

    private static let record = Schema.object([
        .init("id", .integer), .init("at", .time), .init("actor", .text), .init("action", .text),
        .init("subject", .text), .init("details", .object([], open: true)),
    ])

    @Sendable func list(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let limit = try inputs.integer("limit", in: 1...1000) ?? 100
        let before = try inputs.integer("cursor", in: 1...Int.max).map(Int64.init)
        let records = try await configuration.metadata.audit(
            try AuditQuery.filter(request, zone), before: before, limit: limit)
        let next: JSONValue =
            records.count < limit ? .null : records.last.map { .string(String($0.id)) } ?? .null
        return .json([
            "records": .array(records.map { $0.json(in: zone) }), "next_cursor": next,
        ])
    }

    @Sendable func export(_ request: Request, context: ServerContext) async throws -> Response {
        let filter = try AuditQuery.filter(request, zone)
        let format =
            try Inputs(request, context).word("format", of: AuditFormat.self) ?? .ndjson
        try await AuditLog(configuration).note(
            try context.requireCaller(), "audit.export", "audit",
            ["query": .string(request.uri.query ?? "")])
        let metadata = configuration.metadata
        let zone = zone
        return Response(
            status: .ok,
            headers: [
                .contentType: format.contentType, .cacheControl: "no-store",
                .contentDisposition: "attachment; filename=\"audit.\(format.rawValue)\"",
            ],
            body: ResponseBody { writer in
                try await writer.write(ByteBuffer(string: format.head))
                var before: Int64?
                repeat {
                    let page = try await metadata.audit(filter, before: before, limit: 1000)
                    let lines = page.map { format.line($0, zone) }.joined()
                    try await writer.write(ByteBuffer(string: lines))
                    before = page.count == 1000 ? page.last?.id : nil
                } while before != nil
                try await writer.finish(nil)
            })
    }
}

/// What an address of the audit asks for.
enum AuditQuery {
    static func filter(_ request: Request, _ zone: Zone) throws -> AuditFilter {
        let query = request.uri.queryParameters
        func text(_ name: Substring) -> String? { query[name].map { String($0) } }
        return AuditFilter(
            actor: text("actor"), action: text("action"), subject: text("subject"),
            from: try time(text("from"), "from", zone), to: try time(text("to"), "to", zone))
    }

    private static func time(_ text: String?, _ name: String, _ zone: Zone) throws -> Int64? {
        guard let text else { return nil }
        guard let moment = Moment(text) else {
            throw Problem(
                .badRequest, "out_of_range",
                "The parameter '\(name)' is '\(text)'; it should be a day such as 2026-11-24 or a "
                    + "time such as 2026-11-24T09:30:00.")
        }
        return moment.instant(in: zone)
    }
}

/// How the audit leaves the server.
enum AuditFormat: String, CaseIterable, Sendable {
    case ndjson, csv

    var contentType: String {
        self == .csv ? "text/csv; charset=utf-8" : "application/x-ndjson"
    }

    var head: String { self == .csv ? "id,at,actor,action,subject,details\n" : "" }

    func line(_ record: AuditRecord, _ zone: Zone) -> String {
        guard self == .csv else { return record.json(in: zone).rendered() + "\n" }
        return [
            String(record.id), zone.text(record.at), record.actor, record.action, record.subject,
            record.details.rendered(),
        ].map(Self.cell).joined(separator: ",") + "\n"
    }

    /// Quoted where needed; what a spreadsheet would take for a formula gets an apostrophe before it.
    private static func cell(_ text: String) -> String {
        let isFormula = text.first.map { "=+-@\t\r".contains($0) } ?? false
        let text = isFormula ? "'" + text : text
        guard text.contains(where: { ",\"\n\r".contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
