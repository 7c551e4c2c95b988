extension Pages {
    /// Checks every name against what the dataset has; the nearest name is suggested.
    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        try scope.check(against: schema)
        try Self.check(subject, against: schema, at: "/by")
        if let view {
            try view.check(against: schema, at: "/view")
        } else {
            try Self.require("page", of: schema, at: "/view")
        }
        try click?.check(against: schema, at: "/click")
        for (index, subject) in (detail?.subjects ?? []).enumerated() {
            try Self.check(subject, against: schema, at: "/detail/by/\(index)")
        }
    }

    private static func check(
        _ subject: Subject, against schema: DatasetSchema, at pointer: String
    ) throws(DefinitionError) {
        switch subject {
        case .page: try require("page", of: schema, at: pointer)
        case .category: try require("category", of: schema, at: pointer)
        case .property(let name):
            let property = try schema.property(name, at: pointer + "/property")
            guard property.type != .number, property.type != .time else {
                throw DefinitionError(
                    .wrongType, at: pointer + "/property",
                    "\(name) is a \(property.type.rawValue); rows need a text, a whole number, or "
                        + "true and false.")
            }
        }
    }

    private static func require(
        _ role: String, of schema: DatasetSchema, at pointer: String
    ) throws(DefinitionError) {
        if let name = schema.roles[role], schema.properties.contains(where: { $0.name == name }) {
            return
        }
        let instead =
            pointer == "/view"
            ? "say which events are page views with 'view'"
            : "name a property with \"by\": {\"property\": …}"
        throw DefinitionError(
            .unknownName, at: pointer,
            "No column of the dataset '\(schema.name)' has the \(role) role; import it again with "
                + "--\(role) COLUMN, or \(instead).")
    }
}

extension Pages {
    /// The property that gives an event its row; nil where the dataset has no such role.
    package func property(roles: [String: String]) -> String? {
        property(of: subject, roles: roles)
    }

    func property(of subject: Subject, roles: [String: String]) -> String? {
        switch subject {
        case .page: roles["page"]
        case .category: roles["category"]
        case .property(let name): name
        }
    }

    /// Which events are page views: by default those with a page and without an element.
    package func viewMatcher(roles: [String: String]) -> EventMatcher? {
        if let view { return view }
        guard let page = roles["page"] else { return nil }
        let element = roles["element"].map { Self.comparison($0, .isNotSet) }
        return EventMatcher([
            .init(
                event: nil, filters: [Self.comparison(page, .isSet)] + (element.map { [$0] } ?? []))
        ])
    }

    /// Which events are clicks: by default those with an element; nil where there are none at all.
    package func clickMatcher(roles: [String: String]) -> EventMatcher? {
        if let click { return click }
        return roles["element"].map {
            EventMatcher([.init(event: nil, filters: [Self.comparison($0, .isSet)])])
        }
    }

    private static func comparison(
        _ property: String, _ operation: Comparison.Operator
    ) -> Filter {
        .comparison(Comparison(property: property, operator: operation, values: []))
    }
}
