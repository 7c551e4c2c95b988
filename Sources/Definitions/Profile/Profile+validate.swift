extension Profile {
    /// Checks every name against what the dataset has; the nearest name is suggested. The question
    /// whose element is profiled is checked against its own dataset.
    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        try scope.check(against: schema)
        for (index, name) in (attributes ?? []).enumerated()
        where !schema.attributes.contains(where: { $0.isSameText(as: name) }) {
            throw .unknownName(
                name, kind: "user attribute", at: "/attributes/\(index)", known: schema.attributes)
        }
        guard attributes?.isEmpty ?? schema.attributes.isEmpty else { return }
        throw DefinitionError(
            .missingField, at: "/attributes",
            "There is no attribute to tell of; import a table of users, or work some out with "
                + "'estimates'.")
    }
}
