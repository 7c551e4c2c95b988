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
            try await SQLSegments(space).check(text, connection: connection)
        case .list(let list):
            try ListStore(home: space.home.path).check(list)
        case .analysis(let question, let element):
            _ = try PreparedQuestion(question, home: space.home, now: space.now)
            try question.check(element: element)
        case .composite: break
        }
        let definitions = try await space.definitions()
        try SegmentComposition.checkCycles(
            saving: definition, as: id.map(String.init), definitions: { definitions[$0] })
    }
}
