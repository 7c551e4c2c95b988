import Columns
import Definitions
import Warehouses

/// The files of an import: which columns they have, of which types, and about how many rows.
struct InspectedFiles {
    private(set) var files: [InputFile] = []
    /// By column, told from the first rows of all files.
    private(set) var types: [String: DatasetSchema.PropertyType] = [:]
    private(set) var estimate = RowEstimate()

    /// Looks at the files that the patterns name. `check` may refuse one for its columns.
    init(
        _ patterns: [String], in warehouse: any Warehouse, time: TimeExpression,
        check: (InputFile) throws -> Void
    ) async throws {
        let session = try await warehouse.session(SessionOptions())
        let inspector = FileInspector(session: session)
        let sniffer = TypeSniffer(session: session, time: time)
        for found in try InputFiles.matching(patterns) {
            let bytes = try CompressedFile.size(found)
            let file = try await inspector.inspect(found)
            files.append(file)
            estimate.append(try await inspector.rowCount(file, bytes: bytes))
            guard !file.columns.isEmpty else { continue }
            try check(file)
            for (name, type) in try await sniffer.types(of: file) {
                types[name] = types[name].map { $0.joined(with: type) } ?? type
            }
        }
        await session.close()
    }

    /// Throws where a type is given for a column that no file has.
    func check(types given: [String: DatasetSchema.PropertyType]) throws(OperationError) {
        guard let file = files.first(where: { !$0.columns.isEmpty }) else { return }
        for name in given.keys.sorted() where !files.contains(where: { $0.column(name) != nil }) {
            throw .missingColumn(name, option: "--types", file: file)
        }
    }
}

extension CompressedFile {
    /// How many bytes of text a file holds; throws where a compressed one is not whole.
    static func size(_ file: InputFile) throws -> Int64? {
        guard file.size > 0 else { return 0 }
        do throws(ColumnError) {
            switch file.compression {
            case .none: return file.format == .parquet ? nil : file.size
            case .gzip: return try gzipSize(path: file.path)
            case .zstd: return try zstdSize(path: file.path)
            }
        } catch {
            throw OperationError.truncated(file.path)
        }
    }
}
