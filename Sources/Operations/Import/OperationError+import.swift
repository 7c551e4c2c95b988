import Definitions
import Warehouses

/// What an import says when it cannot be done; nothing has changed then.
extension OperationError {
    static func noFile(matching pattern: String) -> OperationError {
        OperationError(
            "No file matches '\(pattern)'. Check the path, and quote patterns so that the shell "
                + "leaves them alone.")
    }

    static func unreadableFile(_ path: String, reason: String) -> OperationError {
        OperationError("\(path): The file cannot be read: \(reason). Nothing has changed.")
    }

    static func unreadable(_ file: InputFile, _ error: WarehouseError) -> OperationError {
        unreadableFile(file.path, reason: firstSentence(error))
    }

    static func truncated(_ path: String) -> OperationError {
        OperationError(
            "\(path): The compressed file is damaged or ends too early. Fetch it again; nothing "
                + "has changed.")
    }

    static func unknownFormat(_ path: String) -> OperationError {
        OperationError(
            "\(path): The file's name does not tell its format. Name it .csv, .tsv, .jsonl or "
                + ".parquet; text may be compressed (.gz, .zst).")
    }

    static func badHeader(_ path: String, reason: String) -> OperationError {
        OperationError(
            "\(path): The first line does not name the columns: \(reason). Mend the line; nothing "
                + "has changed.")
    }

    static func missingColumn(
        _ column: String, option: String, file: InputFile
    ) -> OperationError {
        let known = file.columns.map(\.name)
        let nearest = nearestName(to: column, among: known).map { "; the nearest is '\($0)'" }
        return OperationError(
            "\(file.path): There is no column '\(column)', which \(option) names\(nearest ?? ""). "
                + "The columns are \(known.map { "'\($0)'" }.joined(separator: ", ")).")
    }

    static func misfit(
        file: InputFile, line: Int, column: String, value: String,
        type: DatasetSchema.PropertyType
    ) -> OperationError {
        OperationError(
            "\(file.path), line \(line): '\(value)' in the column '\(column)' is not of the "
                + "type \(type.rawValue), which the other values have. Import the column as text "
                + "with --types \(column)=text, or mend the value; nothing has changed.")
    }

    static func badCondition(_ condition: String, _ error: WarehouseError) -> OperationError {
        OperationError(
            "The condition '\(condition)' of --where cannot be used: "
                + "\(firstSentence(error)). Nothing has changed.")
    }

    static func fileChanged(_ path: String) -> OperationError {
        OperationError(
            "\(path): The file changed while it was read. Wait until it is complete and import it "
                + "again; nothing has changed.")
    }

    static func sourceChanged(_ path: String, dataset: String) -> OperationError {
        OperationError(
            "\(path): The file has changed or gone since it was imported into '\(dataset)', so SQL "
                + "cannot read the same events. Import it again, or use the native engine.")
    }

    static func sourceUnknown(dataset: String) -> OperationError {
        OperationError(
            "The dataset '\(dataset)' does not say which files it came from, so SQL cannot read "
                + "them. Use the native engine.")
    }

    static func cannotWrite(_ path: String) -> OperationError {
        OperationError(
            "\(path): The file cannot be written. Check free space and permissions; nothing has "
                + "changed.")
    }

    static func nothingReadable(dataset: String, rejects: Rejects) -> OperationError {
        let reasons = rejects.counts.sorted { $0.value > $1.value }
            .map { "\($0.value) with \($0.key.rawValue)" }.joined(separator: ", ")
        return OperationError(
            "No row can be imported into '\(dataset)': \(reasons). See \(rejects.path ?? ""), "
                + "and check --user, --time, --event and --time-format; nothing has changed.")
    }

    /// Without the place, which lies in a statement that nobody has seen.
    private static func firstSentence(_ error: WarehouseError) -> String {
        var line = error.sentence.split(separator: "\n").first ?? ""
        if let place = error.position {
            let prefix = "Line \(place.line), column \(place.column): "
            if line.hasPrefix(prefix) { line = line.dropFirst(prefix.count) }
        }
        while let last = line.last, ".!".contains(last) { line = line.dropLast() }
        return String(line)
    }
}
