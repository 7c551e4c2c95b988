package import Definitions
package import SQL

/// Where a warehouse keeps a dataset's events, and what its columns mean.
///
///     EventTable(
///         source: .table(["lake", "events"]), user: "member_id", time: .timestamp("logged_at"),
///         event: "event_name", properties: [.init("os", .text)])
package struct EventTable: Hashable, Sendable {
    package enum TimeColumn: Hashable, Sendable {
        /// Whole milliseconds since 1970 UTC.
        case milliseconds(String)
        case timestamp(String)
    }

    package struct Property: Hashable, Sendable {
        package let name: String
        package let column: String
        package let type: DatasetSchema.PropertyType
        /// How a property of type `time` is kept.
        package let isTimestamp: Bool

        package init(
            _ name: String, _ type: DatasetSchema.PropertyType, column: String? = nil,
            isTimestamp: Bool = false
        ) {
            self.name = name
            self.type = type
            self.column = column ?? name
            self.isTimestamp = isTimestamp
        }
    }

    /// Attributes of the users: one row per user.
    package struct Users: Hashable, Sendable {
        package let keys: KeyList
        package let attributes: [Property]

        package init(_ keys: KeyList, attributes: [Property]) {
            self.keys = keys
            self.attributes = attributes
        }
    }

    /// A relation with a column of user keys: a segment's members, or the users' attributes.
    package struct KeyList: Hashable, Sendable {
        package let source: Source
        package let column: String

        package init(_ source: Source, column: String) {
            self.source = source
            self.column = column
        }
    }

    package enum Source: Hashable, Sendable {
        /// The parts of a table's name: `["lake", "events"]`.
        case table([String])
        /// A SELECT that the caller's own code wrote.
        case fragment(SQLText)
        case query(Query)
    }

    package let source: Source
    package let user: String
    package let time: TimeColumn
    package let event: String
    /// A whole number that orders events of one time.
    package let sequence: String?
    package let properties: [Property]
    package let users: Users?
    package let sessionGapMilliseconds: Int64

    package init(
        source: Source, user: String, time: TimeColumn, event: String, sequence: String? = nil,
        properties: [Property] = [], users: Users? = nil,
        sessionGapMilliseconds: Int64 = 1_800_000
    ) {
        self.source = source
        self.user = user
        self.time = time
        self.event = event
        self.sequence = sequence
        self.properties = properties
        self.users = users
        self.sessionGapMilliseconds = sessionGapMilliseconds
    }
}

extension EventTable.Source {
    func relation(as name: String) -> Relation {
        switch self {
        case .table(let names): .table(names)
        case .fragment(let text): .fragment(text, as: name)
        case .query(let query): .nested(query, as: name)
        }
    }
}

extension EventTable.TimeColumn {
    /// Whole milliseconds since 1970 UTC.
    var milliseconds: Expression {
        switch self {
        case .milliseconds(let name): .named(name)
        case .timestamp(let name): .call(.epochMilliseconds, [.named(name)])
        }
    }
}

extension EventTable.Property {
    /// The value in the form in which it compares: times as milliseconds.
    var value: Expression {
        type == .time && isTimestamp ? .call(.epochMilliseconds, [.named(column)]) : .named(column)
    }
}
