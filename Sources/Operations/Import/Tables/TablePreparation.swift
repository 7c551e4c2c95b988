import Definitions
import Warehouses

/// An import of a table of which everything is known but the rows.
struct PreparedTable {
    let source: TableSource
    let estimate: RowEstimate
}

/// Looks at the files of an import of a table.
struct TablePreparation {
    let home: Home
    let warehouse: any Warehouse

    func prepare(_ request: TableRequest) async throws -> PreparedTable {
        let zone = request.timezone ?? home.zone
        let found = try await InspectedFiles(
            request.files, in: warehouse,
            time: TimeExpression(zone: zone, format: request.timeFormat)
        ) { try check($0, request) }
        try found.check(types: request.types)
        return PreparedTable(
            source: source(request, found, zone), estimate: found.estimate)
    }

    private func check(_ file: InputFile, _ request: TableRequest) throws(OperationError) {
        var needed = [("--user", request.user)]
        if let time = request.time { needed.append(("--time", time)) }
        if case .named(let names) = request.columns { needed += names.map { ("--columns", $0) } }
        for (option, column) in needed where file.column(column) == nil {
            throw .missingColumn(column, option: option, file: file)
        }
    }

    private func source(
        _ request: TableRequest, _ found: InspectedFiles, _ zone: Zone
    ) -> TableSource {
        var names: [String] = []
        switch request.columns {
        case .named(let given): names = given
        case .all:
            for name in found.files.flatMap({ $0.columns.map(\.name) })
            where name != request.user && !names.contains(name) { names.append(name) }
        }
        let types = found.types.merging(request.types) { $1 }
        let attributes = names.map { DatasetSchema.Property($0, types[$0] ?? .text) }
        var others: [String: DatasetSchema.PropertyType] = [:]
        if request.condition != nil {
            others = types.filter { !names.contains($0.key) }
            if !names.contains(request.user) { others[request.user] = .text }
        }
        return TableSource(
            files: found.files, user: request.user, timeColumn: request.time, timezone: zone,
            timeFormat: request.timeFormat, condition: request.condition, attributes: attributes,
            otherTypes: others)
    }
}
