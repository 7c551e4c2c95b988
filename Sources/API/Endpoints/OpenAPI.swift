import Definitions
import HTTPTypes

/// The OpenAPI 3.1 document of a list of endpoints.
struct OpenAPI {
    let endpoints: [Endpoint]

    var document: JSONValue {
        [
            "openapi": "3.1.0",
            "info": ["title": "CXM", "version": "1"],
            "servers": [["url": .string(String(Self.prefix))]],
            "paths": paths,
            "components": [
                "schemas": .object(Self.components.map { .init($0.name, $0.schema.json) }),
                "securitySchemes": [
                    "session": ["type": "apiKey", "in": "cookie", "name": "cxm_session"],
                    "token": ["type": "http", "scheme": "bearer"],
                ],
            ],
        ]
    }

    static let prefix = "/api/v1"

    /// Schemas that endpoints share by name.
    static let components: [(name: String, schema: Schema)] =
        [
            ("Problem", Problem.schema)
        ] + QuestionSchemas.components + AnswerSchemas.components + DefinitionSchemas.components

    private var paths: JSONValue {
        var byPath: [(path: String, operations: [JSONValue.Member])] = []
        for endpoint in endpoints {
            let operation = JSONValue.Member(
                endpoint.method.rawValue.lowercased(), endpoint.operation)
            if let index = byPath.firstIndex(where: { $0.path == endpoint.path }) {
                byPath[index].operations.append(operation)
            } else {
                byPath.append((endpoint.path, [operation]))
            }
        }
        return .object(byPath.map { .init($0.path, .object($0.operations)) })
    }
}

extension Endpoint {
    /// `get_segments_id`
    var operationID: String {
        let words = path.split { !$0.isLetter && !$0.isNumber }
        return ([method.rawValue.lowercased()] + words.map(String.init)).joined(separator: "_")
    }

    fileprivate var operation: JSONValue {
        var members: [JSONValue.Member] = [
            .init("operationId", .string(operationID)), .init("summary", .string(summary)),
        ]
        if !parameters.isEmpty {
            members.append(.init("parameters", .array(parameters.map(\.json))))
        }
        if let body {
            members.append(
                .init(
                    "requestBody",
                    [
                        "required": .boolean(true),
                        "content": .object([.init(bodyType, ["schema": body.json])]),
                    ]))
        }
        members.append(.init("responses", responses))
        members.append(
            .init("security", isOpen ? .array([]) : [["session": []], ["token": []]]))
        if let right { members.append(.init("x-right", .string(right.rawValue))) }
        return .object(members)
    }

    private var responses: JSONValue {
        var byStatus: [(status: Int, json: JSONValue)] = []
        // An address that answers JSON or a stream has two types under one status.
        for status in Set(answers.map(\.status)).sorted() {
            byStatus.append((status, EndpointAnswer.json(answers.filter { $0.status == status })))
        }
        for status in problemStatuses.sorted() {
            byStatus.append(
                (
                    status,
                    [
                        "description": "A problem.",
                        "content": [
                            "application/problem+json": ["schema": Schema.named("Problem").json]
                        ],
                    ]
                ))
        }
        return .object(byStatus.map { .init(String($0.status), $0.json) })
    }
}

extension EndpointAnswer {
    /// The answers of one status, which differ in their types.
    fileprivate static func json(_ answers: [EndpointAnswer]) -> JSONValue {
        let content = answers.compactMap { answer -> JSONValue.Member? in
            guard let type = answer.contentType else { return nil }
            return .init(type, answer.schema.map { ["schema": $0.json] } ?? .object([]))
        }
        guard !content.isEmpty else { return ["description": "Done."] }
        return ["description": "The answer.", "content": .object(content)]
    }
}

extension Parameter {
    fileprivate var json: JSONValue {
        [
            "name": .string(name), "in": .string(place.rawValue),
            "description": .string(summary), "required": .boolean(isRequired),
            "schema": schema.json,
        ]
    }
}
