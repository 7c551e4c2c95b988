extension AggregateCondition {
    /// The operators that compare an aggregate.
    package static let operators: [Comparison.Operator] = [
        .equals, .notEquals, .less, .atMost, .greater, .atLeast, .between,
    ]

    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["measure", "field", "operator", "value"])
        let measure = try reader.member("measure").choice(Measure.self)
        let operation = try Self.operation(reader.member("operator"))
        self.init(
            measure, of: try Self.field(reader, measure), operation,
            try Self.values(reader.member("value"), operation))
    }

    private static func field(
        _ reader: JSONReader, _ measure: Measure
    ) throws(DefinitionError) -> String? {
        guard measure == .count else { return try reader.member("field").string() }
        guard let field = try reader.optional("field") else { return nil }
        throw DefinitionError(
            .contradiction, at: field.pointer,
            "'count' counts rows, whatever their fields; leave 'field' out or measure "
                + "'count_distinct'.")
    }

    private static func operation(
        _ reader: JSONReader
    ) throws(DefinitionError) -> Comparison.Operator {
        let operation = try reader.choice(Comparison.Operator.self)
        guard operators.contains(operation) else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "'\(operation.rawValue)' does not compare an aggregate; use "
                    + operators.map(\.rawValue).joined(separator: ", ") + ".")
        }
        return operation
    }

    private static func values(
        _ reader: JSONReader, _ operation: Comparison.Operator
    ) throws(DefinitionError) -> [Value] {
        guard operation == .between else { return [try number(reader)] }
        let list = try reader.array()
        guard list.count == 2 else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "'between' takes two values, the lower and the upper, not \(list.count).")
        }
        return [try number(list[0]), try number(list[1])]
    }

    private static func number(_ reader: JSONReader) throws(DefinitionError) -> Value {
        switch reader.value {
        case .integer(let number): return .integer(number)
        case .number(let number): return .number(number)
        default: throw .wrongType(reader.value, at: reader.pointer, expected: "a number")
        }
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [.init("measure", .string(measure.rawValue))]
        if let field { members.append(.init("field", .string(field))) }
        members.append(.init("operator", .string(`operator`.rawValue)))
        members.append(
            .init("value", values.count == 1 ? values[0].json : .array(values.map(\.json))))
        return .object(members)
    }
}

extension AggregateCondition {
    /// The condition's numbers.
    package var numbers: [Double] {
        values.compactMap { value in
            switch value {
            case .integer(let number): Double(number)
            case .number(let number): number
            case .text, .boolean: nil
            }
        }
    }

    /// Whether an aggregate's value satisfies the condition; nil (no value) satisfies none.
    package func holds(for value: Double?) -> Bool {
        guard let value, let first = numbers.first else { return false }
        return switch `operator` {
        case .equals: value == first
        case .notEquals: value != first
        case .less: value < first
        case .atMost: value <= first
        case .greater: value > first
        case .atLeast: value >= first
        case .between: first <= value && value <= numbers[numbers.count - 1]
        default: false
        }
    }

    /// Whether a key without any row satisfies the condition: counts are then 0, other measures have
    /// no value.
    package var acceptsNoRows: Bool {
        switch measure {
        case .count, .countDistinct: holds(for: 0)
        case .sum, .avg, .min, .max: false
        }
    }
}

extension SegmentGroup {
    /// Whether the group also gives those of the base population who have no row that passes.
    ///
    ///     count equals 0      count at_most 2
    package var acceptsNoRows: Bool {
        !having.isEmpty && having.allSatisfy(\.acceptsNoRows)
    }
}
