/// What one user did, in the order of time.
///
///     {"kind": "timeline", "dataset": "app", "user": "m0000001", "limit": 200}
///
/// What each field means is laid down in `docs/guide/timeline.md`.
package struct UserTimeline: Hashable, Sendable {
    /// Its segments are always everyone: the question is about one user.
    package var scope: Scope
    /// The user's external id.
    package var user: String
    /// How many events are shown at most: the newest ones.
    package var limit: Int

    package static let limits: ClosedRange<Int64> = 1...100_000

    package init(scope: Scope, user: String, limit: Int = 1000) {
        self.scope = scope
        self.user = user
        self.limit = limit
    }
}

extension UserTimeline {
    static let fieldNames = Scope.fieldNames + ["user", "limit"]

    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames)
        let scope = try Scope(reader)
        guard scope.segments == [.all] else {
            throw DefinitionError(
                .contradiction, at: "/segments",
                "A timeline shows one user, so there is nothing to compare; leave 'segments' out.")
        }
        self.init(
            scope: scope, user: try reader.member("user").string(),
            limit: Int(try reader.optional("limit")?.integer(in: Self.limits) ?? 1000))
    }

    package var json: JSONValue {
        .object(
            scope.members(kind: "timeline") + [
                .init("user", .string(user)), .init("limit", .integer(Int64(limit))),
            ])
    }

    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        try scope.check(against: schema)
    }

    /// The question in plain words.
    ///
    ///     What did user m0000001 do?
    ///     m0000001 사용자는 무엇을 했나요?
    package func described(in language: Language) -> String {
        switch language {
        case .english: "What did user \(user) do? At most \(limit) events are shown, the newest."
        case .korean: "\(user) 사용자는 무엇을 했나요? 최신 이벤트를 최대 \(limit)건 보여 줍니다."
        }
    }
}
