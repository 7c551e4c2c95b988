package import Definitions
import Metadata

/// Changes what people read and may ask of fields: labels, value labels, synonyms, operators, class of
/// personal data, hidden or not.
///
///     try await EditCatalogue(context)([TableChange(name: "members", fields: […])])
///
/// Of the home's own tables only this is saved; the fields themselves follow the schema.
package struct EditCatalogue: Sendable {
    private let context: CatalogueContext

    package init(_ context: CatalogueContext) {
        self.context = context
    }

    /// The tables as they are saved, with their revisions. All changes are looked at before the first is
    /// saved. `expecting`: the revision of a single table that the change was made from.
    package func callAsFunction(
        _ changes: [TableChange], expecting revision: Int? = nil
    ) async throws -> [(table: CatalogueTable, revision: Int)] {
        let loaded = try await LoadCatalogue(context)()
        var changed: [LoadedCatalogue.Entry] = []
        for (index, change) in changes.enumerated() {
            var entry: LoadedCatalogue.Entry
            if let place = changed.firstIndex(where: { $0.table.name == change.name }) {
                entry = changed.remove(at: place)
            } else {
                entry = try Self.entry(change.name, loaded, at: "/\(index)/name")
            }
            let types = entry.table.fields.map(\.type)
            try change.apply(to: &entry.table)
            if entry.table.source.isHome, types != entry.table.fields.map(\.type) {
                throw OperationError.typeOfHome(change.name)
            }
            try entry.table.check()
            changed.append(entry)
        }
        var saved: [(table: CatalogueTable, revision: Int)] = []
        for entry in changed {
            let next = try await context.metadata.save(
                entry.table, expecting: revision ?? entry.revision, at: context.now)
            try await context.audit("edit", "table/\(entry.table.name)", .revision(next))
            saved.append((entry.table, next))
        }
        return saved
    }

    /// One field of one table.
    package func callAsFunction(
        _ table: String, field: String, _ change: FieldChange, expecting revision: Int? = nil
    ) async throws -> Int {
        try await self(
            [TableChange(name: table, fields: [.init(field, change)])], expecting: revision
        )[0].revision
    }

    /// Which table holds all users there are; nil: every user that the home knows.
    package func setPopulation(_ table: String?) async throws {
        if let table {
            let entry = try await LoadCatalogue(context)().entry(table)
            guard entry.table.userKey != nil else {
                throw OperationError.populationWithoutUsers(table)
            }
        }
        try await context.metadata.set(
            LoadCatalogue.populationSetting, to: table.map { .string($0) })
        try await context.audit(
            "population", "setting/\(LoadCatalogue.populationSetting)",
            ["table": table.map { .string($0) } ?? .null])
    }

    private static func entry(
        _ name: String, _ loaded: LoadedCatalogue, at pointer: String
    ) throws(DefinitionError) -> LoadedCatalogue.Entry {
        guard let entry = loaded.entries.first(where: { $0.table.name == name }) else {
            throw .unknownName(
                name, kind: "table", at: pointer, known: loaded.entries.map(\.table.name))
        }
        return entry
    }
}

extension JSONValue {
    /// What the audit says of a table's change.
    static func revision(_ number: Int) -> JSONValue { ["revision": .integer(Int64(number))] }
}
