package import Definitions

/// How a table differs from what was registered.
package struct TableDrift: Hashable, Sendable {
    package enum Change: Hashable, Sendable {
        case gone
        /// `INTEGER`, `VARCHAR`
        case retyped(from: String, to: String)
    }

    /// Something registered that cannot be read as it was.
    package struct Problem: Hashable, Sendable {
        package var column: String
        /// The field of the column; nil where it is a key or has a role only.
        package var field: String?
        /// `user key`, `key account`, `time`: what else the column is for.
        package var uses: [String]
        package var change: Change

        package init(column: String, field: String?, uses: [String] = [], change: Change) {
            self.column = column
            self.field = field
            self.uses = uses
            self.change = change
        }
    }

    package var problems: [Problem]
    /// Columns that are not registered.
    package var newColumns: [String]
    /// Why the table cannot be read at all; nil where it can.
    package var unreachable: String?
    /// When it was looked at, in milliseconds since 1970 UTC; nil: never.
    package var checkedAt: Int64?

    package init(
        problems: [Problem] = [], newColumns: [String] = [], unreachable: String? = nil,
        checkedAt: Int64? = nil
    ) {
        self.problems = problems
        self.newColumns = newColumns
        self.unreachable = unreachable
        self.checkedAt = checkedAt
    }

    package var isSound: Bool { problems.isEmpty && unreachable == nil }
}

extension TableDrift {
    package var json: JSONValue {
        [
            "checked_at": checkedAt.map { .integer($0) } ?? .null,
            "unreachable": unreachable.map { .string($0) } ?? .null,
            "problems": .array(problems.map(\.json)),
            "new_columns": .array(newColumns.map { .string($0) }),
        ]
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        self.init(
            unreachable: try reader.optional("unreachable")?.string(),
            checkedAt: try reader.optional("checked_at")?.integer(in: Int64.min...Int64.max))
        for problem in try reader.member("problems").array() {
            problems.append(try Problem(problem))
        }
        for column in try reader.member("new_columns").array() {
            newColumns.append(try column.string())
        }
    }
}

extension TableDrift.Problem {
    /// `The column 'grade' was VARCHAR and is INTEGER now.`
    package var words: String {
        let use = uses.isEmpty ? "" : " (\(uses.joined(separator: ", ")))"
        return switch change {
        case .gone: "The column '\(column)'\(use) is gone."
        case .retyped(let old, let new):
            "The column '\(column)'\(use) was \(old) and is \(new) now."
        }
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("column", .string(column)),
            .init("field", field.map { .string($0) } ?? .null),
            .init("uses", .array(uses.map { .string($0) })),
        ]
        switch change {
        case .gone: members.append(.init("change", "gone"))
        case .retyped(let old, let new):
            members.append(.init("change", "retyped"))
            members.append(.init("from", .string(old)))
            members.append(.init("to", .string(new)))
        }
        return .object(members)
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        var uses: [String] = []
        for use in try reader.member("uses").array() { uses.append(try use.string()) }
        let isGone = try reader.member("change").string() == "gone"
        self.init(
            column: try reader.member("column").string(),
            field: try reader.optional("field")?.string(), uses: uses,
            change: isGone
                ? .gone
                : .retyped(
                    from: try reader.member("from").string(), to: try reader.member("to").string()))
    }
}
