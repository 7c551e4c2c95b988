import Definitions
import Hummingbird
import Operations
import Warehouses

/// `/segments/sql/…`: SQL of one's own before it is saved: its faults, its first rows, its plan.
struct StatementChecks {
    let configuration: Server.Configuration

    private static let statement = Schema.object([
        .init("connection", .text), .init("text", .text),
    ])

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .post, "/segments/sql/check", right: .writeSQL,
                "Whether a statement can be a segment: its columns, or its fault with line and column.",
                body: Self.statement, answers: [.json(SegmentSchemas.statementCheck)],
                problems: [404, 422], handle: check),
            Endpoint(
                .post, "/segments/sql/rows", right: .writeSQL, "The first rows of a statement.",
                parameters: [.query("limit", .whole(1...1000), "How many; 100 without it.")],
                body: Self.statement, answers: [.json(SegmentSchemas.statementRows)],
                problems: [404, 422], handle: rows),
            Endpoint(
                .post, "/segments/sql/plan", right: .writeSQL,
                "How the warehouse would run a statement.",
                body: Self.statement, answers: [.json(.object([.init("plan", .text)]))],
                problems: [404, 422], handle: plan),
        ]
    }

    @Sendable func check(_ request: Request, context: ServerContext) async throws -> Response {
        let space = try context.space(configuration)
        return try await request.whileConnected(context.requestID) { json in
            let segment = try await Self.segment(json, space)
            do throws(WarehouseError) {
                let checked = try await segment.check()
                return .json([
                    "valid": .boolean(true), "fault": .null,
                    "columns": .array(
                        checked.columns.map {
                            ["name": .string($0.name), "type": .string($0.kind.rawValue)]
                        }),
                    "key_column": .string(checked.columns[checked.keyColumn].name),
                ])
            } catch {
                guard error.code.isFaultOfStatement else { throw error }
                return .json([
                    "valid": .boolean(false), "fault": error.json, "columns": .array([]),
                    "key_column": .null,
                ])
            }
        }
    }

    @Sendable func rows(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let limit = try inputs.integer("limit", in: 1...1000) ?? 100
        let space = try context.space(configuration)
        let masking = try await Masking(configuration, for: context.requireCaller())
        return try await request.whileConnected(context.requestID) { json in
            let preview = try await Self.segment(json, space).preview(limit: limit)
            return .json(masking.shown(preview, of: Self.text(json)).json)
        }
    }

    @Sendable func plan(_ request: Request, context: ServerContext) async throws -> Response {
        let space = try context.space(configuration)
        return try await request.whileConnected(context.requestID) { json in
            .json(["plan": .string(try await Self.segment(json, space).explain())])
        }
    }

    private static func text(_ json: JSONValue) -> String {
        if case .string(let text)? = json["text"] { text } else { "" }
    }

    private static func segment(
        _ json: JSONValue, _ space: SegmentSpace
    ) async throws -> SQLSegment {
        let reader = JSONReader(json)
        try reader.allow(["connection", "text"])
        return try await space.sqlSegment(
            reader.member("text").string(), connection: reader.member("connection").string())
    }
}

extension WarehouseError.Code {
    /// Whether the statement is to be mended, not the warehouse or the server.
    fileprivate var isFaultOfStatement: Bool {
        switch self {
        case .syntax, .unknownName, .parameters, .badValue, .unsupportedType, .forbidden: true
        default: false
        }
    }
}

extension WarehouseError {
    /// Line and column count from 1; null where the place is not known.
    fileprivate var json: JSONValue {
        [
            "code": .string(code.rawValue.snakeCase), "detail": .string(description),
            "line": .count(position?.line), "column": .count(position?.column),
        ]
    }
}
