import Definitions
import Foundation
import Metadata
import MetadataSQLite
import Testing

/// A metadata driver under test. A new driver adds itself to `installed`.
struct MetadataDriver: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Opens the store at a place; the same place gives the same content.
    let open: @Sendable (MetadataPlace) throws -> any MetadataStore
    /// Opens a backup that the store wrote.
    let openBackup: @Sendable (String) throws -> any MetadataStore

    static let installed = [
        MetadataDriver(
            testDescription: "SQLite", open: { try SQLiteMetadata(path: $0.file) },
            openBackup: { try SQLiteMetadata(path: $0) })
    ]
}

/// A folder for one test; it goes with the test.
final class MetadataPlace: Sendable {
    let folder = FileManager.default.temporaryDirectory.path + "/cxm-\(UUID().uuidString)"
    var file: String { folder + "/metadata.sqlite" }

    deinit { try? FileManager.default.removeItem(atPath: folder) }
}

/// A run of `metadata-probe`, which stands beside the test bundle.
struct MetadataProbe {
    let process = Process()
    private let input = Pipe()
    private let output = Pipe()
    private let errors = Pipe()

    init(_ arguments: String...) throws {
        process.executableURL = URL(filePath: CommandLine.arguments[0])
            .deletingLastPathComponent().appending(path: "metadata-probe")
        process.arguments = arguments
        process.standardInput = input
        process.standardOutput = output
        process.standardError = errors
        try process.run()
    }

    /// What the process has written by now, at least one byte unless it has ended.
    func awaitOutput() -> String {
        String(decoding: output.fileHandleForReading.availableData, as: UTF8.self)
    }

    /// Lines of standard output, once the process has ended.
    func finish() throws -> [String] {
        let out = try output.fileHandleForReading.readToEnd() ?? Data()
        let words = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0, "\(String(decoding: words, as: UTF8.self))")
        return String(decoding: out, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    /// Ends the process as a power cut would.
    func kill() {
        if process.isRunning { _ = Foundation.kill(process.processIdentifier, SIGKILL) }
        process.waitUntilExit()
    }
}

extension SegmentVersion {
    /// A first version for tests.
    static func saying(_ definition: JSONValue, author: String = "ann") -> SegmentVersion {
        SegmentVersion(
            segment: 0, number: 0, definition: definition,
            canonicalHash: String(definition.rendered().utf8.count), author: author, note: "why",
            createdAt: 0)
    }
}

extension MetadataStore {
    /// A small segment.
    @discardableResult
    func add(_ name: String, tags: [String] = []) async throws -> SegmentRecord {
        try await create(
            SegmentRecord(name: name, owner: "ann", tags: tags), version: .saying(["a": 1]), at: 10)
    }

    /// Snapshots of a size each, of version 1.
    func add(_ sizes: [Int], to segment: Int64, on date: String = "2026-11-24") async throws
        -> [SnapshotRecord]
    {
        try await addSnapshots(
            sizes.map {
                SnapshotRecord(
                    segment: segment, version: 1, dataDate: date, size: $0, createdAt: 20)
            })
    }
}

/// The code of the error that the calls end with.
func code(_ body: () async throws -> Void) async -> MetadataError.Code? {
    do {
        try await body()
        return nil
    } catch {
        return (error as? MetadataError)?.code
    }
}
