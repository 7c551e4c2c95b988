import Definitions
import EventStore
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
        let found = try await InspectedFiles(
            request.files, in: warehouse,
            time: TimeExpression(zone: reading, format: request.timeFormat)
        ) { try check($0, request) }
        try found.check(types: request.types)
        let source = source(request, found.files, found.types, existing, reading)
        return PreparedImport(
            dataset: request.dataset, source: source,
            plan: plan(request, source, existing, zone), estimate: found.estimate)
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
            otherTypes: others, mark: request.mark)
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
