import Definitions
import Warehouses

/// Reads the rows of a file that are no events, with their lines, in the file's order.
struct RejectReader {
    let warehouse: any Warehouse
    let select: any RowSelect

    /// `session`: the one that has read the file, which keeps its broken lines.
    ///
    /// Cost: reads the file once more, and a CSV file's lines beside it.
    func read(
        _ session: any WarehouseSession, faultCount: Int, into writer: inout RejectsWriter
    ) async throws {
        let broken = try await brokenLines(session)
        guard faultCount > 0 else {
            for row in broken { try writer.append(row) }
            return
        }
        let rows = try await session.rows(select.faultyRows().statement)
        var lines = try await LineNumbers(warehouse, select.file, brokenLines: broken.map(\.line))
        var next = 0
        while let batch = try await rows.next() {
            for row in 0..<batch.rowCount {
                let line = try await lines.line(ofRow: batch.integer(0, row))
                while next < broken.count, broken[next].line < line {
                    try writer.append(broken[next])
                    next += 1
                }
                try writer.append(
                    RejectedRow(
                        file: select.file.path, line: line,
                        reason: RejectReason(rawValue: batch.text(1, row)) ?? .brokenLine,
                        detail: nil, row: batch.text(2, row)))
            }
        }
        for row in broken[next...] { try writer.append(row) }
        await lines.close()
    }

    private func brokenLines(_ session: any WarehouseSession) async throws -> [RejectedRow] {
        guard case .delimited = select.file.format else { return [] }
        let query: Statement = """
            SELECT line, min(error_message), any_value(csv_line) FROM reject_errors
            GROUP BY line ORDER BY line
            """
        var broken: [RejectedRow] = []
        for try await batch in try await session.rows(query) {
            for row in 0..<batch.rowCount {
                let text = batch.text(2, row)
                let firstLine = text.split(separator: "\n", maxSplits: 1).first.map { String($0) }
                broken.append(
                    RejectedRow(
                        file: select.file.path, line: batch.integer(0, row), reason: .brokenLine,
                        detail: batch.text(1, row), row: firstLine ?? ""))
            }
        }
        return broken
    }
}

/// Turns the number of a row into the number of the line where it starts.
///
/// In JSON lines both are the same, and a Parquet file has no lines. In CSV a row may span lines, and
/// empty and broken lines are no rows: the lines are read along.
struct LineNumbers {
    private let session: (any WarehouseSession)?
    private var lines: RowStream?
    private var batch: RowBatch?
    private var index = 0
    private var line = 0
    private var row = -1
    private var isQuoted = false
    private let brokenLines: Set<Int>

    init(_ warehouse: any Warehouse, _ file: InputFile, brokenLines: [Int]) async throws {
        self.brokenLines = Set(brokenLines)
        guard case .delimited = file.format else {
            session = nil
            return
        }
        let session = try await warehouse.session(SessionOptions())
        let query: SQLFragment = """
            SELECT coalesce(length(line) - length(replace(line, '"', '')), 0) % 2 = 1, \
            coalesce(line, '') = '' FROM \(FileReader(file: file).lines)
            """
        lines = try await session.rows(query.statement)
        self.session = session
    }

    /// The rows asked for must ascend.
    mutating func line(ofRow wanted: Int) async throws -> Int {
        guard let lines else { return wanted }
        var start = line
        while row < wanted {
            if batch == nil || index == batch?.rowCount {
                batch = try await lines.next()
                index = 0
                guard batch != nil else { return line }
            }
            guard let batch, case .boolean(let odd) = batch.columns[0],
                case .boolean(let empty) = batch.columns[1]
            else { return line }
            line += 1
            if !isQuoted, !empty.values[index], !brokenLines.contains(line) {
                // The header is row 0.
                row += 1
                start = line
            }
            if odd.values[index] { isQuoted.toggle() }
            index += 1
        }
        return start
    }

    func close() async {
        await session?.close()
    }
}

extension RowBatch {
    func text(_ column: Int, _ row: Int) -> String {
        guard case .text(let texts) = columns[column] else { return "" }
        return texts.string(row: row) ?? ""
    }

    func integer(_ column: Int, _ row: Int) -> Int {
        guard case .integer(let values) = columns[column] else { return 0 }
        return Int(values.values[row])
    }
}
