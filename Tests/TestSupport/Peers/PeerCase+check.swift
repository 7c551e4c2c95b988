import Definitions

extension PeerCase {
    /// Expected fields that are no number of a funnel of ours: shares of all users, whether or not
    /// they began.
    static let foreignFields = ["share_of_all_users", "base_rate", "lift"]

    /// In what the engine's answer differs from the peer's, in words; empty where they agree.
    package func disagreements(with engine: TestedEngine) async throws -> [String] {
        let translated = try funnel()
        let answer = try await engine(translated.journeys, translated.funnel, translated.range)
        guard case .object(let members) = expected else { throw PeerCaseError(id: id) }
        var found: [String] = []
        for member in members where !Self.foreignFields.contains(member.name) {
            let comparison = PeerComparison(answer: answer, translated: translated)
            guard let actual = comparison.actual(member.name, like: member.value) else {
                found.append("nothing compares '\(member.name)'")
                continue
            }
            if !Self.agrees(actual, member.value) {
                found.append(
                    "\(member.name) is \(actual.rendered()), expected \(member.value.rendered())")
            }
        }
        return found
    }

    /// Equality in which the peer's null asserts nothing and numbers compare by size.
    static func agrees(_ actual: JSONValue, _ expected: JSONValue) -> Bool {
        switch (actual, expected) {
        case (_, .null), (PeerComparison.notCompared, _): true
        case (.integer(let a), .number(let b)), (.number(let b), .integer(let a)): Double(a) == b
        case (.number(let a), .number(let b)): abs(a - b) < 1e-9
        case (.array(let a), .array(let b)):
            a.count == b.count && zip(a, b).allSatisfy(agrees)
        case (.object(let a), .object(let b)):
            a.count == b.count
                && b.allSatisfy { member in
                    actual[member.name].map { agrees($0, member.value) } ?? false
                }
        default: actual == expected
        }
    }
}

/// An answer in the shapes in which the peers' cases state theirs.
struct PeerComparison {
    /// Stands for a number that means something else to the peer.
    static let notCompared: JSONValue = "not compared"

    let answer: FunnelAnswer
    let translated: PeerFunnel

    /// The field of this name; nil where there is no such field.
    func actual(_ name: String, like expected: JSONValue) -> JSONValue? {
        let whole = answer.series[0]
        let reached = whole.tally.reached
        switch name {
        case "users_with_start": return .integer(Int64(reached[0]))
        case "converted": return .integer(Int64(reached[1]))
        case "conversion_rate": return .number(share(reached[1], of: reached[0]))
        case "max_step_by_user": return maxStepByUser
        case "level_histogram": return levelHistogram
        case "users_at_step": return sets(.converted, 0, like: expected)
        case "dropped_before_step": return sets(.dropped, -1, like: expected)
        case "by_breakdown": return rows(like: expected)
        case "only_breakdown_values": return breakdownValues(like: expected)
        case "by_segment": return segments(like: expected)
        case "delta_step_counts": return difference("step_counts")
        case "delta_share_of_previous": return difference("share_of_previous")
        default: return field(name, of: whole)
        }
    }

    /// A list with one number per step.
    private func field(_ name: String, of series: FunnelSeries) -> JSONValue? {
        let tally = series.tally
        switch name {
        case "step_counts": return .array(tally.reached.map { .integer(Int64($0)) })
        case "share_of_previous":
            // The first step's share is of all users in one peer and 1 in another: not compared.
            return .array(
                tally.reached.indices.map { index in
                    index == 0
                        ? Self.notCompared
                        : .number(share(tally.reached[index], of: tally.reached[index - 1]))
                })
        case "avg_conversion_s": return seconds(tally.timeFromPrevious.map(\.mean))
        case "median_conversion_s": return seconds(tally.timeFromPrevious.map(\.median))
        default: return nil
        }
    }

    private func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }

    private func seconds(_ durations: [Int64?]) -> JSONValue {
        .array(durations.map { $0.map { .number(Double($0) / 1000) } ?? .null })
    }

    private var maxStepByUser: JSONValue {
        let levels = answer.levels
        return .object(
            translated.journeys.users.map {
                .init($0.user, .integer(Int64(levels[$0.user] ?? 0)))
            })
    }

    private var levelHistogram: JSONValue {
        let counts = Dictionary(grouping: answer.levels.values, by: \.self)
        return .object(
            counts.map { .init(String($0.key), .integer(Int64($0.value.count))) })
    }

    /// Users per step, for the steps that the case names.
    private func sets(
        _ group: FunnelElement.Group, _ shift: Int, like expected: JSONValue
    ) -> JSONValue {
        guard case .object(let members) = expected else { return .null }
        return .object(
            members.map { member in
                let step = (Int(member.name) ?? 0) + shift
                let users = answer.users[FunnelElement(group, step: step)] ?? []
                return .init(member.name, names(users, like: member.value))
            })
    }

    /// The names in the order of the case where the set is the same, else sorted.
    private func names(_ users: Set<String>, like expected: JSONValue) -> JSONValue {
        if case .array(let list) = expected, list.count == users.count,
            Set(list) == Set(users.map { .string($0) })
        {
            return expected
        }
        return .array(users.sorted().map { .string($0) })
    }

    private func rows(like expected: JSONValue) -> JSONValue {
        .object(
            answer.series.dropFirst().map { series in
                let title = series.breakdown?.title ?? ""
                return .init(title, fields(of: series, like: expected[title]))
            })
    }

    private func segments(like expected: JSONValue) -> JSONValue {
        .object(
            answer.series.compactMap { series in
                guard case .members(let id) = series.segment else { return nil }
                return .init(id, fields(of: series, like: expected[id]))
            })
    }

    private func fields(of series: FunnelSeries, like expected: JSONValue?) -> JSONValue {
        guard case .object(let members) = expected else { return "not expected" }
        return .object(members.map { .init($0.name, field($0.name, of: series) ?? .null) })
    }

    private func breakdownValues(like expected: JSONValue) -> JSONValue {
        let titles = answer.series.dropFirst().map { series in
            series.breakdown == .other ? "Other" : series.breakdown?.title ?? ""
        }
        return names(Set(titles), like: expected)
    }

    /// The first series less the second, per step.
    private func difference(_ name: String) -> JSONValue? {
        guard answer.series.count == 2,
            case .array(let first) = field(name, of: answer.series[0]),
            case .array(let second) = field(name, of: answer.series[1])
        else { return nil }
        return .array(zip(first, second).map { .number(number($0) - number($1)) })
    }

    private func number(_ value: JSONValue) -> Double {
        switch value {
        case .integer(let number): Double(number)
        case .number(let number): number
        default: 0
        }
    }
}
