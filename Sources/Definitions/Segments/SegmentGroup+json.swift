extension GroupContainer {
    /// Reads one container; see `GroupContainer` for its form.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["groups", "subtract"])
        let list = try reader.member("groups")
        var groups: [SegmentGroup] = []
        for element in try list.array() { groups.append(try SegmentGroup(element)) }
        try SegmentLimits.groups.check(groups.count, at: list.pointer)
        self.init(groups, subtracts: try reader.optional("subtract")?.boolean() ?? false)
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = []
        if subtracts { members.append(.init("subtract", .boolean(true))) }
        members.append(.init("groups", .array(groups.map(\.json))))
        return .object(members)
    }
}

extension SegmentGroup {
    /// Reads one group; see `SegmentGroup` for its form.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["dataset", "filters", "range", "having", "join", "exclude"])
        let filters = try Filter.list(reader.optional("filters"), subject: .field)
        let count = filters.reduce(0) { $0 + $1.properties.count }
        try SegmentLimits.filters.check(count, at: reader.pointer + "/filters")
        var range: TimeRange?
        if let found = try reader.optional("range") {
            let read = try TimeRange(found)
            // Which clock reads it does not matter to whether it holds any time.
            _ = try read.resolved(in: .utc, now: 0, pointer: found.pointer)
            range = read
        }
        var having: [AggregateCondition] = []
        for element in try reader.optional("having")?.array() ?? [] {
            having.append(try AggregateCondition(element))
        }
        try SegmentLimits.conditions.check(having.count, at: reader.pointer + "/having")
        let join = try reader.optional("join")
        self.init(
            dataset: try reader.member("dataset").string(), filters: filters, range: range,
            having: having,
            join: try join.map { (join) throws(DefinitionError) in try JoinKey(join) },
            isExcluded: try reader.optional("exclude")?.boolean() ?? false)
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [.init("dataset", .string(dataset))]
        if !filters.isEmpty {
            members.append(.init("filters", .array(filters.map { $0.json(about: .field) })))
        }
        if let range { members.append(.init("range", range.json)) }
        if !having.isEmpty { members.append(.init("having", .array(having.map(\.json)))) }
        if let join { members.append(.init("join", join.json)) }
        if isExcluded { members.append(.init("exclude", .boolean(true))) }
        return .object(members)
    }
}

extension JoinKey {
    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["key", "through"])
        self.init(
            try reader.member("key").string(), through: try reader.optional("through")?.string())
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [.init("key", .string(key))]
        if let through { members.append(.init("through", .string(through))) }
        return .object(members)
    }
}
