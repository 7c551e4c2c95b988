extension SegmentDefinition {
    package init(parsing text: String) throws(DefinitionError) {
        try self.init(JSONReader(JSONValue(parsing: text)))
    }

    /// The members of which a definition has exactly one.
    static let kinds = ["containers", "sql", "list", "from", "union", "intersect", "subtract"]

    /// Reads a definition; see `SegmentDefinition` for its forms.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.kinds)
        try self.init(only: reader)
    }

    /// Reads the definition out of an object that may have other members too.
    init(only reader: JSONReader) throws(DefinitionError) {
        let (kind, content) = try Self.content(of: reader)
        switch kind {
        case "containers": self = .containers(try Self.containers(content))
        case "sql": self = try Self.sql(content)
        case "list": self = .list(try SegmentList(content))
        case "from": self = try Self.analysis(content)
        default:
            guard let operation = Operation(rawValue: kind) else {
                preconditionFailure("every other kind is an operation on segments")
            }
            self = .composite(operation, of: try Self.segments(content))
        }
    }

    private static func content(
        of reader: JSONReader
    ) throws(DefinitionError) -> (kind: String, content: JSONReader) {
        var found: (kind: String, content: JSONReader)?
        for kind in kinds {
            guard let content = try reader.optional(kind) else { continue }
            if let found {
                throw DefinitionError(
                    .contradiction, at: content.pointer,
                    "A segment is defined once; '\(kind)' cannot stand beside '\(found.kind)'.")
            }
            found = (kind, content)
        }
        guard let found else {
            throw DefinitionError(
                .missingField, at: reader.pointer,
                "There is no definition; add one of "
                    + kinds.map { "'\($0)'" }.joined(separator: ", ") + ".")
        }
        return found
    }

    private static func containers(
        _ reader: JSONReader
    ) throws(DefinitionError) -> [GroupContainer] {
        var containers: [GroupContainer] = []
        for element in try reader.array() { containers.append(try GroupContainer(element)) }
        try SegmentLimits.containers.check(containers.count, at: reader.pointer)
        try refuseEmptySets(containers, at: reader.pointer)
        return containers
    }

    /// What no users could come of: it holds whatever the catalogue says.
    static func refuseEmptySets(
        _ containers: [GroupContainer], at pointer: String
    ) throws(DefinitionError) {
        guard let first = containers.first else {
            throw DefinitionError(.outOfRange, at: pointer, "Give at least one container.")
        }
        if first.subtracts {
            throw DefinitionError(
                .contradiction, at: pointer + "/0/subtract",
                "There is nothing yet to subtract the first container from; put it after another.")
        }
        for (index, container) in containers.enumerated()
        where container.groups.allSatisfy(\.isExcluded) {
            throw DefinitionError(
                container.groups.isEmpty ? .outOfRange : .contradiction,
                at: "\(pointer)/\(index)/groups",
                container.groups.isEmpty
                    ? "Give at least one group."
                    : "Every group is excluded, so there are no users to exclude from; give one "
                        + "that is not, such as the table of all users.")
        }
    }

    private static func sql(_ reader: JSONReader) throws(DefinitionError) -> SegmentDefinition {
        try reader.allow(["connection", "text"])
        return .sql(
            connection: try reader.member("connection").string(),
            text: try reader.member("text").string())
    }

    private static func analysis(
        _ reader: JSONReader
    ) throws(DefinitionError) -> SegmentDefinition {
        try reader.allow(["question", "element"])
        let question = try reader.member("question")
        let asked: Question
        do throws(DefinitionError) {
            // A question's own errors start at the question.
            asked = try Question(JSONReader(question.value))
        } catch {
            throw error.moved(into: question.pointer)
        }
        return .analysis(question: asked, element: try reader.member("element").string())
    }

    private static func segments(_ reader: JSONReader) throws(DefinitionError) -> [String] {
        var ids: [String] = []
        for element in try reader.array() {
            // Ids are numbers; a number is taken for its text.
            if case .integer(let number) = element.value {
                ids.append(String(number))
            } else {
                ids.append(try element.string())
            }
        }
        try SegmentLimits.members.check(ids.count, at: reader.pointer)
        guard !ids.isEmpty else {
            throw DefinitionError(.outOfRange, at: reader.pointer, "Give at least one segment.")
        }
        return ids
    }
}

extension SegmentDefinition {
    package var json: JSONValue { .object([member]) }

    /// The one member that is the definition.
    var member: JSONValue.Member {
        switch self {
        case .containers(let containers):
            .init("containers", .array(containers.map(\.json)))
        case .sql(let connection, let text):
            .init("sql", ["connection": .string(connection), "text": .string(text)])
        case .list(let list): .init("list", list.json)
        case .analysis(let question, let element):
            .init("from", ["question": question.json, "element": .string(element)])
        case .composite(let operation, let ids):
            .init(operation.rawValue, .array(ids.map { .string($0) }))
        }
    }
}

extension SegmentList {
    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["id", "ids", "unknown", "duplicates"])
        func count(_ name: String) throws(DefinitionError) -> Int {
            Int(try reader.optional(name)?.integer(in: 0...(1 << 40)) ?? 0)
        }
        self.init(
            id: try reader.member("id").string(), users: try count("ids"),
            unknown: try count("unknown"), duplicates: try count("duplicates"))
    }

    package var json: JSONValue {
        [
            "id": .string(id), "ids": .integer(Int64(users)),
            "unknown": .integer(Int64(unknown)), "duplicates": .integer(Int64(duplicates)),
        ]
    }
}
