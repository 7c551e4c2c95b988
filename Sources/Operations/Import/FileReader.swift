import Warehouses

/// SQL that reads a file's columns as they are kept; texts of CSV and JSON are never interpreted.
struct FileReader {
    enum Faults {
        /// Broken lines are left out, and kept in the session's table `reject_errors`.
        case kept
        /// Broken lines are left out.
        case skipped
    }

    let file: InputFile

    /// A relation with the file's columns and `cxm_broken`, true where a line is not readable; with
    /// `numbered` also `cxm_row`, the row's number from 1, and `cxm_text`, the row as written.
    func relation(_ faults: Faults, numbered: Bool = false) -> SQLFragment {
        switch file.format {
        case .delimited(let delimiter): delimited(delimiter, faults, numbered)
        case .jsonLines: jsonLines(numbered)
        case .parquet: parquet(numbered)
        }
    }

    /// The file's lines, unread, in the column `line`.
    var lines: SQLFragment {
        """
        read_csv(\(literal: path), auto_detect = false, header = false, delim = '\u{1}', \
        quote = '', escape = '', columns = {'line': 'VARCHAR'}, compression = \
        \(literal: file.compression.rawValue), max_line_size = 16777216, ignore_errors = true)
        """
    }

    /// The path, safe from being read as a pattern.
    var path: String {
        file.path.reduce(into: "") { path, character in
            path += "*?[".contains(character) ? "[\(character)]" : String(character)
        }
    }

    private func delimited(_ delimiter: String, _ faults: Faults, _ numbered: Bool) -> SQLFragment {
        let columns = SQLFragment.joined(
            file.columns.map { "\(literal: $0.name): 'VARCHAR'" }, by: ", ")
        let option: SQLFragment = faults == .kept ? "store_rejects" : "ignore_errors"
        let reader: SQLFragment = """
            read_csv(\(literal: path), auto_detect = false, header = true, delim = \
            \(literal: delimiter), quote = '"', escape = '"', columns = {\(columns)}, \
            compression = \(literal: file.compression.rawValue), \(option) = true, \
            max_line_size = 16777216)
            """
        guard numbered else { return "(SELECT *, false AS cxm_broken FROM \(reader))" }
        let fields = file.columns.map { column -> SQLFragment in
            let field: SQLFragment = "coalesce(\(name: column.name), '')"
            return """
                CASE WHEN regexp_matches(\(field), '["\\n\\r]') OR contains(\(field), \
                \(literal: delimiter)) THEN '"' || replace(\(field), '"', '""') || '"' \
                ELSE \(field) END
                """
        }
        return """
            (SELECT *, false AS cxm_broken, row_number() OVER () AS cxm_row, \
            concat_ws(\(literal: delimiter), \(.joined(fields, by: ", "))) AS cxm_text FROM \(reader))
            """
    }

    private func jsonLines(_ numbered: Bool) -> SQLFragment {
        let paths = SQLFragment.joined(
            file.columns.map { "\(literal: Self.jsonPath($0.name))" }, by: ", ")
        let isObject: SQLFragment =
            "coalesce(CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' END, false)"
        let values = file.columns.indices.map { index -> SQLFragment in
            "cxm_values[\(number: Int64(index + 1))] AS \(name: file.columns[index].name)"
        }
        let number: SQLFragment = numbered ? ", row_number() OVER () AS cxm_row" : ""
        let more: SQLFragment = numbered ? ", cxm_row, line AS cxm_text" : ""
        let list: SQLFragment = values.isEmpty ? "1 AS cxm_nothing" : .joined(values, by: ", ")
        return """
            (SELECT \(list), NOT cxm_object AS cxm_broken\(more) FROM (SELECT *, CASE WHEN cxm_object \
            THEN json_extract_string(line, CAST([\(paths)] AS VARCHAR[])) END AS cxm_values FROM \
            (SELECT line, \(isObject) AS cxm_object\(number) FROM \(lines))) \
            WHERE trim(coalesce(line, '')) <> '')
            """
    }

    private func parquet(_ numbered: Bool) -> SQLFragment {
        guard numbered else {
            return "(SELECT *, false AS cxm_broken FROM read_parquet(\(literal: path)))"
        }
        let names = SQLFragment.joined(file.columns.map { "\(name: $0.name)" }, by: ", ")
        return """
            (SELECT \(names), false AS cxm_broken, file_row_number + 1 AS cxm_row, \
            CAST(to_json(struct_pack(\(.joined(file.columns.map { "\(name: $0.name) := \(name: $0.name)" }, by: ", ")))) AS VARCHAR) \
            AS cxm_text FROM read_parquet(\(literal: path), file_row_number = true))
            """
    }

    /// `a "b"` becomes `$."a \"b\""`.
    static func jsonPath(_ name: String) -> String {
        "$.\"" + name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}
