extension Funnel {
    /// Refuses options that cannot hold together.
    func refuseContradictions() throws(DefinitionError) {
        if order == .unordered, stepWindow != nil {
            throw DefinitionError(
                .contradiction, at: "/step_window",
                "Steps in any order have no neighbours; leave 'step_window' out or use 'window'.")
        }
        if unit == .entry, order != .ordered {
            throw DefinitionError(
                .contradiction, at: "/unit",
                "Entries are counted for ordered steps only; use the order 'ordered' or the unit "
                    + "'user' or 'session'.")
        }
    }

    /// Checks every name against what the dataset has; the nearest name is suggested.
    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        try scope.check(against: schema)
        for (index, step) in steps.enumerated() {
            try step.check(against: schema, at: "/steps/\(index)")
        }
        for (index, exclusion) in exclusions.enumerated() {
            try exclusion.matcher.check(against: schema, at: "/exclude/\(index)")
        }
        for (index, name) in hold.enumerated() {
            _ = try schema.property(name, at: "/hold/\(index)")
        }
        switch breakdown?.subject {
        case .property(let name, _): _ = try schema.property(name, at: "/breakdown/property")
        case .attribute(let name):
            _ = try schema.attribute(name, at: "/breakdown/attribute")
        case nil: break
        }
    }
}

extension EventMatcher {
    func check(against schema: DatasetSchema, at pointer: String) throws(DefinitionError) {
        for (index, condition) in conditions.enumerated() {
            let place = conditions.count == 1 ? pointer : "\(pointer)/any_of/\(index)"
            if let event = condition.event, !schema.events.contains(event) {
                throw .unknownName(
                    event, kind: "event", at: place + "/event", known: schema.events.sorted())
            }
            for (position, filter) in condition.filters.enumerated() {
                try filter.check(against: schema, at: "\(place)/where/\(position)")
            }
        }
    }
}

extension Filter {
    func check(
        against schema: DatasetSchema, at pointer: String, subject: FilterSubject = .property
    ) throws(DefinitionError) {
        switch self {
        case .anyOf(let filters):
            for (index, filter) in filters.enumerated() {
                try filter.check(
                    against: schema, at: "\(pointer)/any_of/\(index)", subject: subject)
            }
        case .comparison(let comparison):
            let place = "\(pointer)/\(subject.rawValue)"
            let subject =
                switch subject {
                case .property, .field: try schema.property(comparison.property, at: place)
                case .attribute: try schema.attribute(comparison.property, at: place)
                }
            try comparison.check(type: subject.type, at: pointer)
        }
    }
}
