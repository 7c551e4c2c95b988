import Definitions
import Warehouses

/// Finds the value that an import stumbled over.
struct MisfitReader {
    let warehouse: any Warehouse
    let select: any RowSelect

    func first() async throws -> OperationError? {
        let session = try await warehouse.session(SessionOptions())
        let rows = try await session.rows(select.misfits().statement)
        guard let batch = try await rows.next() else { return nil }
        var lines = try await LineNumbers(
            warehouse, select.file, brokenLines: try await brokenLines())
        let property = select.properties[batch.integer(1, 0)]
        let error = OperationError.misfit(
            file: select.file, line: try await lines.line(ofRow: batch.integer(0, 0)),
            column: property.name, value: batch.text(2, 0), type: property.type)
        await lines.close()
        await session.close()
        return error
    }

    private func brokenLines() async throws -> [Int] {
        guard case .delimited = select.file.format else { return [] }
        let session = try await warehouse.session(SessionOptions())
        let read: SQLFragment =
            "SELECT count(*) FROM \(FileReader(file: select.file).relation(.kept))"
        try await session.execute(read.statement)
        let lines = try await session.rows("SELECT DISTINCT line FROM reject_errors")
        var broken: [Int] = []
        for try await batch in lines {
            broken += (0..<batch.rowCount).map { batch.integer(0, $0) }
        }
        await session.close()
        return broken
    }
}
