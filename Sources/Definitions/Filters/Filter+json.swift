extension Filter {
    /// Reads one filter; see `Filter` for its form.
    ///
    /// `subject`: what the whole filter is about; nil where only an event can be meant.
    package init(
        _ reader: JSONReader, subject: FilterSubject? = nil
    ) throws(DefinitionError) {
        if let alternatives = try reader.optional("any_of") {
            try reader.allow(["any_of"])
            let filters = try Self.list(alternatives, subject: subject)
            guard !filters.isEmpty else {
                throw DefinitionError(
                    .outOfRange, at: alternatives.pointer, "Give at least one filter to choose of.")
            }
            self = .anyOf(filters)
        } else {
            self = .comparison(try Comparison(reader, subject: subject))
        }
    }

    /// Reads a list of filters; an absent list is empty.
    package static func list(
        _ reader: JSONReader?, subject: FilterSubject? = nil
    ) throws(DefinitionError) -> [Filter] {
        guard let reader else { return [] }
        var filters: [Filter] = []
        for element in try reader.array() {
            filters.append(try Filter(element, subject: subject))
        }
        return filters
    }

    package var json: JSONValue { json(about: .property) }

    func json(about subject: FilterSubject) -> JSONValue {
        switch self {
        case .comparison(let comparison): comparison.json(about: subject)
        case .anyOf(let filters): ["any_of": .array(filters.map { $0.json(about: subject) })]
        }
    }
}

extension Comparison {
    init(_ reader: JSONReader, subject: FilterSubject?) throws(DefinitionError) {
        try FilterSubject.refuseOther(than: subject, in: reader)
        let name = (subject ?? .property).rawValue
        try reader.allow([name, "operator", "value", "or_null"])
        let property = try reader.member(name).string()
        let operation = try reader.member("operator").choice(Operator.self)
        let values = try Self.values(reader, operation)
        let orNull = try reader.optional("or_null")?.boolean() ?? false
        self.init(property: property, operator: operation, values: values, orNull: orNull)
    }

    private static func values(
        _ reader: JSONReader, _ operation: Operator
    ) throws(DefinitionError) -> [Value] {
        let expected = operation.valueCount
        guard let value = try reader.optional("value") else {
            guard expected.contains(0) else { throw .missingField("value", at: reader.pointer) }
            return []
        }
        var values: [Value] = []
        if case .array = value.value {
            for element in try value.array() { values.append(try Value(element)) }
        } else {
            values = [try Value(value)]
        }
        guard expected.contains(values.count) else {
            throw DefinitionError(
                .outOfRange, at: value.pointer,
                "'\(operation.rawValue)' takes \(Self.words(expected)), not \(values.count).")
        }
        return values
    }

    private static func words(_ count: ClosedRange<Int>) -> String {
        switch (count.lowerBound, count.upperBound) {
        case (0, 0): "no value"
        case (1, 1): "one value"
        case (2, 2): "two values, the lower and the upper"
        default: "\(count.lowerBound) to \(count.upperBound) values"
        }
    }

    func json(about subject: FilterSubject) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init(subject.rawValue, .string(property)),
            .init("operator", .string(`operator`.rawValue)),
        ]
        if values.count == 1, `operator`.valueCount == 1...1 {
            members.append(.init("value", values[0].json))
        } else if !values.isEmpty {
            members.append(.init("value", .array(values.map(\.json))))
        }
        if orNull { members.append(.init("or_null", .boolean(true))) }
        return .object(members)
    }
}
