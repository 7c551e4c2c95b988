extension Dialect {
    /// The query as this warehouse takes it. Cost: linear in the query.
    ///
    ///     try DuckDB().text(of: query)   // SELECT …, and the values of its `?`
    package func text(of query: Query) throws(SQLError) -> SQLText {
        var renderer = Renderer(dialect: self)
        let text = try renderer.lines(of: query).joined(separator: "\n")
        return SQLText(text, renderer.parameters)
    }
}

/// Writes trees from left to right, so that parameters are collected in the order of their places.
struct Renderer {
    let dialect: any Dialect
    private(set) var parameters: [SQLValue] = []

    init(dialect: any Dialect) {
        self.dialect = dialect
    }

    mutating func place(_ value: SQLValue) throws(SQLError) -> String {
        switch try dialect.parameter(value) {
        case .literal(let text): return text
        case .placeholder(let text):
            parameters.append(value)
            return text
        }
    }

    mutating func place(_ fragment: SQLText) -> String {
        parameters += fragment.parameters
        return fragment.text
    }

    /// Names of this program's own are written as they are, so they must need no quotes anywhere.
    static func plain(_ name: String) -> String {
        precondition(
            name.utf8.allSatisfy { byte in
                (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
                    || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                    || byte == UInt8(ascii: "_")
            }, "a name that this program chose is made of a-z, 0-9 and _")
        return name
    }
}
