extension Trend {
    /// Checks every name against what the dataset has; the nearest name is suggested.
    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        try scope.check(against: schema)
        for (index, one) in series.enumerated() {
            let place = "/series/\(index)"
            try one.matcher.check(against: schema, at: place)
            guard let name = one.measure.property else { continue }
            let property = try schema.property(name, at: place + "/property")
            guard property.type == .integer || property.type == .number else {
                throw DefinitionError(
                    .wrongType, at: place + "/property",
                    "\(name) is \(property.type.rawValue); the measure "
                        + "'\(one.measure.name.rawValue)' needs a property of numbers.")
            }
        }
        switch breakdown?.subject {
        case .property(let name): _ = try schema.property(name, at: "/breakdown/property")
        case .attribute(let name):
            _ = try schema.attribute(name, at: "/breakdown/attribute")
        case nil: break
        }
    }
}
