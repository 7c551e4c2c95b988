import Definitions
import Hummingbird
import Membership

/// Many questions in one request: a user and segments, or a segment and users.
///
///     {"user":"u1","segments":["12","Savers"]}    {"segment":"12","users":["u1",42]}
///
/// All are answered from one state of what is served.
struct MembershipBatch {
    private enum Kind {
        case user(String, segments: [String])
        case segment(String, users: [String])
    }

    static let limit = 10_000
    /// The longest ids fit.
    static let bodyLimit = 8 << 20

    private let kind: Kind

    static let schema = Schema.object([
        .init("user", idSchema, required: false),
        .init("segments", .list(idSchema), required: false),
        .init("segment", idSchema, required: false),
        .init("users", .list(idSchema), required: false),
    ])
    /// A number is taken for its text.
    private static let idSchema = Schema.anyOf([.text, .integer])

    init(_ json: JSONValue) throws {
        let reader = JSONReader(json)
        try reader.allow(["user", "segments", "segment", "users"])
        if let user = try reader.optional("user") {
            guard json["segment"] == nil, json["users"] == nil else { throw Self.mixed }
            kind = .user(
                try Self.id(user.value, at: "/user"), segments: try Self.ids(json, "segments"))
        } else {
            guard json["segments"] == nil else { throw Self.mixed }
            kind = .segment(
                try Self.id(try reader.member("segment").value, at: "/segment"),
                users: try Self.ids(json, "users"))
        }
    }

    private static let mixed = Problem(
        .badRequest, "mixed_forms",
        "Ask either with 'user' and 'segments', or with 'segment' and 'users'.")

    /// A text, or a whole number as it is written.
    private static func id(
        _ value: JSONValue, at pointer: @autoclosure () -> String
    ) throws -> String {
        switch value {
        case .string(let text): return text
        case .integer(let number): return String(number)
        default:
            throw DefinitionError(
                .wrongType, at: pointer(), "This should be an id: a text or a whole number.")
        }
    }

    private static func ids(_ json: JSONValue, _ name: String) throws -> [String] {
        guard case .array(let values)? = json[name] else {
            _ = try JSONReader(json).member(name).array()
            return []
        }
        guard values.count <= limit else {
            throw Problem(
                .badRequest, "too_many",
                "At most \(limit) can be asked about at once, not \(values.count); ask in parts.",
                at: "/" + name)
        }
        var ids: [String] = []
        ids.reserveCapacity(values.count)
        for (place, value) in values.enumerated() {
            ids.append(try id(value, at: "/\(name)/\(place)"))
        }
        return ids
    }

    /// The answer as JSON text, and how often each segment was asked about.
    func answer(
        from directory: ServedDirectory, now: Int64
    ) throws -> (text: String, asked: [Int64: Int]) {
        switch kind {
        case .user(let user, let segments): try answer(user, segments, directory, now)
        case .segment(let segment, let users): try answer(segment, users: users, directory, now)
        }
    }

    private func answer(
        _ user: String, _ segments: [String], _ directory: ServedDirectory, _ now: Int64
    ) throws -> (text: String, asked: [Int64: Int]) {
        let number = directory.number(of: user.utf8.span)
        var asked: [Int64: Int] = [:]
        var text = "{\"user\":" + JSONValue.string(user).rendered() + ",\"answers\":["
        for (index, name) in segments.enumerated() {
            let place = try directory.published(name, at: "/segments/\(index)")
            let isMember = number.map { directory.contains(place, number: $0) } ?? false
            text += (index == 0 ? "" : ",") + "{\"member\":\(isMember)"
            text += String(decoding: directory.answerTail(place, at: now), as: UTF8.self)
            asked[directory.segments[place].id, default: 0] += 1
        }
        return (text + "]}", asked)
    }

    private func answer(
        _ segment: String, users: [String], _ directory: ServedDirectory, _ now: Int64
    ) throws -> (text: String, asked: [Int64: Int]) {
        let place = try directory.published(segment, at: "/segment")
        let state = JSONValue.object(directory.state(place, now: now)).rendered()
        var text = String(state.dropLast()) + ",\"members\":["
        let answers = directory.contains(place, users: users)
        text += answers.map { $0 ? "true" : "false" }.joined(separator: ",")
        return (text + "]}", [directory.segments[place].id: users.count])
    }
}
