import ArgumentParser
import Columns
import Definitions
import Foundation
import Metadata
import Operations

/// How `cxm segment export` writes users.
enum ExportOutput: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv, ndjson, parquet

    /// As a stream; nil for what is shown as one answer.
    var stream: ExportFormat? { ExportFormat(rawValue: rawValue) }
}

/// `cxm segment export SEGMENT`
struct SegmentExportCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "List the users of a segment, however many there are.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Option(
        help: "A snapshot's id, or the day as of which; without it the published, else the newest.")
    var snapshot: String?
    @Option(help: "Where to go on: a snapshot, a dot, and the id of the last user that arrived.")
    var after: String?
    @Option(help: "How many users at most.")
    var limit: Int?
    @Option(help: "How they are written: table, json, csv, ndjson or parquet.")
    var format = ExportOutput.table
    @Option(help: "A file to write to, in place of standard output.")
    var output: String?
    @Flag(help: "End csv and ndjson with the line of count and SHA-256, as the API does.")
    var trailer = false
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        guard limit ?? 1 >= 1 else { throw ValidationError("--limit should be at least 1.") }
        guard output == nil || format.stream != nil else {
            throw ValidationError("--output needs --format csv, ndjson or parquet.")
        }
    }

    func perform(in workplace: Workplace) async throws {
        if let output { try refuseFolder(output) }
        let space = try workplace.segments()
        let export = try await ExportSegment(space)(
            try await space.find(segment),
            .init(
                format: format.stream ?? .ndjson, snapshot: snapshot,
                after: try after.map { try ExportCursor($0) }, limit: limit))
        if format.stream != nil { try write(export) } else { try show(export) }
        await space.metadata.close()
    }

    private func write(_ export: PreparedExport) throws {
        var stream = export.stream(hasTrailer: trailer)
        if let output {
            try write(&stream, to: output)
        } else {
            while let bytes = stream.next() {
                try FileHandle.standardOutput.write(contentsOf: bytes)
            }
        }
        if let told = stream.trailer { Terminal.note(told.json.rendered() + "\n") }
    }

    /// Writes a file beside, which then takes the place of the one before in one step.
    private func write(_ stream: inout ExportStream, to output: String) throws {
        let beside = output + ".writing"
        let file = try OutputFile(path: beside)
        do {
            while let bytes = stream.next() { try file.append(bytes) }
            try file.synchronize()
            try file.move(to: output)
        } catch {
            try? FileManager.default.removeItem(atPath: beside)
            throw error
        }
    }

    private func refuseFolder(_ output: String) throws {
        let attributes = try? FileManager.default.attributesOfItem(atPath: output)
        guard attributes?[.type] as? FileAttributeType == .typeDirectory else { return }
        throw CommandFailure("\(output): This is a folder; name a file in it.")
    }

    private func show(_ export: PreparedExport) throws {
        let ids = try export.stream(hasTrailer: false).ids()
        let listing = Listing(
            columns: ["user"], rows: ids.map { [$0] },
            json: ["snapshot": export.snapshot.json, "users": .array(ids.map { .string($0) })],
            empty: "No users.")
        Terminal.write(listing.text(format == .json ? .json : .table))
    }
}
