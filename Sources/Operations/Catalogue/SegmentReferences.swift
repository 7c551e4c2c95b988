package import Definitions

/// The tables and fields that a segment's definition names.
///
///     SegmentReferences(definition: version.definition).mentions("members", anyOf: ["gender"])
///
/// Cost: one walk over the definition's JSON.
package struct SegmentReferences: Sendable {
    /// A field, key or role of a table.
    private struct Mention: Hashable, Sendable {
        let table: String
        let part: Part
    }

    private enum Part: Hashable, Sendable {
        case table
        case field(String)
        case key(String)
        case time
    }

    private var mentions: Set<Mention> = []
    /// Of an SQL segment: its connection and text.
    private var sql: (connection: String, words: Set<Substring>)?
    /// Properties and attributes that a question names.
    private var questionNames: Set<String> = []
    private var questionDatasets: Set<String> = []

    package init(definition: JSONValue) {
        for container in definition["containers"]?.elements ?? [] {
            for group in container["groups"]?.elements ?? [] { read(group) }
        }
        if let query = definition["sql"], case .string(let connection) = query["connection"],
            case .string(let text) = query["text"]
        {
            let words = text.split { !($0.isLetter || $0.isNumber || $0 == "_") }
            sql = (connection, Set(words))
        }
        if let question = definition["from"]?["question"] { readQuestion(question) }
    }

    /// Whether the definition reads the table at all.
    package func mentions(_ table: CatalogueTable) -> Bool {
        if mentions.contains(Mention(table: table.name, part: .table)) { return true }
        switch table.source {
        case .events(let name): return questionDatasets.contains(name)
        case .attributes: return table.fields.contains { questionNames.contains($0.name) }
        case .warehouse(let connection, let path):
            guard let sql, sql.connection == connection else { return false }
            return sql.words.contains(Substring(path[path.count - 1]))
        }
    }

    /// Whether the definition reads what a problem of the table is about.
    package func mentions(_ problem: TableDrift.Problem, of table: CatalogueTable) -> Bool {
        guard mentions(table) else { return false }
        if table.userKey == problem.column { return true }
        if table.roles[.time] == problem.column,
            mentions.contains(Mention(table: table.name, part: .time))
        {
            return true
        }
        for (key, column) in table.keys where column == problem.column {
            if mentions.contains(Mention(table: table.name, part: .key(key))) { return true }
        }
        if sql?.words.contains(Substring(problem.column)) == true { return true }
        guard let field = problem.field else { return false }
        return questionNames.contains(field)
            || mentions.contains(Mention(table: table.name, part: .field(field)))
    }

    private mutating func read(_ group: JSONValue) {
        guard case .string(let table) = group["dataset"] else { return }
        mentions.insert(Mention(table: table, part: .table))
        for filter in group["filters"]?.elements ?? [] { read(filter: filter, of: table) }
        for condition in group["having"]?.elements ?? [] {
            if case .string(let field) = condition["field"] {
                mentions.insert(Mention(table: table, part: .field(field)))
            }
        }
        if let range = group["range"], range != .null {
            mentions.insert(Mention(table: table, part: .time))
        }
        guard let join = group["join"], case .string(let key) = join["key"] else { return }
        mentions.insert(Mention(table: table, part: .key(key)))
        if case .string(let mapping) = join["through"] {
            mentions.insert(Mention(table: mapping, part: .table))
            mentions.insert(Mention(table: mapping, part: .key(key)))
        }
    }

    private mutating func read(filter: JSONValue, of table: String) {
        for inner in filter["any_of"]?.elements ?? [] { read(filter: inner, of: table) }
        if case .string(let field) = filter["field"] {
            mentions.insert(Mention(table: table, part: .field(field)))
        }
    }

    /// Names stand in many places of a question: every property and attribute counts, wherever.
    private mutating func readQuestion(_ value: JSONValue) {
        switch value {
        case .array(let elements):
            for element in elements { readQuestion(element) }
        case .object(let members):
            for member in members {
                if case .string(let text) = member.value {
                    if ["property", "attribute", "field"].contains(member.name) {
                        questionNames.insert(text)
                    }
                    if member.name == "dataset" { questionDatasets.insert(text) }
                }
                readQuestion(member.value)
            }
        default: break
        }
    }
}

extension JSONValue {
    /// The elements of a list; none of anything else.
    fileprivate var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}
