import Bitmaps
import Definitions
import Foundation
import Identities
import Metadata
import MetadataSQLite
import Operations
import SQL
import Segments
import TestSupport
import Testing
import Warehouses

/// The tables of a random trial in a DuckDB file, registered in a home's catalogue.
struct TrialHome {
    let trial: SegmentTrial
    let fixture: CatalogueFixture
    /// At noon of the trial's data date.
    var context: CatalogueContext {
        fixture.context(at: trial.zone.start(of: trial.date) + 12 * 3_600_000)
    }
    var space: SegmentSpace {
        SegmentSpace(
            catalogue: context, metadata: fixture.metadata, actor: "kim", threads: 2)
    }

    static func with(
        _ trial: SegmentTrial, _ body: (TrialHome) async throws -> Void
    ) async throws {
        try await ImportFixture.with { imports in
            let fixture = CatalogueFixture(
                imports: ImportFixture(
                    folder: imports.folder, warehouse: imports.warehouse,
                    home: Home(path: imports.home.path, zone: trial.zone)),
                metadata: try SQLiteMetadata.inMemory())
            let home = TrialHome(trial: trial, fixture: fixture)
            try await home.write(trial.rows)
            try await fixture.connect(to: "lake.db")
            // As registrations save them; each of those would open the file.
            for var table in trial.catalogue.tables {
                table.source = .warehouse(connection: "lake", path: [table.name])
                _ = try await fixture.metadata.save(table, expecting: nil, at: 1)
            }
            try await EditCatalogue(fixture.context).setPopulation(trial.catalogue.population)
            try await body(home)
            await fixture.metadata.close()
        }
    }

    /// Writes the rows over what the file has.
    func write(_ rows: [String: [SegmentReference.Row]]) async throws {
        var statements: [String] = []
        for (table, columns) in RandomSegmentTables.columns {
            let list = columns.map { "\"\($0.name)\" \($0.kind.type)" }.joined(separator: ", ")
            statements.append("CREATE OR REPLACE TABLE \(table) (\(list))")
            let values = (rows[table] ?? []).map { row in
                let cells = columns.map { column in
                    row[column.name].map { column.kind.literal($0, trial.zone) } ?? "NULL"
                }
                return "(\(cells.joined(separator: ", ")))"
            }
            guard !values.isEmpty else { continue }
            statements.append("INSERT INTO \(table) VALUES \(values.joined(separator: ", "))")
        }
        try await fixture.inDatabase("lake.db", statements)
    }

    /// The ids of some users.
    func ids(_ users: Bitmap) throws -> Set<String> {
        let identities = try Identities(home: fixture.imports.home.path)
        return Set(users.numbers(from: 0, count: users.count).compactMap { identities.id(of: $0) })
    }

    /// The users of the snapshot that a run keeps of a definition.
    func run(_ definition: SegmentDefinition) async throws -> Bitmap {
        let segment = try await SaveSegment(space)(
            SegmentDraft(name: "trial", definition: definition))
        let report = try await RunSegments(space)([segment], on: trial.date.text)
        let snapshot = try #require(report.snapshots.first)
        return try space.snapshots.users(of: snapshot.id, in: segment.id)
    }

    /// The users that the compiled statement gives.
    func compiled(_ definition: SegmentDefinition) async throws -> Set<String> {
        let catalogue = try await space.catalogue()
        let compiled = try await CompileSegment(fixture.context)(
            definition, on: trial.date, in: catalogue)
        let table = try #require(catalogue.table("members"))
        let session = try await CatalogueSession(fixture.context, for: table)
        let rows = try await session.session.rows(
            Statement(compiled.sql.text, compiled.sql.parameters.map(\.testParameter)))
        var users: Set<String> = []
        while let batch = try await rows.next() {
            guard case .text(let column) = batch.columns[0] else { continue }
            users.formUnion((0..<batch.rowCount).compactMap { column.string(row: $0) })
        }
        await session.close()
        return users
    }
}

extension SQLValue {
    /// As a warehouse takes it.
    var testParameter: Parameter {
        switch self {
        case .null: .null
        case .text(let text): .text(text)
        case .integer(let number): .integer(number)
        case .double(let number): .double(number)
        case .boolean(let flag): .boolean(flag)
        }
    }
}

extension SegmentTrial.ColumnKind {
    fileprivate var type: String {
        switch self {
        case .text: "VARCHAR"
        case .integer, .milliseconds: "BIGINT"
        case .double: "DOUBLE"
        case .boolean: "BOOLEAN"
        case .timestamp: "TIMESTAMPTZ"
        case .localTimestamp: "TIMESTAMP"
        }
    }

    fileprivate func literal(_ value: Value, _ zone: Zone) -> String {
        switch (self, value) {
        case (.milliseconds, .text(let text)): "\(Moment(text)?.instant(in: zone) ?? 0)"
        case (.timestamp, .text(let text)): "TIMESTAMPTZ '\(text)'"
        case (.localTimestamp, .text(let text)):
            "make_timestamp(\(zone.local(Moment(text)?.instant(in: zone) ?? 0) * 1000))"
        case (_, .text(let text)): "'\(text)'"
        case (_, .integer(let number)): "\(number)"
        case (_, .number(let number)): "\(number)"
        case (_, .boolean(let flag)): "\(flag)"
        }
    }
}

extension TrialHome {
    /// The names of the tables' images.
    func images() throws -> Set<String> {
        let folder = fixture.imports.home.path + "/scans"
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return Set(
            paths.filter { $0.hasSuffix("current") }.map { path in
                let data = FileManager.default.contents(atPath: folder + "/" + path) ?? Data()
                return path + " " + String(decoding: data, as: UTF8.self)
            })
    }
}
