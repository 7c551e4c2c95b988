import Definitions

/// Checks a definition against everything that it names.
struct SegmentCheck {
    let space: SegmentSpace

    init(_ space: SegmentSpace) {
        self.space = space
    }

    /// `id`: the segment that is to get the definition; nil for a new one.
    func callAsFunction(_ definition: SegmentDefinition, saving id: Int64?) async throws {
        switch definition {
        case .containers:
            try definition.validate(against: try await space.catalogue())
        case .sql(let connection, let text):
            throw OperationError("SQL segments are to come: \(connection) \(text)")
        case .list(let list):
            throw OperationError("Lists are to come: \(list.id)")
        case .analysis(let question, let element):
            try PreparedQuestion(question, home: space.home, now: space.now)
                .check(element: element)
        case .composite: break
        }
        let definitions = try await space.definitions()
        try SegmentComposition.checkCycles(
            saving: definition, as: id.map(String.init), definitions: { definitions[$0] })
    }
}
