extension Pages {
    static let fieldNames = Scope.fieldNames + ["by", "rules", "limit", "view", "click", "detail"]

    /// Reads and validates a question about pages; the first error names its place.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames)
        self.init(
            scope: try Scope(reader),
            subject: try Subject(reader.optional("by")),
            rules: try PageRule.list(reader.optional("rules")),
            limit: try reader.optional("limit").map { (limit) throws(DefinitionError) in
                Int(try limit.integer(in: Self.limits))
            } ?? Self.defaultLimit,
            view: try reader.optional("view").map { (view) throws(DefinitionError) in
                try EventMatcher(view)
            },
            click: try reader.optional("click").map { (click) throws(DefinitionError) in
                try EventMatcher(click)
            },
            detail: try reader.optional("detail").map { (detail) throws(DefinitionError) in
                try Detail(detail)
            })
    }

    package var json: JSONValue {
        var members = scope.members(kind: "pages")
        members.append(.init("by", subject.json))
        if !rules.isEmpty { members.append(.init("rules", .array(rules.map(\.json)))) }
        members.append(.init("limit", .integer(Int64(limit))))
        if let view { members.append(.init("view", view.json)) }
        if let click { members.append(.init("click", click.json)) }
        if let detail { members.append(.init("detail", detail.json)) }
        return .object(members)
    }
}

extension Pages.Subject {
    init(_ reader: JSONReader?) throws(DefinitionError) {
        guard let reader else {
            self = .page
            return
        }
        if case .object = reader.value {
            try reader.allow(["property"])
            self = .property(try reader.member("property").string())
            return
        }
        switch try reader.string() {
        case "page": self = .page
        case "category": self = .category
        case let name:
            throw .unknownName(
                name, kind: "choice", at: reader.pointer, known: ["page", "category"])
        }
    }

    package var json: JSONValue {
        switch self {
        case .page: "page"
        case .category: "category"
        case .property(let name): ["property": .string(name)]
        }
    }
}

extension PageRule {
    static let countLimit = 1000

    static func list(_ reader: JSONReader?) throws(DefinitionError) -> [PageRule] {
        guard let reader else { return [] }
        var rules: [PageRule] = []
        for element in try reader.array() {
            try element.allow(["pattern", "label"])
            let pattern = try element.member("pattern")
            guard !(try pattern.string().isEmpty) else {
                throw DefinitionError(
                    .outOfRange, at: pattern.pointer,
                    "An empty pattern matches nothing; write a value, or '*' for all.")
            }
            rules.append(
                PageRule(try pattern.string(), label: try element.optional("label")?.string()))
        }
        guard rules.count <= countLimit else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "At most \(countLimit) rules, not \(rules.count).")
        }
        return rules
    }

    var json: JSONValue { ["pattern": .string(pattern), "label": .string(label)] }
}
