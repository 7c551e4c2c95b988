extension Scope {
    /// The schema with the question's estimates among the attributes; checks them first.
    func schema(extending schema: DatasetSchema) throws(DefinitionError) -> DatasetSchema {
        for (index, estimate) in estimates.enumerated() {
            try estimate.check(against: schema, at: "/estimates/\(index)")
        }
        guard !estimates.isEmpty else { return schema }
        let stored = schema.attributes.map { name in
            DatasetSchema.Property(name, schema.attributeTypes[name] ?? .text)
        }
        return schema.with(
            attributes: stored + estimates.map { .init($0.name, $0.type(in: schema)) })
    }
}
