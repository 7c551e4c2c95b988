import Definitions
import SQL

/// The statement so far: each pass adds named queries that read from those before. Every one of them
/// has a column `segment_key`.
struct Draft {
    let containers: [ResolvedContainer]
    let ranges: [GroupPlace: ResolvedRange]
    let catalogue: Catalogue
    let tables: SegmentTables
    let zone: Zone
    private var pending: String?
    private(set) var queries: [Query.Named] = []

    init(
        _ containers: [ResolvedContainer], ranges: [GroupPlace: ResolvedRange],
        catalogue: Catalogue, tables: SegmentTables, zone: Zone
    ) {
        self.containers = containers
        self.ranges = ranges
        self.catalogue = catalogue
        self.tables = tables
        self.zone = zone
    }

    mutating func add(_ name: String, _ query: Query) {
        queries.append(Query.Named(name, query, comment: pending))
        pending = nil
    }

    mutating func run(_ pass: Pass) throws(SegmentSQLError) {
        pending = pass.name
        try pass.apply(&self)
        pending = nil
    }

    /// The last query's keys, after all that it reads.
    var statement: Query {
        guard let last = queries.last else { preconditionFailure("there is a container") }
        return Query(with: queries, select: [.plain(Names.key)], from: .query(last.name))
    }
}

/// One named step on the way from a segment to SQL.
struct Pass: Sendable {
    let name: String
    let apply: @Sendable (inout Draft) throws(SegmentSQLError) -> Void
}
