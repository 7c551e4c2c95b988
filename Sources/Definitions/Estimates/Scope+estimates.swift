extension Scope {
    /// The schema with the question's estimates among the attributes; checks them first.
    func schema(extending schema: DatasetSchema) throws(DefinitionError) -> DatasetSchema {
        for (index, estimate) in estimates.enumerated() {
            try estimate.check(against: schema, at: "/estimates/\(index)")
        }
        return schema.with(attributes: schema.attributes + estimates.map(\.name))
    }
}

extension DatasetSchema {
    /// The same dataset with these attributes.
    package func with(attributes: [String]) -> DatasetSchema {
        DatasetSchema(
            name: name, events: events, properties: properties, attributes: attributes,
            hasSequence: hasSequence, roles: roles)
    }
}
