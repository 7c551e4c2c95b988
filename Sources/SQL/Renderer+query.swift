extension Renderer {
    private static let width = 96

    /// A query, one line per clause; long lists are broken.
    mutating func lines(of query: Query) throws(SQLError) -> [String] {
        var lines: [String] = []
        if !query.with.isEmpty { lines.append("WITH") }
        for (index, named) in query.with.enumerated() {
            if let comment = named.comment { lines.append("-- " + comment) }
            let keyword = named.isMaterialized ? dialect.materializedAs : "AS"
            lines.append("\(Self.plain(named.name)) \(keyword) (")
            lines += try self.lines(of: named.query).map { "    " + $0 }
            lines.append(index == query.with.count - 1 ? ")" : "),")
        }
        return try lines + clauses(of: query)
    }

    /// A query on one line.
    mutating func inline(_ query: Query) throws(SQLError) -> String {
        precondition(query.with.isEmpty, "a query inside another has no WITH")
        var words: [String] = []
        for line in try clauses(of: query) { words.append(String(line.drop { $0 == " " })) }
        return words.joined(separator: " ")
    }

    private mutating func clauses(of query: Query) throws(SQLError) -> [String] {
        var lines = try select(query)
        lines.append(try "FROM " + relation(query.from))
        for join in query.joins {
            let head = try join.kind.rawValue + " " + relation(join.relation)
            guard let condition = join.condition else {
                lines.append(head)
                continue
            }
            lines.append(try head + " ON " + text(condition))
        }
        if let condition = query.condition { lines.append(try "WHERE " + text(condition)) }
        if !query.groups.isEmpty { lines.append(try "GROUP BY " + texts(query.groups)) }
        if let having = query.having { lines.append(try "HAVING " + text(having)) }
        if !query.order.isEmpty { lines.append(try "ORDER BY " + text(query.order)) }
        return lines
    }

    private mutating func select(_ query: Query) throws(SQLError) -> [String] {
        var lines: [String] = []
        var line = query.isDistinct ? "SELECT DISTINCT" : "SELECT"
        for (index, item) in query.items.enumerated() {
            let comma = index == query.items.count - 1 ? "" : ","
            let word = try text(item) + comma
            if line.count + word.count > Self.width, index > 0 {
                lines.append(line)
                line = "   "
            }
            line += " " + word
        }
        return lines + [line]
    }

    private mutating func text(_ item: Query.Item) throws(SQLError) -> String {
        switch item {
        case .everything: "*"
        case .all(let relation): Self.plain(relation) + ".*"
        case .plain(let expression): try text(expression)
        case .renamed(let expression, let name): try text(expression) + " AS " + Self.plain(name)
        }
    }

    private mutating func relation(_ relation: Relation) throws(SQLError) -> String {
        switch relation {
        case .table(let names):
            return names.map { dialect.quoted($0) }.joined(separator: ".")
        case .query(let name): return Self.plain(name)
        case .renamed(let name, let alias): return Self.plain(name) + " " + Self.plain(alias)
        case .nested(let query, let alias):
            return try "(" + inline(query) + ") " + Self.plain(alias)
        case .fragment(let fragment, let alias):
            return "(" + place(fragment) + ") " + Self.plain(alias)
        case .union(let queries, let all, let alias):
            precondition(!queries.isEmpty, "a union has queries")
            var texts: [String] = []
            for query in queries { texts.append(try inline(query)) }
            let word = all ? " UNION ALL " : " UNION "
            return "(" + texts.joined(separator: word) + ") " + Self.plain(alias)
        case .numbers(let range, let column, let alias):
            let rows = range.map { "SELECT \($0) AS \(Self.plain(column))" }
            return "(" + rows.joined(separator: " UNION ALL ") + ") " + Self.plain(alias)
        }
    }
}
