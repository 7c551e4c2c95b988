extension Comparison {
    /// Checks that the operator and the values fit a property of this type.
    func check(type: DatasetSchema.PropertyType, at pointer: String) throws(DefinitionError) {
        guard `operator`.fits(type) else {
            let fitting = Operator.allCases.filter { $0.fits(type) }.map(\.rawValue)
            throw DefinitionError(
                .wrongType, at: pointer + "/operator",
                "'\(`operator`.rawValue)' does not fit \(property), which is \(type.rawValue); use "
                    + fitting.joined(separator: ", ") + ".")
        }
        for (index, value) in values.enumerated() where !value.fits(type) {
            throw DefinitionError(
                .wrongType, at: pointer + "/value" + (values.count > 1 ? "/\(index)" : ""),
                "'\(value.words)' does not fit \(property), which is \(type.rawValue).")
        }
        if `operator` == .matches, case .text(let pattern) = values[0] {
            do throws(PatternError) {
                _ = try Pattern(pattern)
            } catch {
                throw DefinitionError(.outOfRange, at: pointer + "/value", error.description)
            }
        }
    }
}

extension Comparison.Operator {
    /// Whether the operator can compare values of this type.
    package func fits(_ type: DatasetSchema.PropertyType) -> Bool {
        switch self {
        case .equals, .notEquals, .isIn, .notIn, .isSet, .isNotSet: true
        case .less, .atMost, .greater, .atLeast, .between: type != .boolean
        case .contains, .startsWith, .endsWith, .matches: type == .text
        }
    }
}

extension Value {
    func fits(_ type: DatasetSchema.PropertyType) -> Bool {
        switch (self, type) {
        case (.text, .text), (.boolean, .boolean): true
        case (.integer, .integer), (.integer, .number), (.integer, .text): true
        case (.number, .number), (.number, .integer): true
        case (.text(let text), .time): Moment(text) != nil
        default: false
        }
    }
}
