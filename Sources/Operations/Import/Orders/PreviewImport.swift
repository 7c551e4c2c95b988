import Columns
package import Definitions
package import Warehouses

/// The first rows of a file, with what its columns seem to be.
///
///     let preview = try await PreviewImport(folder: folder, warehouse: duckDB, zone: zone)(request)
///
/// Cost: reads the first 100,000 rows once; unpacks gzip files up to 32 MB to tell how many rows there are.
package struct PreviewImport: Sendable {
    package struct Request: Sendable {
        let file: String
        let rows: Int
        let timezone: Zone?
        let timeFormat: String?

        package init(_ reader: JSONReader) throws(DefinitionError) {
            try reader.allow(["file", "rows", "timezone", "time_format"])
            file = try reader.member("file").string()
            rows = Int(try reader.optional("rows")?.integer(in: 1...100) ?? 20)
            timezone = try reader.optional("timezone").map { (zone) throws(DefinitionError) in
                try Zone(try zone.string(), at: zone.pointer)
            }
            timeFormat = try reader.optional("time_format")?.string()
        }
    }

    private static let columnLimit = 200
    private static let textLimit = 200
    private static let unpackedBytes: Int64 = 32 << 20

    private let folder: ImportFolder
    private let warehouse: any Warehouse
    private let zone: Zone

    package init(folder: ImportFolder, warehouse: any Warehouse, zone: Zone) {
        self.folder = folder
        self.warehouse = warehouse
        self.zone = zone
    }

    package func callAsFunction(_ request: Request) async throws -> JSONValue {
        let named = try folder.file(request.file, at: "/file")
        let session = try await warehouse.session(SessionOptions())
        do {
            let answer = try await look(at: named, request, session)
            await session.close()
            return answer
        } catch let error as OperationError {
            throw DefinitionError(.outOfRange, at: "/file", folder.shown(error.description))
        }
    }

    private func look(
        at named: ImportableFile, _ request: Request, _ session: any WarehouseSession
    ) async throws -> JSONValue {
        let inspector = FileInspector(session: session)
        let file = try await inspector.inspect(named.file)
        let isQuick = file.compression != .gzip || file.size <= Self.unpackedBytes
        let expected = try await inspector.rowCount(
            file, bytes: isQuick ? CompressedFile.size(file) : nil)
        var types: [String: DatasetSchema.PropertyType] = [:]
        var rows: [JSONValue] = []
        if !file.columns.isEmpty {
            let time = TimeExpression(
                zone: request.timezone ?? zone, format: request.timeFormat)
            types = try await TypeSniffer(session: session, time: time).types(of: file)
            rows = try await firstRows(of: file, request.rows, session)
        }
        return answer(named.name, file, types, rows, expected)
    }

    private func answer(
        _ name: String, _ file: InputFile, _ types: [String: DatasetSchema.PropertyType],
        _ rows: [JSONValue], _ expected: Int?
    ) -> JSONValue {
        let columns = file.columns.map { ($0.name, types[$0.name]) }
        let roles = RoleGuess.roles(of: columns)
        let byColumn = Dictionary(roles.map { ($0.value, $0.key) }, uniquingKeysWith: { $1 })
        let isEvents = ["user", "time", "event"].allSatisfy { roles[$0] != nil }
        var delimiter: JSONValue = .null
        if case .delimited(let text) = file.format { delimiter = .string(text) }
        return [
            "file": .string(name), "format": .string(file.formatName), "delimiter": delimiter,
            "compression": .string(file.compression.rawValue), "bytes": .integer(file.size),
            "expected_rows": .count(expected),
            "columns": .array(
                columns.prefix(Self.columnLimit).map { name, type in
                    [
                        "name": .string(name), "type": .text(type?.rawValue),
                        "role": .text(isEvents || byColumn[name] == "user" ? byColumn[name] : nil),
                    ]
                }),
            "rows": .array(rows), "kind": isEvents ? "events" : "attributes",
            "mapping": isEvents ? Self.events(roles) : Self.attributes(roles),
        ]
    }

    private static func events(_ roles: [String: String]) -> JSONValue {
        let names = ["user", "time", "event", "sequence", "page", "element", "category"]
        return .object(
            names.map { .init($0, .text(roles[$0])) } + [.init("properties", "all")])
    }

    private static func attributes(_ roles: [String: String]) -> JSONValue {
        ["user": .text(roles["user"]), "time": .null, "columns": "all"]
    }

    private func firstRows(
        of file: InputFile, _ count: Int, _ session: any WarehouseSession
    ) async throws -> [JSONValue] {
        let shown = file.columns.prefix(Self.columnLimit).map { column -> SQLFragment in
            "left(CAST(\(name: column.name) AS VARCHAR), \(number: Int64(Self.textLimit)))"
        }
        let query: SQLFragment = """
            SELECT \(.joined(shown, by: ", ")) FROM \(FileReader(file: file).relation(.skipped)) \
            WHERE NOT cxm_broken LIMIT \(number: Int64(count))
            """
        do throws(WarehouseError) {
            var rows: [JSONValue] = []
            for try await batch in try await session.rows(query.statement) {
                for row in 0..<batch.rowCount {
                    rows.append(.array(batch.columns.map { $0.shown(row) }))
                }
            }
            return rows
        } catch {
            throw OperationError.unreadable(file, error)
        }
    }
}

extension Warehouses.Column {
    /// A text, or null.
    fileprivate func shown(_ row: Int) -> JSONValue {
        guard case .text(let texts) = self else { return .null }
        return .text(texts.string(row: row))
    }
}
