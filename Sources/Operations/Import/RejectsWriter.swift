import Definitions
import Foundation

/// Writes rejected rows to a CSV file that is made with the first of them.
struct RejectsWriter {
    private(set) var rejects = Rejects()
    private let path: String
    private var file: FileHandle?
    private var buffer: [UInt8] = []

    init(path: String) {
        self.path = path
    }

    /// Writes to `HOME/rejects/loans-2026-11-23T09-15-00.csv`.
    init(home: Home, name: String, now: Int64) {
        let time = home.zone.text(now).prefix(19).replacing(":", with: "-")
        let path = "\(home.path)/rejects/\(name)-\(time)"
        let endings = ["", "-2", "-3", "-4", "-5", "-6", "-7", "-8"].map { $0 + ".csv" }
        let free = endings.first { !FileManager.default.fileExists(atPath: path + $0) }
        self.init(path: path + (free ?? ".csv"))
    }

    mutating func append(_ row: RejectedRow) throws {
        if file == nil { try open() }
        rejects.counts[row.reason, default: 0] += 1
        if rejects.first.count < Rejects.shownRows { rejects.first.append(row) }
        let reason = row.detail.map { "\(row.reason.rawValue): \($0)" } ?? row.reason.rawValue
        let fields = [row.file, String(row.line), reason, row.row].map(\.csvField)
        buffer += Array((fields.joined(separator: ",") + "\n").utf8)
        if buffer.count > 1 << 16 { try flush() }
    }

    mutating func close() throws {
        try flush()
        try file?.close()
        file = nil
    }

    private mutating func open() throws {
        do {
            try FileManager.default.createDirectory(
                atPath: URL(filePath: path).deletingLastPathComponent().path,
                withIntermediateDirectories: true)
            try Data("file,line,reason,row\n".utf8).write(to: URL(filePath: path))
            file = try FileHandle(forWritingTo: URL(filePath: path))
            try file?.seekToEnd()
        } catch {
            throw OperationError.cannotWrite(path)
        }
        rejects.path = path
    }

    private mutating func flush() throws {
        do {
            try file?.write(contentsOf: Data(buffer))
        } catch {
            throw OperationError.cannotWrite(path)
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
