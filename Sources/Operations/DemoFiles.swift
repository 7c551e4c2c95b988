import DemoCompany
import Foundation

/// The demo company's tables as CSV files in a folder.
struct DemoFiles {
    let folder: String

    /// Writes every table, one member at a time.
    func write(_ company: DemoCompany) throws {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        var members = try file(.members)
        var appLog = try file(.appLog)
        var payments = try file(.payments)
        var transfers = try file(.transfers)
        var loanInquiries = try file(.loanInquiries)
        for history in company.histories {
            try members.append([history.member])
            try appLog.append(history.events)
            try payments.append(history.payments)
            try transfers.append(history.transfers)
            try loanInquiries.append(history.loanInquiries)
        }
        try members.close()
        try appLog.close()
        try payments.close()
        try transfers.close()
        try loanInquiries.close()
    }

    private func file(_ table: DemoTable) throws -> TableFile {
        try TableFile(table, path: "\(folder)/\(table.rawValue).csv")
    }
}

/// A table's file while it grows.
private struct TableFile {
    private let path: String
    private let file: FileHandle
    private var buffer = CSVBuffer()

    init(_ table: DemoTable, path: String) throws {
        self.path = path
        guard FileManager.default.createFile(atPath: path, contents: nil),
            let file = FileHandle(forWritingAtPath: path)
        else { throw OperationError.cannotWrite(path) }
        self.file = file
        buffer.appendHeader(of: table)
    }

    mutating func append<Record: CSVRecord>(_ records: [Record]) throws {
        for record in records { record.write(to: &buffer) }
        if buffer.bytes.count > 1 << 20 { try flush() }
    }

    mutating func close() throws {
        try flush()
        try file.close()
    }

    private mutating func flush() throws {
        do {
            try file.write(contentsOf: Data(buffer.bytes))
        } catch {
            throw OperationError.cannotWrite(path)
        }
        buffer.empty()
    }
}
