import Definitions
import Foundation
import GRDB
package import Metadata

/// The metadata store in one SQLite file, used by any number of threads and processes of one machine.
///
///     let store = try SQLiteMetadata(path: "cxm-home/metadata.sqlite")
///     let segments = try await store.segments(SegmentListFilter())
///
/// Readers see the last committed state and never wait; writers take turns. What a call has written
/// is on the disk when it returns. A call that has begun ends even where its task is cancelled.
/// The tables are those of docs/formats/metadata.md.
package final class SQLiteMetadata: MetadataStore {
    package let path: String
    let writer: any DatabaseWriter

    /// Opens the file; creates it, and the folders above, where it does not exist, and brings one of an
    /// older version up to date.
    ///
    /// `busyTimeout` is how long a call waits for other writers before it ends with `busy`. Throws
    /// `unusable` where the file is damaged, something else, of a newer version, or cannot be written.
    package init(
        path: String, busyTimeout: Duration = .seconds(5)
    ) throws(MetadataError) {
        self.path = path
        writer = try Self.opened(path, busyTimeout)
    }

    init(path: String, writer: any DatabaseWriter) {
        self.path = path
        self.writer = writer
    }

    /// A store in memory, for tests: its content ends with it.
    package static func inMemory() throws(MetadataError) -> SQLiteMetadata {
        do {
            let queue = try DatabaseQueue(configuration: configuration(.zero))
            try Migrations.all.migrate(queue)
            return SQLiteMetadata(path: "metadata in memory", writer: queue)
        } catch {
            throw MetadataError(sqlite: error, path: "metadata in memory")
        }
    }

    package func close() async {
        // Fails only while statements run, which then end before the file is closed.
        try? writer.close()
    }

    package func verify() async throws(MetadataError) {
        let faults = try await read { db in
            try db.all("PRAGMA quick_check(1)") { $0.value() as String }
                + db.all("PRAGMA foreign_key_check") {
                    "a broken reference in \($0.value() as String)"
                }
        }
        guard let fault = faults.first, fault != "ok" || faults.count > 1 else { return }
        throw .damaged(path, fault == "ok" ? faults[1] : fault)
    }
}

extension SQLiteMetadata {
    /// Reads one state of the store.
    func read<Value: Sendable>(
        _ reading: @escaping @Sendable (Database) throws -> Value
    ) async throws(MetadataError) -> Value {
        let path = path
        // The callback form: the one with `await` fails in a task that is cancelled.
        let result: Result<Value, MetadataError> = await withCheckedContinuation { continuation in
            writer.asyncRead { opened in
                continuation.resume(
                    returning: Self.result(path) { try reading(try opened.get()) })
            }
        }
        return try result.get()
    }

    /// Changes the store in one transaction, which begins when no other writer is at work.
    func write<Value: Sendable>(
        _ change: @escaping @Sendable (Database) throws -> Value
    ) async throws(MetadataError) -> Value {
        let path = path
        let result: Result<Value, MetadataError> = await withCheckedContinuation { continuation in
            writer.asyncWriteWithoutTransaction { db in
                continuation.resume(
                    returning: Self.result(path) { try db.transaction(change) })
            }
        }
        return try result.get()
    }

    static func result<Value>(
        _ path: String, _ body: () throws -> Value
    ) -> Result<Value, MetadataError> {
        do {
            return .success(try body())
        } catch {
            return .failure(MetadataError(sqlite: error, path: path))
        }
    }
}
