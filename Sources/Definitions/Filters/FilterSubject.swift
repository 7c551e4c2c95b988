/// What a filter of a question is about: the events that count, or the users who count.
///
///     {"property": "os", …}     {"attribute": "grade", …}
package enum FilterSubject: String, Sendable {
    case property, attribute

    /// What the first comparison in a filter's JSON names.
    static func of(_ filter: JSONValue) -> FilterSubject {
        if case .array(let alternatives)? = filter["any_of"], let first = alternatives.first {
            return of(first)
        }
        return (filter["attribute"] ?? .null) == .null ? .property : .attribute
    }

    /// Refuses a comparison that names what the whole filter is not about.
    static func refuseOther(
        than subject: FilterSubject?, in reader: JSONReader
    ) throws(DefinitionError) {
        let other: FilterSubject = subject == .attribute ? .property : .attribute
        guard let found = try reader.optional(other.rawValue) else { return }
        throw DefinitionError(
            .contradiction, at: found.pointer,
            subject == nil
                ? "An attribute belongs to a user, not to an event; put this filter into the "
                    + "question's own 'where'."
                : "A filter is about events ('property') or about users ('attribute'), not both; put "
                    + "each into a filter of its own.")
    }
}
