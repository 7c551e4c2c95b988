import SQL

/// The statement so far: each pass adds named queries that read from those before.
struct Draft {
    let plan: FunnelPlan
    /// What the pass at work does; it stands above the first query that the pass adds.
    private var pending: String?
    private(set) var queries: [Query.Named] = []
    /// The query that the next pass reads.
    private var main: String?

    init(_ plan: FunnelPlan) {
        self.plan = plan
    }

    /// The relation that the next pass reads.
    var last: Relation { .query(lastName) }

    var lastName: String {
        guard let main else { preconditionFailure("the first pass reads the table itself") }
        return main
    }

    mutating func add(_ name: String, _ query: Query, materialized: Bool = false) {
        addAside(name, query, materialized: materialized)
        main = name
    }

    /// Adds a query that later passes join by its name.
    mutating func addAside(_ name: String, _ query: Query, materialized: Bool = false) {
        queries.append(
            Query.Named(name, query, comment: pending, materialized: materialized))
        pending = nil
    }

    mutating func run(_ pass: Pass) throws(BehaviorSQLError) {
        pending = pass.name
        try pass.apply(&self)
        pending = nil
    }

    /// The next query carries these words.
    mutating func note(_ words: String) {
        pending = words
    }

    /// The queries before an answer that is read from them.
    func statement(_ answer: Query) -> Query {
        var answer = answer
        answer.with = queries
        return answer
    }
}

/// One named step on the way from a funnel to SQL.
struct Pass: Sendable {
    let name: String
    let apply: @Sendable (inout Draft) throws(BehaviorSQLError) -> Void
}
