import Bitmaps
import Columns
import Definitions
import Metadata
import Segments
import Warehouses

extension SegmentSpace {
    /// A statement of a user's own behind a connection.
    package func sqlSegment(_ text: String, connection name: String) async throws -> SQLSegment {
        let connection = try await context.connection(name)
        let tables = try await catalogue().tables.filter { table in
            if case .warehouse(name, _) = table.source { true } else { false }
        }
        return SQLSegment(
            text, warehouse: try openForSQL(connection),
            userKeys: Array(Set(tables.compactMap(\.userKey))).sorted(),
            timeZone: home.zone.name)
    }

    /// The users whom a statement gives; rows without an id are passed over.
    func users(ofSQL text: String, connection: String) async throws -> Bitmap {
        let keys = try await sqlSegment(text, connection: connection).keys()
        let space = try KeySpace(home: home, key: nil)
        var users = Bitmap()
        while let column = try await keys.next() {
            do {
                try Task.checkCancellation()
                let found = try space.numbers(of: column).filter { $0 != ScanBatch.noKey }
                users.insert(contentsOf: found)
            } catch {
                await keys.cancel()
                throw error
            }
        }
        try space.commit()
        return users
    }
}
