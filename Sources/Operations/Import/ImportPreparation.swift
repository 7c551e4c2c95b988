import Columns
import Definitions
import EventStore
import Foundation
import Warehouses

/// An import of which everything is known but the rows.
struct PreparedImport {
    let dataset: String
    let source: ImportSource
    let plan: IngestPlan
    let estimate: RowEstimate
}

/// Looks at the files of an import: do they exist, are they whole, which columns of which types.
struct ImportPreparation {
    let home: Home
    let warehouse: any Warehouse

    func prepare(_ request: ImportRequest) async throws -> PreparedImport {
        let existing = try existingManifest(request.dataset)
        let zone =
            try existing.map { (manifest) throws(DefinitionError) in try Zone(manifest.timezone) }
            ?? request.timezone ?? home.zone
        let reading = request.timezone ?? zone
        var estimate = RowEstimate()
        var files: [InputFile] = []
        var sniffed: [String: DatasetSchema.PropertyType] = [:]
        let session = try await warehouse.session(SessionOptions())
        let inspector = FileInspector(session: session)
        let sniffer = TypeSniffer(
            session: session, time: TimeExpression(zone: reading, format: request.timeFormat))
        for found in try InputFiles.matching(request.files) {
            let bytes = try CompressedFile.size(found)
            let file = try await inspector.inspect(found)
            files.append(file)
            estimate.append(try await inspector.rowCount(file, bytes: bytes))
            guard !file.columns.isEmpty else { continue }
            try check(file, request)
            for (name, type) in try await sniffer.types(of: file) {
                sniffed[name] = sniffed[name].map { $0.joined(with: type) } ?? type
            }
        }
        await session.close()
        try checkTypes(request, files)
        let source = source(request, files, sniffed, existing, reading)
        return PreparedImport(
            dataset: request.dataset, source: source,
            plan: plan(request, source, existing, zone), estimate: estimate)
    }

    private func existingManifest(_ dataset: String) throws(EventStoreError) -> Manifest? {
        guard home.datasets.contains(dataset) else { return nil }
        return try Manifest(readingFrom: EventDataset.folder(home: home.path, name: dataset))
    }

    private func check(_ file: InputFile, _ request: ImportRequest) throws(OperationError) {
        let properties = request.mapping.namedProperties.map { ("--properties", $0) }
        for (option, column) in request.mapping.required + properties
        where file.column(column) == nil {
            throw .missingColumn(column, option: option, file: file)
        }
    }

    private func checkTypes(
        _ request: ImportRequest, _ files: [InputFile]
    ) throws(OperationError) {
        guard let file = files.first(where: { !$0.columns.isEmpty }) else { return }
        for name in request.types.keys.sorted()
        where !files.contains(where: { $0.column(name) != nil }) {
            throw .missingColumn(name, option: "--types", file: file)
        }
    }

    private func source(
        _ request: ImportRequest, _ files: [InputFile],
        _ sniffed: [String: DatasetSchema.PropertyType], _ existing: Manifest?, _ zone: Zone
    ) -> ImportSource {
        var names: [String] = []
        for file in files {
            for name in request.mapping.properties(of: file.columns.map(\.name))
            where !names.contains(name) { names.append(name) }
        }
        let known = Dictionary(
            (existing?.properties ?? []).map { ($0.name, $0.type) }, uniquingKeysWith: { $1 })
        let properties = names.map { name in
            DatasetSchema.Property(
                name, request.types[name] ?? known[name] ?? sniffed[name] ?? .text)
        }
        var others: [String: DatasetSchema.PropertyType] = [:]
        if request.condition != nil {
            others = sniffed.filter { !names.contains($0.key) }
            for (name, type) in request.types where !names.contains(name) { others[name] = type }
            for name in [request.mapping.user, request.mapping.event] { others[name] = .text }
        }
        return ImportSource(
            files: files, mapping: request.mapping, timezone: zone,
            timeFormat: request.timeFormat, condition: request.condition, properties: properties,
            otherTypes: others)
    }

    private func plan(
        _ request: ImportRequest, _ source: ImportSource, _ existing: Manifest?, _ zone: Zone
    ) -> IngestPlan {
        IngestPlan(
            timezone: zone,
            sessionGapMilliseconds: request.sessionGapMilliseconds
                ?? existing?.sessionGapMilliseconds ?? 30 * 60_000,
            hasSequence: request.mapping.sequence != nil, properties: source.properties,
            roles: request.mapping.roles, mode: request.appends ? .append : .replaceDays,
            source: source.json)
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
