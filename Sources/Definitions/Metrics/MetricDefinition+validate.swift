extension MetricDefinition {
    /// Checks every name, type and operator against what the catalogue has; the nearest name is
    /// suggested, the place is a JSON pointer into the definition.
    package func validate(against catalogue: Catalogue) throws(DefinitionError) {
        for (pointer, part) in parts { try part.validate(against: catalogue, at: pointer) }
    }
}

extension MetricPart {
    fileprivate func validate(
        against catalogue: Catalogue, at pointer: String
    ) throws(DefinitionError) {
        guard let table = catalogue.table(dataset) else {
            throw .unknownName(
                dataset, kind: "dataset", at: pointer + "/dataset",
                known: catalogue.tables.map(\.name))
        }
        if measure.needsUsers, table.userKey == nil {
            throw DefinitionError(
                .contradiction, at: pointer + "/measure",
                "'\(measure.rawValue)' asks whose rows they are, and \(dataset) has no user key; "
                    + "register one.")
        }
        try validateTime(of: table, at: pointer)
        try validateField(of: table, at: pointer)
        for (index, filter) in filters.enumerated() {
            try filter.validate(against: table, at: "\(pointer)/filters/\(index)")
        }
    }

    private func validateTime(
        of table: CatalogueTable, at pointer: String
    ) throws(DefinitionError) {
        guard let time else {
            guard table.roles[.time] == nil else { return }
            throw DefinitionError(
                .contradiction, at: pointer + "/dataset",
                "\(table.name) has no time column, and without one nothing tells which rows belong to "
                    + "a period; register one, or name a field of that type in 'time'.")
        }
        let field = try table.field(time, at: pointer + "/time")
        guard field.type != .time else { return }
        throw DefinitionError(
            .wrongType, at: pointer + "/time",
            "\(time) is \(field.type.rawValue), not a time; name a field with a time.")
    }

    private func validateField(
        of table: CatalogueTable, at pointer: String
    ) throws(DefinitionError) {
        guard let name = field else {
            guard measure.fieldUse == .needed else { return }
            throw .missingField("field", at: pointer)
        }
        let field = try table.field(name, at: pointer + "/field")
        guard measure.needsNumbers, field.type != .integer, field.type != .number else { return }
        throw DefinitionError(
            .wrongType, at: pointer + "/field",
            "'\(measure.rawValue)' needs a number, and \(name) is \(field.type.rawValue); use "
                + "count_distinct, or another field.")
    }
}
