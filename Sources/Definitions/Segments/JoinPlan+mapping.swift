extension JoinPlan {
    /// Finds the mapping table of a container's groups on one key.
    ///
    /// In this order: the table that a group's `through` names; the table of an included group, else of
    /// an excluded one, that has the user key too; the only table of the catalogue that has both.
    init(
        _ key: String, of groups: [ResolvedGroup], in catalogue: Catalogue
    ) throws(DefinitionError) {
        let mapping = try Self.mapping(key, of: groups, in: catalogue)
        guard let keyColumn = mapping.keys[key], let userColumn = mapping.userKey else {
            preconditionFailure("only a table with both keys is chosen")
        }
        self.init(
            key: key, mapping: mapping, keyColumn: keyColumn, userColumn: userColumn,
            groups: groups)
    }

    private static func mapping(
        _ key: String, of groups: [ResolvedGroup], in catalogue: Catalogue
    ) throws(DefinitionError) -> CatalogueTable {
        if let named = try named(key, of: groups, in: catalogue) { return named }
        let place = groups[0].place.pointer + "/join"
        for own in [groups.filter { !$0.group.isExcluded }, groups] {
            let tables = distinct(own.map(\.table).filter { $0.maps(key) })
            if tables.count > 1 { throw several(key, tables, at: place) }
            if let table = tables.first { return table }
        }
        let tables = catalogue.tables.filter { $0.maps(key) }
        if tables.count > 1 { throw several(key, tables, at: place) }
        guard let table = tables.first else {
            throw DefinitionError(
                .contradiction, at: place,
                "No table has both the key '\(key)' and a user key; register one that maps "
                    + "'\(key)' to users.")
        }
        return table
    }

    private static func named(
        _ key: String, of groups: [ResolvedGroup], in catalogue: Catalogue
    ) throws(DefinitionError) -> CatalogueTable? {
        var found: CatalogueTable?
        for group in groups {
            guard let name = group.group.join?.through else { continue }
            let pointer = group.place.pointer + "/join/through"
            guard let table = catalogue.table(name) else {
                throw .unknownName(
                    name, kind: "dataset", at: pointer,
                    known: catalogue.tables.filter { $0.maps(key) }.map(\.name))
            }
            guard table.maps(key) else {
                let lack = table.userKey == nil ? "no user key" : "no key '\(key)'"
                let others = catalogue.tables.filter { $0.maps(key) }.map { "'\($0.name)'" }
                throw DefinitionError(
                    .contradiction, at: pointer,
                    "\(name) has \(lack), so it maps no '\(key)' to users"
                        + (others.isEmpty
                            ? "." : "; use \(others.joined(separator: " or "))."))
            }
            if let found, found.name != name {
                throw DefinitionError(
                    .contradiction, at: pointer,
                    "The groups of one container that meet on '\(key)' reach users through one "
                        + "table; this one says '\(name)', another '\(found.name)'.")
            }
            found = table
        }
        return found
    }

    private static func distinct(_ tables: [CatalogueTable]) -> [CatalogueTable] {
        var seen: Set<String> = []
        return tables.filter { seen.insert($0.name).inserted }
    }

    private static func several(
        _ key: String, _ tables: [CatalogueTable], at pointer: String
    ) -> DefinitionError {
        DefinitionError(
            .contradiction, at: pointer,
            "Several tables map '\(key)' to users: "
                + tables.map { "'\($0.name)'" }.joined(separator: ", ")
                + "; say which with 'through'.")
    }
}

extension CatalogueTable {
    /// Whether the table says which users have which values of the key.
    package func maps(_ key: String) -> Bool {
        userKey != nil && keys[key] != nil
    }
}
