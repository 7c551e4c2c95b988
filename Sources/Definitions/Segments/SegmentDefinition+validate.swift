extension SegmentDefinition {
    /// Checks every name, type and operator against what the catalogue has; the nearest name is
    /// suggested, the place is a JSON pointer into the definition.
    ///
    /// Of the kinds other than containers only the form is checked: their connection, question or
    /// segments are known elsewhere.
    package func validate(against catalogue: Catalogue) throws(DefinitionError) {
        guard case .containers(let containers) = self else { return }
        try SegmentLimits.containers.check(containers.count, at: "/containers")
        try Self.refuseEmptySets(containers, at: "/containers")
        for (index, container) in containers.enumerated() {
            let pointer = "/containers/\(index)/groups"
            try SegmentLimits.groups.check(container.groups.count, at: pointer)
            let resolved = try container.resolved(in: catalogue, container: index)
            for group in resolved.groups { try group.validate(in: catalogue) }
        }
    }
}

extension ResolvedGroup {
    func validate(in catalogue: Catalogue) throws(DefinitionError) {
        let pointer = place.pointer
        let comparisons = group.filters.reduce(0) { $0 + $1.properties.count }
        try SegmentLimits.filters.check(comparisons, at: pointer + "/filters")
        try SegmentLimits.conditions.check(group.having.count, at: pointer + "/having")
        for (index, filter) in group.filters.enumerated() {
            try filter.validate(against: table, at: "\(pointer)/filters/\(index)")
        }
        if group.range != nil, table.roles[.time] == nil {
            throw DefinitionError(
                .contradiction, at: pointer + "/range",
                "\(table.name) has no time column; register one, or leave 'range' out.")
        }
        for (index, condition) in group.having.enumerated() {
            try condition.validate(against: table, at: "\(pointer)/having/\(index)")
        }
        try validatePopulation(of: catalogue)
    }

    /// "Zero times" of the users needs the users; without a population table, all whom the home knows.
    private func validatePopulation(of catalogue: Catalogue) throws(DefinitionError) {
        guard group.acceptsNoRows, key == nil, let name = catalogue.population else { return }
        guard let table = catalogue.table(name) else {
            throw .unknownName(
                name, kind: "dataset", at: place.pointer + "/having",
                known: catalogue.tables.map(\.name))
        }
        guard table.userKey == nil else { return }
        throw DefinitionError(
            .contradiction, at: place.pointer + "/having",
            "The population table \(name) has no user key, so nobody is known who has no rows; "
                + "register one.")
    }
}

extension CatalogueTable {
    /// The field called `name`, or an error at `pointer` with the nearest name.
    package func field(
        _ name: String, at pointer: String
    ) throws(DefinitionError) -> CatalogueField {
        if let field = field(name) { return field }
        throw .unknownName(
            name, kind: "field of \(self.name)", at: pointer,
            known: fields.filter { !$0.isHidden }.map(\.name))
    }
}

extension CatalogueField {
    /// The operators that filters may use, in their usual order.
    package var allowedOperators: [Comparison.Operator] {
        Comparison.Operator.allCases.filter {
            $0.fits(type) && (operators?.contains($0) ?? true)
        }
    }
}

extension Filter {
    /// Checks names, types and operators of a filter on a table.
    func validate(
        against table: CatalogueTable, at pointer: String
    ) throws(DefinitionError) {
        switch self {
        case .anyOf(let filters):
            for (index, filter) in filters.enumerated() {
                try filter.validate(against: table, at: "\(pointer)/any_of/\(index)")
            }
        case .comparison(let comparison):
            let field = try table.field(comparison.property, at: pointer + "/field")
            try comparison.check(type: field.type, at: pointer)
            try comparison.refuseOperators(notOf: field, at: pointer + "/operator")
            try comparison.refuseReversedBounds(at: pointer + "/value")
        }
    }
}

extension Comparison {
    fileprivate func refuseOperators(
        notOf field: CatalogueField, at pointer: String
    ) throws(DefinitionError) {
        let allowed = field.allowedOperators
        guard !allowed.contains(`operator`) else { return }
        throw DefinitionError(
            .outOfRange, at: pointer,
            "'\(`operator`.rawValue)' is not offered for \(field.name); use "
                + allowed.map(\.rawValue).joined(separator: ", ") + ".")
    }

    fileprivate func refuseReversedBounds(at pointer: String) throws(DefinitionError) {
        guard `operator` == .between, values.count == 2 else { return }
        try Value.refuseReversed(values[0], values[1], at: pointer)
    }
}

extension Value {
    /// Refuses a lower bound above the upper one; texts may be meant in any order.
    fileprivate static func refuseReversed(
        _ lower: Value, _ upper: Value, at pointer: String
    ) throws(DefinitionError) {
        let isReversed: Bool =
            switch (lower, upper) {
            case (.integer(let low), .integer(let high)): low > high
            case (.integer(let low), .number(let high)): Double(low) > high
            case (.number(let low), .integer(let high)): low > Double(high)
            case (.number(let low), .number(let high)): low > high
            default: false
            }
        guard isReversed else { return }
        throw DefinitionError(
            .contradiction, at: pointer,
            "Nothing lies between \(lower.words) and \(upper.words); give the lower value first.")
    }
}

extension AggregateCondition {
    fileprivate func validate(
        against table: CatalogueTable, at pointer: String
    ) throws(DefinitionError) {
        guard Self.operators.contains(`operator`) else {
            throw DefinitionError(
                .outOfRange, at: pointer + "/operator",
                "'\(`operator`.rawValue)' does not compare an aggregate; use "
                    + Self.operators.map(\.rawValue).joined(separator: ", ") + ".")
        }
        if `operator` == .between, values.count == 2 {
            try Value.refuseReversed(values[0], values[1], at: pointer + "/value")
        }
        guard measure != .count else { return }
        guard let name = field else { throw .missingField("field", at: pointer) }
        let field = try table.field(name, at: pointer + "/field")
        guard measure != .countDistinct, field.type != .integer, field.type != .number else {
            return
        }
        throw DefinitionError(
            .wrongType, at: pointer + "/measure",
            "'\(measure.rawValue)' needs a number, and \(name) is \(field.type.rawValue); use "
                + "count or count_distinct.")
    }
}
