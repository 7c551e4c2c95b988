package import Definitions

/// A peer's case of retention or stickiness in our words.
package struct PeerRetention: Sendable {
    package let journeys: JourneySet
    package let retention: Retention
    package let range: ResolvedRange
}

extension PeerCase {
    /// Cases of retention by our rules: every engine must give their numbers.
    package static let answeredRetention: Set<String> = [
        "ch-ret-03", "db-ret-01", "ph-r-01", "ph-r-05", "ph-r-07", "ph-r-08", "ph-r-10", "ph-r-12",
        "ph-s-01", "ph-s-03",
    ]

    /// The case as our question and data.
    package func retention() throws -> PeerRetention {
        var journeys = try journeys()
        let (question, from, to) = try question(journeys)
        var members = question
        members.insert(.init("kind", "retention"), at: 0)
        members.insert(.init("dataset", "peers"), at: 1)
        if let kept = keptUsers(journeys) {
            journeys.segments["kept"] = kept
            members.append(.init("segments", ["kept"]))
        }
        let text = JSONValue.object(members).rendered()
        guard case .retention(let retention) = try Question(parsing: text) else {
            preconditionFailure("the kind is written above")
        }
        return PeerRetention(
            journeys: journeys, retention: retention, range: ResolvedRange(from: from, to: to))
    }

    private typealias Asked = (members: [JSONValue.Member], from: Int64, to: Int64)

    private func question(_ journeys: JourneySet) throws -> Asked {
        let reader = JSONReader(query)
        let day = TimeSpan.Unit.day.milliseconds
        switch try reader.member("kind").string() {
        case "retention_conditions":
            // Who was active on the first of several days, and again on the others.
            let names = Set(journeys.events.map(\.name)).sorted()
            let any = JSONValue.object([
                .init("any_of", .array(names.map { ["event": .string($0)] }))
            ])
            let days = try reader.member("conditions").array()
            let from = try Self.instant(days[0].member("active_on_date"))
            return (
                [.init("start", any), .init("periods", .integer(Int64(days.count)))], from,
                from + day
            )
        case "stickiness":
            let event: JSONValue = ["event": try reader.member("event").value]
            return (
                [
                    .init("view", "stickiness"), .init("return", event),
                    .init("period", try reader.member("period").value),
                ], try Self.instant(reader.member("date_from")),
                try Self.instant(reader.member("date_to")) + day
            )
        default:
            let count = try reader.member("intervals").integer(in: 1...366)
            let from = try Self.instant(reader.member("first_period_start"))
            let isFirst = try reader.member("mode").string() == "first_time"
            var members: [JSONValue.Member] = [
                .init("start", try reader.member("cohort_event").value),
                .init("return", try reader.member("return_event").value),
                .init("periods", .integer(count)),
                .init("start_kind", isFirst ? "first_ever" : "recurring"),
            ]
            if let filters = try reader.optional("filters") {
                members.append(.init("where", .array(try filters.array().map(Self.filter))))
            }
            return (members, from, from + count * day)
        }
    }

    private static func instant(_ reader: JSONReader) throws -> Int64 {
        let text = try reader.string()
        guard let moment = Moment(text) else { throw PeerCaseError(id: text) }
        return moment.instant(in: .utc)
    }

    private static func filter(_ reader: JSONReader) throws -> JSONValue {
        [
            "property": try reader.member("prop").value, "operator": "equals",
            "value": try reader.member("value").value,
        ]
    }

    /// A filter on users is a segment of ours.
    private func keptUsers(_ journeys: JourneySet) -> Set<String>? {
        guard case .array(let filters)? = query["user_filters"],
            case .string(let property)? = filters.first?["prop"],
            case .string(let part)? = filters.first?["value"]
        else { return nil }
        return Set(
            journeys.users.filter { user in
                guard case .text(let value)? = user.attributes[property] else { return true }
                return !value.contains(part)
            }.map(\.user))
    }

    /// Elements to ask for the people of: all where the case names users.
    package var elementLimit: Int {
        expected["appearances"] == nil && expected["flags_by_user"] == nil ? 20 : 1000
    }

    /// In what an answer differs from the peer's, in words; empty where they agree.
    package func disagreements(
        with answer: RetentionAnswer, to asked: PeerRetention
    ) throws -> [String] {
        guard case .object(let members) = expected, let field = members.first else {
            throw PeerCaseError(id: id)
        }
        let actual: JSONValue? =
            switch field.name {
            case "matrix": matrix(answer, like: field.value)
            case "appearances": appearances(answer, like: field.value)
            case "users_per_condition": usersPerCondition(answer)
            case "flags_by_user": flags(answer, like: field.value)
            case "users_by_number_of_active_periods": stickiness(answer, like: field.value)
            default: nil
            }
        return actual == field.value
            ? []
            : [
                "\(field.name) is \(actual?.rendered() ?? "unknown"), expected "
                    + field.value.rendered()
            ]
    }

    /// The peer's first column counts the cohort, and its rows end where its range ends.
    private func matrix(_ answer: RetentionAnswer, like expected: JSONValue) -> JSONValue {
        guard case .array(let rows) = expected else { return .null }
        return .array(
            rows.enumerated().map { index, row in
                guard case .array(let cells) = row else { return .null }
                guard index < answer.cohorts.count else { return .array(cells.map { _ in 0 }) }
                let cohort = answer.cohorts[index]
                return .array(
                    cells.indices.map { column in
                        .integer(
                            Int64(column == 0 ? cohort.users : cohort.cells[column].users))
                    })
            })
    }

    private func flag(_ answer: RetentionAnswer, _ user: String, _ column: Int) -> JSONValue {
        let start = answer.cohorts[0].start
        let users = answer.users[RetentionElement(.active(column), start: start)] ?? []
        return users.contains(user) ? 1 : 0
    }

    private func appearances(_ answer: RetentionAnswer, like expected: JSONValue) -> JSONValue {
        // The peer's first column is the cohort itself.
        flags(answer, like: expected) { user, column in
            let start = answer.cohorts[0].start
            let cohort = answer.users[RetentionElement(.cohort, start: start)] ?? []
            return column == 0
                ? (cohort.contains(user) ? 1 : 0) : flag(answer, user, column)
        }
    }

    private func flags(_ answer: RetentionAnswer, like expected: JSONValue) -> JSONValue {
        flags(answer, like: expected) { flag(answer, $0, $1) }
    }

    private func flags(
        _ answer: RetentionAnswer, like expected: JSONValue, _ flag: (String, Int) -> JSONValue
    ) -> JSONValue {
        guard case .object(let members) = expected else { return .null }
        return .object(
            members.map { member in
                guard case .array(let cells) = member.value else { return member }
                return .init(
                    member.name, .array(cells.indices.map { flag(member.name, $0) }))
            })
    }

    private func usersPerCondition(_ answer: RetentionAnswer) -> JSONValue {
        .array(answer.cohorts[0].cells.map { .integer(Int64($0.users)) })
    }

    /// The peer's length is not asserted, as its note says.
    private func stickiness(_ answer: RetentionAnswer, like expected: JSONValue) -> JSONValue {
        guard case .array(let cells) = expected,
            case .stickiness(let users)? = answer.series.first?.table
        else { return .null }
        return .array(
            cells.indices.map { .integer(Int64($0 < users.count ? users[$0] : 0)) })
    }
}
