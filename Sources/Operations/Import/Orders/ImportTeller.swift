import Definitions
import Jobs
import Synchronization

/// Writes down how far an import is, about once a second.
///
///     let report = try await teller.during { try await importing(progress: teller.note) }
///     await teller.end(result)
final class ImportTeller: Sendable {
    private static let pause: Int64 = 1000

    private let context: JobContext
    private let folder: ImportFolder
    private let began: Int64
    private let latest = Mutex<ImportProgress?>(nil)

    init(_ context: JobContext, _ folder: ImportFolder) {
        self.context = context
        self.folder = folder
        began = context.now
    }

    /// Called for every batch.
    @Sendable func note(_ progress: ImportProgress) {
        latest.withLock { $0 = progress }
    }

    /// Does the work while it tells of it.
    func during(_ work: @Sendable @escaping () async throws -> JSONValue) async throws -> JSONValue
    {
        try await withThrowingTaskGroup(of: JSONValue?.self) { group in
            group.addTask { try await work() }
            group.addTask { [self] in
                await tellOften()
                return nil
            }
            defer { group.cancelAll() }
            while let result = try await group.next() {
                if let result { return result }
            }
            throw CancellationError()
        }
    }

    /// The last word: what came of it.
    func end(_ result: JSONValue) async {
        await context.tell(["progress": progress(isWhole: true), "result": result])
    }

    private func tellOften() async {
        while !Task.isCancelled {
            do {
                try await context.sleep(until: context.now + Self.pause)
            } catch {
                return
            }
            let progress = progress(isWhole: false)
            if progress != .null { await context.tell(["progress": progress]) }
        }
    }

    /// `isWhole`: all rows are read, whatever was expected.
    private func progress(isWhole: Bool) -> JSONValue {
        guard let latest = self.latest.withLock({ $0 }) else { return .null }
        let now = context.now
        return ImportPace(rows: latest.rows, milliseconds: now - began).json(
            latest, of: isWhole ? latest.rows : latest.expectedRows,
            file: folder.shown(latest.file), at: Zone.utc.text(now))
    }
}

/// How fast rows are read.
struct ImportPace: Hashable, Sendable {
    let rows: Int
    let milliseconds: Int64

    /// Nil before the first row or the first millisecond.
    var rowsPerSecond: Int? {
        guard rows > 0, milliseconds > 0 else { return nil }
        return Int(Double(rows) * 1000 / Double(milliseconds))
    }

    /// Rounded up; nil where nothing tells.
    func secondsLeft(of expected: Int?) -> Int? {
        guard let expected, let pace = rowsPerSecond, pace > 0 else { return nil }
        return (max(0, expected - rows) + pace - 1) / pace
    }

    func json(
        _ progress: ImportProgress, of expected: Int?, file: String, at time: String
    ) -> JSONValue {
        [
            "file": .string(file), "file_number": .count(progress.fileNumber),
            "file_count": .count(progress.fileCount), "rows": .count(rows),
            "expected_rows": .count(expected),
            "rows_per_second": .count(rowsPerSecond),
            "seconds_left": .count(secondsLeft(of: expected)),
            "at": .string(time),
        ]
    }
}
