extension Renderer {
    mutating func text(_ expression: Expression) throws(SQLError) -> String {
        switch expression {
        case .column(let name): return Self.plain(name)
        case .member(let name, let relation): return Self.plain(relation) + "." + Self.plain(name)
        case .named(let name): return dialect.quoted(name)
        case .integer(let number): return String(number)
        case .null: return "NULL"
        case .value(let value): return try place(value)
        case .comparison(let left, let comparator, let right):
            return try operand(left) + " \(comparator.rawValue) " + operand(right)
        case .arithmetic(let left, let sign, let right):
            return try operand(left) + " \(sign.rawValue) " + operand(right)
        case .all(let parts): return try joined(parts, by: " AND ", empty: "TRUE")
        case .any(let parts): return try joined(parts, by: " OR ", empty: "FALSE")
        case .isNull(let part): return try operand(part) + " IS NULL"
        case .isNotNull(let part): return try operand(part) + " IS NOT NULL"
        case .oneOf(let part, let list): return try operand(part) + " IN (" + texts(list) + ")"
        case .noneOf(let part, let list):
            return try operand(part) + " NOT IN (" + texts(list) + ")"
        case .memberOf(let part, let query):
            return try operand(part) + " IN (" + inline(query) + ")"
        case .notMemberOf(let part, let query):
            return try operand(part) + " NOT IN (" + inline(query) + ")"
        default: return try closed(expression)
        }
    }

    /// Expressions whose text needs no parentheses as an operand.
    private mutating func closed(_ expression: Expression) throws(SQLError) -> String {
        switch expression {
        case .choice(let branches, let otherwise): return try choice(branches, otherwise)
        case .call(let function, let arguments):
            return try dialect.call(function, list(arguments))
        case .aggregate(let aggregate, let argument):
            return try self.aggregate(aggregate, argument)
        case .window(let function, let window):
            return try self.function(function) + " OVER (" + text(window) + ")"
        case .cast(let part, let type):
            return try "CAST(" + text(part) + " AS " + dialect.type(type) + ")"
        case .lambda(let names, let body):
            return try dialect.lambda(names.map(Self.plain), text(body))
        case .structure(let fields): return try structure(fields)
        case .field(let name, let whole):
            return try dialect.field(Self.plain(name), of: text(whole))
        default: preconditionFailure("text(_:) has written all others")
        }
    }

    private mutating func operand(_ expression: Expression) throws(SQLError) -> String {
        switch expression {
        case .comparison, .arithmetic, .all, .any, .isNull, .isNotNull, .oneOf, .noneOf, .memberOf,
            .notMemberOf:
            return try "(" + text(expression) + ")"
        default: return try text(expression)
        }
    }

    /// Parts of AND and OR; only the other one of the two needs parentheses.
    private mutating func joined(
        _ parts: [Expression], by word: String, empty: String
    ) throws(SQLError) -> String {
        if parts.count == 1 { return try text(parts[0]) }
        var texts: [String] = []
        for part in parts {
            switch part.withoutSingleParts {
            case .all(let inner) where inner.count > 1, .any(let inner) where inner.count > 1:
                texts.append(try "(" + text(part) + ")")
            default: texts.append(try text(part))
            }
        }
        return texts.isEmpty ? empty : texts.joined(separator: word)
    }

    private mutating func choice(
        _ branches: [Expression.Branch], _ otherwise: Expression?
    ) throws(SQLError) -> String {
        var words = "CASE"
        for branch in branches {
            words += try " WHEN " + text(branch.condition)
            words += try " THEN " + text(branch.result)
        }
        if let otherwise { words += try " ELSE " + text(otherwise) }
        return words + " END"
    }

    private mutating func aggregate(
        _ aggregate: Expression.Aggregate, _ argument: Expression
    ) throws(SQLError) -> String {
        let argument = try text(argument)
        switch aggregate {
        case .countDistinct: return "COUNT(DISTINCT \(argument))"
        case .sortedList: return try dialect.sortedList(argument)
        default: return "\(aggregate.rawValue)(\(argument))"
        }
    }

    private mutating func function(_ function: WindowFunction) throws(SQLError) -> String {
        switch function {
        case .rowNumber: "ROW_NUMBER()"
        case .denseRank: "DENSE_RANK()"
        case .rank: "RANK()"
        case .lag(let argument): try "LAG(" + text(argument) + ")"
        case .firstValue(let argument): try "FIRST_VALUE(" + text(argument) + ")"
        case .aggregate(let aggregate, let argument): try self.aggregate(aggregate, argument)
        }
    }

    private mutating func text(_ window: Window) throws(SQLError) -> String {
        var parts: [String] = []
        if !window.partition.isEmpty { parts.append(try "PARTITION BY " + texts(window.partition)) }
        if !window.order.isEmpty { parts.append(try "ORDER BY " + text(window.order)) }
        if let frame = window.frame { parts.append(frame.rawValue) }
        return parts.joined(separator: " ")
    }

    private mutating func structure(_ fields: [Expression.Field]) throws(SQLError) -> String {
        var parts: [(name: String, value: String)] = []
        for field in fields { parts.append((Self.plain(field.name), try text(field.value))) }
        return try dialect.structure(parts)
    }

    mutating func text(_ order: [Order]) throws(SQLError) -> String {
        var parts: [String] = []
        for term in order {
            parts.append(try text(term.expression) + (term.isDescending ? " DESC" : ""))
        }
        return parts.joined(separator: ", ")
    }

    mutating func texts(_ expressions: [Expression]) throws(SQLError) -> String {
        try list(expressions).joined(separator: ", ")
    }

    private mutating func list(_ expressions: [Expression]) throws(SQLError) -> [String] {
        var parts: [String] = []
        for expression in expressions { parts.append(try text(expression)) }
        return parts
    }
}

extension Expression {
    /// AND or OR of one part is that part: only what is inside says whether it needs parentheses.
    fileprivate var withoutSingleParts: Expression {
        switch self {
        case .all(let parts) where parts.count == 1, .any(let parts) where parts.count == 1:
            parts[0].withoutSingleParts
        default: self
        }
    }
}
