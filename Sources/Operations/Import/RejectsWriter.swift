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
        let free = Self.endings.map { $0 + ".csv" }.first {
            !FileManager.default.fileExists(atPath: path + $0)
        }
        self.init(path: path + (free ?? ".csv"))
    }

    private static let endings = ["", "-2", "-3", "-4", "-5", "-6", "-7", "-8"]

    /// Whether a file's name is one that a writer gives for this dataset or table, not for `loans-eu`.
    static func isFile(_ file: String, of name: String) -> Bool {
        let before = (name + "-").utf8
        guard file.utf8.starts(with: before), file.hasSuffix(".csv") else { return false }
        let rest = file.utf8.dropFirst(before.count).dropLast(4)
        let form = "0000-00-00T00-00-00".utf8
        guard rest.count >= form.count else { return false }
        let isTime = zip(rest, form).allSatisfy { byte, example in
            example == UInt8(ascii: "0")
                ? (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) : byte == example
        }
        return isTime
            && endings.contains(String(decoding: rest.dropFirst(form.count), as: UTF8.self))
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
