import ArgumentParser
import Columns
import Definitions
import Foundation
import Operations

/// `cxm bench-export`: hidden; makes users of its own and times their export.
struct ExportBenchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "bench-export", abstract: "Time an export of generated users.",
        shouldDisplay: false)

    @Option var users = 5_000_000
    @Option var format = ExportOutput.ndjson
    @Option(help: "Where to write to; without it, the bytes are only summed.")
    var output: String?
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        guard (1...50_000_000).contains(users), format.stream != nil else {
            throw ValidationError("Give 1 to 50000000 users, and ndjson, csv or parquet.")
        }
    }

    func perform(in workplace: Workplace) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "cxm-bench-export-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let bench = try BenchExport(home: folder, users: users)
        let file = try output.map { try OutputFile(path: $0) }
        let before = Self.memory
        var (pieces, most) = (0, before)
        let found = try bench.run(format.stream ?? .ndjson) { bytes in
            try file?.append(bytes)
            pieces += 1
            if pieces % 64 == 0 { most = max(most, Self.memory) }
        }
        Terminal.write(
            ([
                "users": .count(found.trailer.rows), "bytes": .count(found.bytes),
                "sha256": .string(found.trailer.sha256),
                "elapsed_ms": .count(Int(found.elapsed / .milliseconds(1))),
                "users_per_second": .count(
                    Int(Double(users) / (found.elapsed / .seconds(1)))),
                "memory_before_kb": .count(before), "memory_most_kb": .count(most),
            ] as JSONValue).rendered() + "\n")
    }

    /// Kilobytes of memory that no file stands behind; 0 where the system does not tell.
    private static var memory: Int {
        let status = FileManager.default.contents(atPath: "/proc/self/status") ?? Data()
        let lines = String(decoding: status, as: UTF8.self).split(separator: "\n")
        let line = lines.first { $0.hasPrefix("RssAnon:") } ?? ""
        return Int(line.filter(\.isNumber)) ?? 0
    }
}
