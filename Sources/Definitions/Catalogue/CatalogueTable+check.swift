extension CatalogueTable {
    /// Refuses what cannot be: empty or odd names, a name twice, operators that do not fit.
    package func check(at pointer: String = "") throws(DefinitionError) {
        try Self.check(name: name, kind: "table", at: pointer + "/name")
        for key in keys.keys.sorted() {
            try Self.check(name: key, kind: "key", at: pointer + "/keys")
        }
        guard userKey != "", !keys.values.contains(""), !roles.values.contains("") else {
            throw DefinitionError(
                .outOfRange, at: pointer, "Keys and roles name a column; an empty name is none.")
        }
        var names: [String: String] = [:]
        for (index, field) in fields.enumerated() {
            let place = "\(pointer)/fields/\(index)"
            try field.check(at: place)
            if let other = names.updateValue(field.name, forKey: field.name.lowercased()) {
                throw DefinitionError(
                    .contradiction, at: place + "/name",
                    "There is a field '\(other)' already; names differ by more than letter case.")
            }
        }
    }

    /// Names stand in definitions, commands and addresses.
    static func check(name: String, kind: String, at pointer: String) throws(DefinitionError) {
        let isPlain = name.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
        guard !name.isEmpty, name.utf8.count <= 128, isPlain, name.first != ".", name.first != "-"
        else {
            throw DefinitionError(
                .outOfRange, at: pointer,
                "'\(name)' cannot name a \(kind): use letters, digits, '_', '-' and '.', at most "
                    + "128 bytes.")
        }
    }
}

extension CatalogueField {
    func check(at pointer: String) throws(DefinitionError) {
        guard !name.isEmpty, !column.isEmpty, name.utf8.count <= 256 else {
            throw DefinitionError(
                .outOfRange, at: pointer + "/name",
                "A field has a name of at most 256 bytes, and a column.")
        }
        if timeFormat != nil, type != .time {
            throw DefinitionError(
                .contradiction, at: pointer + "/time_format",
                "Only a field of the type time has a time format; '\(name)' is \(type.rawValue).")
        }
        for (index, `operator`) in (operators ?? []).enumerated() where !`operator`.fits(type) {
            throw DefinitionError(
                .wrongType, at: "\(pointer)/operators/\(index)",
                "'\(`operator`.rawValue)' does not fit \(name), which is \(type.rawValue); use "
                    + Comparison.Operator.allCases.filter { $0.fits(type) }.map(\.rawValue)
                    .joined(separator: ", ") + ".")
        }
    }

    /// The label of a value in a language; nil where it has none.
    package func label(ofValue value: String, in language: Language) -> String? {
        valueLabels[value]?.text(in: language)
    }

    /// The label in a language, else the name.
    package func title(in language: Language) -> String {
        labels.text(in: language) ?? name
    }
}

extension CatalogueTable {
    /// The label in a language, else the name.
    package func title(in language: Language) -> String {
        labels.text(in: language) ?? name
    }

    /// The field of a column; nil where none is registered.
    package func field(ofColumn column: String) -> CatalogueField? {
        fields.first { $0.column == column }
    }

    /// Every column that the table names, each once: keys, roles, then fields.
    package var columns: [String] {
        var seen: Set<String> = []
        let ofKeys = keys.sorted { $0.key < $1.key }.map(\.value)
        let ofRoles = Role.allCases.compactMap { roles[$0] }
        return ([userKey].compactMap(\.self) + ofKeys + ofRoles + fields.map(\.column))
            .filter { seen.insert($0).inserted }
    }
}
