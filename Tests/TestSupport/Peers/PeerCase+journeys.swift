import Definitions

extension PeerCase {
    /// The case's rows as journeys, users in the order of their first row.
    func journeys() throws -> JourneySet {
        var users: [Journey] = []
        for row in rows {
            let event = try Self.event(row)
            let name = try user(of: row)
            if let index = users.firstIndex(where: { $0.user == name }) {
                users[index].events.append(event)
            } else {
                users.append(Journey(name, attributes: attributes(of: name), events: [event]))
            }
        }
        return JourneySet(users, segments: segments(of: users))
    }

    /// Where the case counts sessions of its own, each session is a user.
    private func user(of row: JSONValue) throws -> String {
        let isBySession =
            query["count"] == "distinct sessions (prop session_id)"
            || query["path_of"] == "session_id"
        if isBySession,
            case .string(let session) = row["props"]?["session_id"]
        {
            return session
        }
        return try JSONReader(row).member("user").string()
    }

    private static func event(_ row: JSONValue) throws -> JourneyEvent {
        let reader = JSONReader(row)
        let name = try reader.member("event").string()
        let time = try reader.member("time").string()
        guard let moment = Moment(time) else { throw PeerCaseError(id: time) }
        var properties: [String: Value] = [:]
        if case .object(let members) = row["props"] {
            for member in members { properties[member.name] = value(member.value) }
        }
        if let number = Int64(name) { properties["event_number"] = .integer(number) }
        return JourneyEvent(name, at: moment.instant(in: .utc), properties: properties)
    }

    private static func value(_ value: JSONValue) -> Value? {
        switch value {
        case .string(let text): .text(text)
        case .integer(let number): .integer(number)
        case .number(let number): .number(number)
        case .boolean(let flag): .boolean(flag)
        case .null, .array, .object: nil
        }
    }

    private func attributes(of user: String) -> [String: Value] {
        let properties = query["breakdown"]?["user_props"] ?? query["user_props"]
        guard case .object(let members) = properties?[user] else { return [:] }
        var attributes: [String: Value] = [:]
        for member in members { attributes[member.name] = Self.value(member.value) }
        return attributes
    }

    /// A comparison by a property compares the users who carry its values.
    private func segments(of users: [Journey]) -> [String: Set<String>] {
        guard let compare = query["compare"], case .string(let name) = compare["prop"] else {
            return [:]
        }
        var segments: [String: Set<String>] = [:]
        for user in users {
            for event in user.events {
                if case .text(let value) = event.properties[name] {
                    segments[value, default: []].insert(user.user)
                }
            }
        }
        return segments
    }
}
