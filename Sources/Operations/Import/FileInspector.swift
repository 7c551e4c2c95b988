import Definitions
import Foundation
import Warehouses

/// Finds out which columns a file has, without reading it whole.
struct FileInspector {
    let session: any WarehouseSession

    /// The file with its columns, and its delimiter where it has one.
    func inspect(_ file: InputFile) async throws -> InputFile {
        var file = file
        guard file.size > 0 else { return file }
        switch file.format {
        case .delimited(let usual):
            guard let header = try await firstLine(file) else { return file }
            let delimiter = Header.delimiter(of: header, usual: usual)
            file.format = .delimited(delimiter)
            file.columns = try Header.names(in: header, delimiter: delimiter, path: file.path)
                .map { .init(name: $0, kind: .text) }
        case .jsonLines:
            file.columns = try await jsonKeys(file).map { .init(name: $0, kind: .text) }
        case .parquet:
            let path = FileReader(file: file).path
            let described: SQLFragment = """
                SELECT column_name, column_type FROM \
                (DESCRIBE SELECT * FROM read_parquet(\(literal: path)))
                """
            file.columns = try await texts(described, of: file).map {
                .init(name: $0[0], kind: StoredKind(duckDBType: $0[1]))
            }
        }
        return file
    }

    /// About how many rows a file has, from its metadata or its first lines; `bytes` is the size of
    /// its text.
    func rowCount(_ file: InputFile, bytes: Int64?) async throws -> Int? {
        let reader = FileReader(file: file)
        if file.format == .parquet {
            let count: SQLFragment = """
                SELECT CAST(num_rows AS VARCHAR) FROM parquet_file_metadata(\(literal: reader.path))
                """
            return try await texts(count, of: file).first.flatMap { Int($0[0]) }
        }
        guard let bytes, bytes > 0 else { return bytes.map { Int($0) } }
        let length: SQLFragment = """
            SELECT CAST(avg(strlen(line) + 1) AS VARCHAR) FROM \
            (SELECT coalesce(line, '') AS line FROM \(reader.lines) LIMIT 1000)
            """
        let average = try await texts(length, of: file).first.flatMap { Double($0[0]) }
        return average.map { Int(Double(bytes) / max(1, $0)) }
    }

    private func firstLine(_ file: InputFile) async throws -> String? {
        let lines = FileReader(file: file).lines
        return try await texts("SELECT line FROM \(lines) LIMIT 1", of: file).first?[0]
    }

    private func jsonKeys(_ file: InputFile) async throws -> [String] {
        let lines = FileReader(file: file).lines
        let keys: SQLFragment = """
            SELECT key FROM (SELECT row, unnest(json_keys(line)) AS key, \
            generate_subscripts(json_keys(line), 1) AS place FROM (SELECT line, row_number() OVER () \
            AS row FROM \(lines) LIMIT \(number: TypeSniffer.sampleRows)) \
            WHERE CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' END) \
            GROUP BY key ORDER BY min(row * 1000 + place)
            """
        return try await texts(keys, of: file).map { $0[0] }
    }

    /// All rows of a small result; NULL as an empty text.
    private func texts(_ query: SQLFragment, of file: InputFile) async throws -> [[String]] {
        do throws(WarehouseError) {
            var result: [[String]] = []
            for try await batch in try await session.rows(query.statement) {
                for row in 0..<batch.rowCount {
                    result.append(
                        batch.columns.map { column in
                            guard case .text(let texts) = column else { return "" }
                            return texts.string(row: row) ?? ""
                        })
                }
            }
            return result
        } catch {
            throw OperationError.unreadable(file, error)
        }
    }
}

/// The first line of a delimited file.
enum Header {
    /// What parts the names: whichever of the usual bytes occurs most often outside quotes.
    static func delimiter(of header: String, usual: String) -> String {
        guard usual == "," else { return usual }
        var isQuoted = false
        var counts: [Character: Int] = [:]
        for character in header {
            if character == "\"" { isQuoted.toggle() }
            if !isQuoted, ",;\t|".contains(character) { counts[character, default: 0] += 1 }
        }
        let best = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }
        return best.map { String($0.key) } ?? usual
    }

    static func names(in header: String, delimiter: String, path: String) throws -> [String] {
        var names: [String] = []
        var name = ""
        var isQuoted = false
        for character in header.drop(while: { $0 == "\u{FEFF}" }) {
            if character == "\"" {
                // A doubled quote inside quotes closes and opens again.
                if !isQuoted, !name.isEmpty { name.append(character) }
                isQuoted.toggle()
            } else if !isQuoted, String(character) == delimiter {
                names.append(name)
                name = ""
            } else {
                name.append(character)
            }
        }
        guard !isQuoted else {
            throw OperationError.badHeader(path, reason: "a quote in it is not closed")
        }
        names.append(name)
        if let twice = names.first(where: { name in names.filter { $0 == name }.count > 1 }) {
            throw OperationError.badHeader(path, reason: "it names the column '\(twice)' twice")
        }
        return names
    }
}
