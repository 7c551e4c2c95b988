/// What a filter is about: the events of a question that count, its users who count, or the rows of
/// a segment's table.
///
///     {"property": "os", …}     {"attribute": "grade", …}     {"field": "gender", …}
package enum FilterSubject: String, Sendable {
    case property, attribute, field

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
        if subject == .field { return try refuseAllButField(in: reader) }
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

    private static func refuseAllButField(in reader: JSONReader) throws(DefinitionError) {
        for other in [FilterSubject.property, .attribute] {
            guard let found = try reader.optional(other.rawValue) else { continue }
            throw DefinitionError(
                .contradiction, at: found.pointer,
                "A filter of a segment is about a field of its table; write 'field' instead of "
                    + "'\(other.rawValue)'.")
        }
    }
}
