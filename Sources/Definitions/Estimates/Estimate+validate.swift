extension Estimate {
    /// Checks the names against what the dataset has, without the estimates of the question: a rule
    /// cannot build on another.
    func check(against schema: DatasetSchema, at pointer: String) throws(DefinitionError) {
        guard !schema.attributes.contains(where: { $0.isSameText(as: name) }) else {
            throw DefinitionError(
                .contradiction, at: pointer + "/name",
                "There is a stored attribute '\(name)' already; give the estimate another name.")
        }
        if let property {
            let type = try schema.property(property, at: pointer + "/property").type
            guard !needsNumbers || type == .integer || type == .number else {
                throw DefinitionError(
                    .wrongType, at: pointer + "/property",
                    "\(property) is \(type.rawValue); the kind '\(kind.rawValue)' needs a property "
                        + "of numbers.")
            }
        }
        try matcher?.check(against: schema, at: pointer)
    }

    private var needsNumbers: Bool {
        switch rule {
        case .sum, .average, .rfm: true
        case .mostFrequent, .mostUsedHour, .daysSinceLast, .count, .daysActive, .first, .last: false
        }
    }

    /// The type of the values in a dataset.
    package func type(in schema: DatasetSchema) -> DatasetSchema.PropertyType {
        type(
            of: property.flatMap { name in
                schema.properties.first { $0.name.isSameText(as: name) }?.type
            })
    }
}
