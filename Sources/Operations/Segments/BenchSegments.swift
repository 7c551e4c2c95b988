import Bitmaps
package import Definitions
import Metadata
import SQL
import Segments
import Warehouses

/// Times what people wait for: for benchmarks.
package struct BenchSegments: Sendable {
    let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// A preview of each definition, one after another with one cache: how long, and how many users.
    package func previews(
        _ definitions: [SegmentDefinition]
    ) async throws -> [(elapsed: Duration, users: Int)] {
        let preview = PreviewSegment(space, cache: GroupCache(limit: 2 << 30))
        let clock = ContinuousClock()
        var found: [(elapsed: Duration, users: Int)] = []
        for definition in definitions {
            let start = clock.now
            let users = try await preview(definition).users.count
            found.append((clock.now - start, users))
        }
        return found
    }

    /// The statement of each segment run by itself in the warehouse, its users counted there.
    package func compiled(
        _ definitions: [SegmentDefinition]
    ) async throws -> [(elapsed: Duration, users: Int)] {
        let catalogue = try await space.catalogue()
        let clock = ContinuousClock()
        var found: [(elapsed: Duration, users: Int)] = []
        let compile = CompileSegment(space.context)
        for definition in definitions {
            let compiled = try await compile(definition, on: space.day, in: catalogue)
            let session = try await compile.session(of: compiled, in: catalogue)
            let start = clock.now
            let rows = try await session.session.rows(
                Statement(
                    "SELECT count(*) FROM (\(compiled.sql.text)) AS members",
                    compiled.sql.parameters.map(\.parameter)))
            var users = 0
            while let batch = try await rows.next() {
                if case .integer(let counts) = batch.columns[0] { users = Int(counts.values[0]) }
            }
            found.append((clock.now - start, users))
            await session.close()
        }
        return found
    }
}
