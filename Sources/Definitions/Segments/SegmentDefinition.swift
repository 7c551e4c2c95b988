/// Who is in a segment: the definition of one of its versions.
///
///     {"containers": [{"groups": [{"dataset": "profile", "filters": […]}]}]}
///     {"sql": {"connection": "warehouse", "text": "SELECT user_id FROM …"}}
///     {"list": {"id": "…", "ids": 120, "unknown": 3, "duplicates": 1}}
///     {"from": {"question": {…}, "element": "…"}}
///     {"union": ["12", "15"]}     {"intersect": […]}     {"subtract": ["12", "15"]}
package indirect enum SegmentDefinition: Hashable, Sendable {
    /// The union, from first to last, of containers; one that subtracts takes its users away from
    /// what the containers before it gave.
    case containers([GroupContainer])
    /// One statement that gives the user key, run by the warehouse behind a connection.
    case sql(connection: String, text: String)
    /// Uploaded ids, or users frozen from a chart.
    case list(SegmentList)
    /// The people behind one element of a question, found anew at each run.
    case analysis(question: Question, element: String)
    /// A set made of other segments, named by their ids.
    case composite(Operation, of: [String])

    package enum Operation: String, CaseIterable, Sendable {
        case union, intersect, subtract
    }
}

/// A stored set of users: the definition holds its name and what is worth telling, not the ids.
package struct SegmentList: Hashable, Sendable {
    /// The name of the stored set.
    package var id: String
    /// Distinct ids that are users.
    package var users: Int
    /// Distinct ids that no user has; kept, and users as soon as they become known.
    package var unknown: Int
    /// How often an id came again.
    package var duplicates: Int

    package init(id: String, users: Int, unknown: Int = 0, duplicates: Int = 0) {
        self.id = id
        self.users = users
        self.unknown = unknown
        self.duplicates = duplicates
    }
}
