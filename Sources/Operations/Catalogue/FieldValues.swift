package import Definitions
import Metadata

/// The values of a field with their counts: shown before somebody chooses one.
///
///     let answer = try await FieldValues(context)("members", field: "gender")
///     answer.values.first?.labels.text(in: .korean)      // "여자"
///
/// A search looks at values and at their labels in every language: by prefix, by a word, by Korean
/// initial consonants. Values of fields that tell who somebody is are masked. Cost: see `NativeTally` and
/// `WarehouseTally`; nothing where the cache has the field of the same data.
package struct FieldValues: Sendable {
    private let context: CatalogueContext
    private let cache: ValueCache?

    package init(_ context: CatalogueContext, cache: ValueCache? = nil) {
        self.context = context
        self.cache = cache
    }

    /// `showsPersonal`: values of class `direct` and `sensitive` too; who asks must have the right.
    package func callAsFunction(
        _ tableName: String, field name: String, search text: String = "", limit: Int = 50,
        showsPersonal: Bool = false
    ) async throws -> FieldValuesAnswer {
        let table = try await LoadCatalogue(context)().entry(tableName).table
        guard let field = table.field(name) else {
            throw DefinitionError.unknownName(
                name, kind: "field of the table '\(tableName)'", at: "/field",
                known: table.fields.map(\.name))
        }
        let version = try await TableFreshness(context).dataVersion(of: table)
        let key = ValueCache.Key(table: table, field: field, version: version)
        var tally = try await cached(key) { try await self.tally(field, in: table) }
        let search = SearchText(text)
        if !search.isEmpty, !tally.isWhole, !table.source.isHome {
            tally.entries = try await found(search, field, in: table).entries
        }
        let isMasked = !showsPersonal && field.personalData.isMasked
        return FieldValuesAnswer(
            table: table.name, field: field, tally: tally, search: search, limit: limit,
            zone: context.home.zone, dataVersion: version, isMasked: isMasked)
    }

    private func cached(
        _ key: ValueCache.Key, _ compute: () async throws -> FieldTally
    ) async throws -> FieldTally {
        if let found = cache?.tally(key) { return found }
        let tally = try await compute()
        cache?.store(tally, for: key)
        return tally
    }

    private func tally(
        _ field: CatalogueField, in table: CatalogueTable
    ) async throws -> FieldTally {
        if table.source.isHome { return try NativeTally(home: context.home).of(field, in: table) }
        let session = try await CatalogueSession(context, for: table)
        return try await session.closing {
            try await WarehouseTally(session: session).of(field, in: table)
        }
    }

    /// Among more values than are kept: the warehouse searches.
    private func found(
        _ search: SearchText, _ field: CatalogueField, in table: CatalogueTable
    ) async throws -> FieldTally {
        let labelled = field.valueLabels.filter { search.rank(in: $0.value.all) != nil }
        let session = try await CatalogueSession(context, for: table)
        return try await session.closing {
            try await WarehouseTally(session: session).of(
                field, in: table, search: search, labelled: labelled.keys.sorted())
        }
    }
}

extension CatalogueField.PersonalData {
    /// Whether values are shown only to those who have the right.
    package var isMasked: Bool { self == .direct || self == .sensitive }
}
