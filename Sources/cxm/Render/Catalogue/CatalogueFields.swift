import Definitions
import Operations

/// One table of the catalogue with its fields.
struct CatalogueFields {
    let entry: LoadedCatalogue.Entry
    let language: Language
    let showsHidden: Bool
    let freshness: TableFreshness.Answer?
    let zone: Zone

    init(
        _ entry: LoadedCatalogue.Entry, _ language: Language, showsHidden: Bool,
        freshness: TableFreshness.Answer?, zone: Zone
    ) {
        self.entry = entry
        self.language = language
        self.showsHidden = showsHidden
        self.freshness = freshness
        self.zone = zone
    }

    private var table: CatalogueTable { entry.table }

    var text: String {
        ([heading] + facts).map { $0 + "\n" }.joined() + "\n" + fields + problems
    }

    private var heading: String {
        let label = table.labels.text(in: language).map { " (\($0))" } ?? ""
        return "\(table.name)\(label): \(table.source.words)"
    }

    private var facts: [String] {
        var facts: [String] = []
        if let userKey = table.userKey { facts.append("user key: \(userKey)") }
        for (name, column) in table.keys.sorted(by: { $0.key < $1.key }) {
            facts.append("key \(name): \(column)")
        }
        let roles = CatalogueTable.Role.allCases.compactMap { role in
            table.roles[role].map { "\(role.rawValue) \($0)" }
        }
        if !roles.isEmpty { facts.append("roles: " + roles.joined(separator: ", ")) }
        if let freshness {
            if let until = freshness.dataUntil { facts.append("data until \(zone.text(until))") }
            if let written = freshness.writtenAt { facts.append("written \(zone.text(written))") }
        }
        return facts
    }

    private var fields: String {
        var grid = TextGrid(["field", "label", "type", "values", "notes"])
        for field in table.fields where showsHidden || !field.isHidden {
            let values = field.valueLabels.sorted { $0.key < $1.key }.compactMap { value, label in
                label.text(in: language).map { "\(value) \($0)" }
            }
            grid.add([
                field.name, field.labels.text(in: language) ?? "", field.type.rawValue,
                values.joined(separator: ", "), notes(field),
            ])
        }
        return grid.text
    }

    private func notes(_ field: CatalogueField) -> String {
        var notes: [String] = []
        if field.column != field.name { notes.append("column \(field.column)") }
        if field.personalData != .none { notes.append("personal: \(field.personalData.rawValue)") }
        if field.isHidden { notes.append("hidden") }
        if entry.brokenFields.contains(field.name) { notes.append("broken") }
        return notes.joined(separator: ", ")
    }

    private var problems: String {
        var lines = entry.drift.problems.map { "! " + $0.words + "\n" }
        if let reason = entry.drift.unreachable { lines.append("! " + reason + "\n") }
        return lines.isEmpty ? "" : "\n" + lines.joined()
    }

    var json: JSONValue {
        entry.json(showsHidden: showsHidden, freshness: freshness, zone: zone)
    }
}
