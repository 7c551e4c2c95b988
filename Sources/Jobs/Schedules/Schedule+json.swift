package import Definitions

extension Schedule {
    /// A rule, or a list of one to twenty.
    ///
    ///     {"daily": "06:30"}
    ///     [{"weekly": {"on": ["monday"], "at": "06:30"}}, {"after_import": "payments"}]
    package init(_ json: JSONValue) throws(DefinitionError) {
        try self.init(JSONReader(json))
    }

    package init(parsing text: String) throws(DefinitionError) {
        try self.init(JSONValue(parsing: text))
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        guard case .array = reader.value else {
            self.init(rules: [try Rule(reader)])
            return
        }
        let readers = try reader.array()
        guard (1...20).contains(readers.count) else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer,
                "A schedule has 1 to 20 rules, not \(readers.count).")
        }
        var rules: [Rule] = []
        for reader in readers {
            let rule = try Rule(reader)
            if !rules.contains(rule) { rules.append(rule) }
        }
        self.init(rules: rules)
    }

    package var json: JSONValue {
        rules.count == 1 ? rules[0].json : .array(rules.map(\.json))
    }
}

extension Schedule.Rule {
    private static let names = ["daily", "weekly", "after_import"]

    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.names)
        guard case .object(let members) = reader.value, members.count == 1 else {
            throw DefinitionError(
                .contradiction, at: reader.pointer,
                "A rule of a schedule has one of 'daily', 'weekly' and 'after_import'; several rules "
                    + "are a list.")
        }
        let member = try reader.member(members[0].name)
        switch members[0].name {
        case "daily": self = .daily(try TimeOfDay(member))
        case "weekly": self = try .weekly(member)
        default: self = .afterImport(try Self.dataset(member))
        }
    }

    private static func weekly(_ reader: JSONReader) throws(DefinitionError) -> Schedule.Rule {
        try reader.allow(["on", "at"])
        let list = try reader.member("on")
        var days: Set<Weekday> = []
        for day in try list.array() { days.insert(try day.choice(Weekday.self)) }
        guard !days.isEmpty else {
            throw DefinitionError(
                .outOfRange, at: list.pointer, "A weekly rule names at least one day of the week.")
        }
        return .weekly(
            on: Weekday.allCases.filter(days.contains),
            at: try TimeOfDay(try reader.member("at")))
    }

    private static func dataset(_ reader: JSONReader) throws(DefinitionError) -> String {
        let name = try reader.string()
        guard !name.isEmpty else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer, "The name of the dataset is missing here.")
        }
        return name
    }

    var json: JSONValue {
        switch self {
        case .daily(let time): ["daily": .string(time.text)]
        case .weekly(let days, let time):
            [
                "weekly": [
                    "on": .array(days.map { .string($0.rawValue) }), "at": .string(time.text),
                ]
            ]
        case .afterImport(let name): ["after_import": .string(name)]
        }
    }
}

extension TimeOfDay {
    init(_ reader: JSONReader) throws(DefinitionError) {
        let text = try reader.string()
        guard let time = TimeOfDay(text) else {
            throw DefinitionError(
                .wrongType, at: reader.pointer,
                "'\(text)' is no time of day; write it like 06:30 or 23:00.")
        }
        self = time
    }
}
