package import Definitions

/// What of people's data a caller does not see in clear, and what stands in its place.
///
///     let masking = Masking(catalogue, showsPersonal: caller.may(.seePersonalData))
///     masking.shown(answer)
///
/// Fields of the classes `direct` and `sensitive` are hidden. Whatever gives values to callers asks here.
package struct Masking: Sendable {
    package static let mask = "•••"

    /// Names and columns of hidden fields, by table of the catalogue.
    private let byTable: [String: Set<String>]
    /// Hidden properties of events, by dataset.
    private let byDataset: [String: Set<String>]
    /// Hidden attributes of users, of any table of the home.
    private let attributes: Set<String>
    /// Hidden fields of any table, in small letters.
    private let anywhere: Set<String>
    /// Whether users' ids tell who somebody is.
    package let hidesUserIDs: Bool

    /// For whoever sees everything.
    package static let nothing = Masking(Catalogue(), showsPersonal: true)

    package init(_ catalogue: Catalogue, showsPersonal: Bool) {
        let tables = showsPersonal ? [] : catalogue.tables
        var byTable: [String: Set<String>] = [:]
        var byDataset: [String: Set<String>] = [:]
        var attributes: Set<String> = []
        var hidesUserIDs = false
        for table in tables {
            let fields = table.fields.filter(\.personalData.isMasked)
            let names = Set(fields.flatMap { [$0.name, $0.column] })
            byTable[table.name] = names
            if let key = table.userKey, names.contains(key) { hidesUserIDs = true }
            switch table.source {
            case .events(let dataset): byDataset[dataset, default: []].formUnion(names)
            case .attributes: attributes.formUnion(names)
            case .warehouse: break
            }
        }
        self.byTable = byTable
        self.byDataset = byDataset
        self.attributes = attributes
        self.hidesUserIDs = hidesUserIDs
        anywhere = byTable.values.reduce(into: []) { $0.formUnion($1.map { $0.lowercased() }) }
    }

    /// Whether nothing is hidden: then nothing needs to be looked through.
    package var isEmpty: Bool { anywhere.isEmpty }

    /// Whether a field of a table, by its name or its column, is hidden.
    package func hides(_ field: String, in table: String) -> Bool {
        byTable[table]?.contains(field) ?? false
    }

    /// Whether a column of this name is hidden in any table, whatever the case: for SQL of one's own.
    package func hidesAnywhere(_ column: String) -> Bool {
        anywhere.contains(column.lowercased())
    }

    package func hides(property: String, of dataset: String) -> Bool {
        hiddenProperties(of: dataset).contains(property)
    }

    package func hiddenProperties(of dataset: String) -> Set<String> { byDataset[dataset] ?? [] }

    package func hides(attribute: String) -> Bool { attributes.contains(attribute) }

    package func shown(userID: String) -> String { hidesUserIDs ? Self.mask : userID }

    /// A user's own values in an explanation, as they may be seen.
    package func shown(_ why: ExplainMembership.Answer) -> ExplainMembership.Answer {
        guard !isEmpty else { return why }
        return why.hiding { hides($0, in: $1) }
    }

    /// The first rows of a statement of one's own. A statement that names a hidden column shows no values
    /// at all: under another name, they would get out.
    package func shown(_ preview: SQLSegmentPreview, of sql: String) -> SQLSegmentPreview {
        guard !isEmpty else { return preview }
        if names(hiddenIn: sql) { return preview.hiding { _ in true } }
        return preview.hiding { hidesAnywhere($0) }
    }

    private func names(hiddenIn sql: String) -> Bool {
        sql.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.contains {
            hidesAnywhere(String($0))
        }
    }
}
