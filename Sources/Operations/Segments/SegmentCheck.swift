import Definitions
import Segments

/// Checks a definition against everything that it names.
struct SegmentCheck {
    let space: SegmentSpace

    init(_ space: SegmentSpace) {
        self.space = space
    }

    /// What definitions name, read once for many.
    struct Known {
        let catalogue: Catalogue
        let definitions: [String: SegmentDefinition]
        let archived: [String: String]

        init(_ space: SegmentSpace) async throws {
            catalogue = try await space.catalogue()
            definitions = try await space.definitions()
            archived = try await space.archivedNames()
        }
    }

    /// `id`: the segment that is to get the definition; nil for a new one.
    func callAsFunction(
        _ definition: SegmentDefinition, saving id: Int64?, known: Known? = nil
    ) async throws {
        let found = if let known { known } else { try await Known(space) }
        switch definition {
        case .containers: try definition.validate(against: found.catalogue)
        case .sql(let connection, let text):
            _ = try await space.sqlSegment(text, connection: connection).check()
        case .list(let list):
            _ = try ListStore(home: space.home.path).manifest(of: list.id)
        case .analysis(let question, let element):
            try PreparedQuestion(question, home: space.home, now: space.now)
                .check(element: element)
        case .composite: break
        }
        try SegmentComposition.checkCycles(
            saving: definition, as: id.map(String.init), archived: found.archived,
            definitions: { found.definitions[$0] })
    }
}
