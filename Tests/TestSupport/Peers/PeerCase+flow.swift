package import Definitions

extension PeerCase {
    /// Cases of paths by our rules: every engine must give their numbers.
    package static let answeredFlows: Set<String> = [
        "ch-next-02", "ch-next-03", "ch-next-04", "ch-next-08", "ch-next-09", "ch-next-13",
        "db-next-03", "ph-p-02", "ph-p-06", "ph-p-07", "ph-p-10", "ph-p-12", "ph-p-13",
        "ph-p-14", "ph-p-15", "ph-p-18", "r5-s-01", "r5-s-02", "r5-t-01", "r5-t-05", "r5-t-06",
    ]

    /// An engine that answers a flow over journeys in a range.
    package typealias FlowAnswering =
        @Sendable (JourneySet, Flow, ResolvedRange?) async throws -> FlowAnswer

    /// In what the engine's answer differs from the peer's, in words; empty where they agree. The
    /// peers' average times of links are not compared: a flow of ours has none.
    package func flowDisagreements(_ answer: FlowAnswering) async throws -> [String] {
        guard case .string(let kind) = query["kind"] else { return ["no kind"] }
        return switch kind {
        case "next_event": try await nextEvents(answer)
        case "paths": try await links(answer)
        case "step_matrix": try await stepMatrix(answer)
        case "transition_matrix": try await transitionMatrix(answer)
        default: ["nothing compares this kind"]
        }
    }
}

extension PeerCase {
    /// Longer than any journey of the peers: one path a user.
    private static let always = TimeSpan(1000, .day)

    private func flow(
        by subject: Flow.Subject, anchor: Flow.Anchor? = nil, steps: Int, unit: Flow.Unit,
        within: TimeSpan? = Self.always
    ) -> Flow {
        Flow(
            scope: Scope(dataset: "peers"), by: subject, anchor: anchor, steps: steps,
            nodesPerStep: 100, unit: unit, collapsesRepeats: false, within: within)
    }

    private func texts(_ value: JSONValue?) throws -> [String] {
        guard let value else { return [] }
        return try JSONReader(value).array().map { try $0.string() }
    }

    /// What follows on a chain of events: the users who went through all of it, one path each.
    private func nextEvents(_ answer: FlowAnswering) async throws -> [String] {
        let chain = try texts(query["chain"])
        let isBackward = query["direction"] == "backward"
        let anchor: Flow.Anchor? =
            query["base"] == "head" ? nil : isBackward ? .end(chain[0]) : .start(chain[0])
        let flow = flow(by: .event, anchor: anchor, steps: chain.count + 1, unit: .user)
        let found = try await answer(try journeys(), flow, nil)
        var next: [String: String] = [:]
        for link in found.series[0].links where link.step == chain.count - 1 {
            let element = FlowElement(.went(from: link.from, to: link.to), step: link.step)
            guard link.from.title == chain.last else { continue }
            var users = found.users[element] ?? []
            for (step, event) in chain.enumerated() {
                users.formIntersection(
                    found.users[FlowElement(.arrived(.value(event)), step: step)] ?? [])
            }
            for user in users { next[user] = link.to.title }
        }
        guard case .object(let members) = expected["next_by_user"] else { return ["no users"] }
        return members.compactMap { member in
            let actual: JSONValue = next[member.name].map { .string($0) } ?? .null
            return actual == member.value
                ? nil : "\(member.name): \(actual.rendered()) not \(member.value.rendered())"
        }
    }

    /// The links of sessions, steps counted from 1.
    private func links(_ answer: FlowAnswering) async throws -> [String] {
        var journeys = try journeys()
        var steps = 5
        if case .integer(let limit) = query["step_limit"] { steps = Int(limit) }
        var subject = Flow.Subject.event
        if case .string(let name) = query["item"]?["prop"] { subject = .property(name) }
        var anchor: Flow.Anchor?
        if case .string(let start) = query["start"] { anchor = .start(start) }
        var flow = flow(by: subject, anchor: anchor, steps: steps, unit: .session, within: nil)
        flow.rules = trimmed(journeys, subject)
        flow.scope.filters = try filters()
        if let excluded = try excludedUsers() {
            journeys.segments["excluded"] = excluded
            flow.scope.segments = [.others("excluded")]
        }
        let found = try await answer(journeys, flow, try pathRange())
        let actual = Set(found.series[0].links.map(PeerLink.init))
        if case .integer(let count) = expected["number_of_links"] {
            return actual.count == Int(count) ? [] : ["\(actual.count) links, not \(count)"]
        }
        let isComplete = expected["complete"] == .boolean(true)
        let list = try JSONReader(expected["links"] ?? expected["links_include"] ?? .null).array()
        let wanted = try Set(list.map { try PeerLink($0) })
        let missing = wanted.subtracting(actual).map { "missing \($0)" }
        return missing + (isComplete ? actual.subtracting(wanted).map { "too much \($0)" } : [])
    }

    /// Rules that take the slash from the end of every value that has one.
    private func trimmed(_ journeys: JourneySet, _ subject: Flow.Subject) -> [Flow.Rule] {
        guard case .property(let name) = subject, query["trim_trailing_slash"] == .boolean(true)
        else { return [] }
        let values = Set(journeys.events.compactMap { $0.properties[name]?.words })
        return values.filter { $0.count > 1 && $0.hasSuffix("/") }.sorted().map {
            Flow.Rule($0, label: String($0.dropLast()))
        }
    }

    private func filters() throws -> [Filter] {
        guard let list = query["filters"] else { return [] }
        return try JSONReader(list).array().map { reader in
            let value = try reader.member("value").string()
            return .comparison(
                Comparison(
                    property: try reader.member("prop").string(), operator: .equals,
                    values: [.text(value)]))
        }
    }

    /// The users whom a filter on their properties keeps out; nil without one.
    private func excludedUsers() throws -> Set<String>? {
        guard let list = query["user_filters"], case .object(let users) = query["user_props"] else {
            return nil
        }
        var excluded: Set<String> = []
        for reader in try JSONReader(list).array() {
            let (name, part) = (
                try reader.member("prop").string(), try reader.member("value").string()
            )
            for user in users {
                if case .string(let value) = user.value[name], value.contains(part) {
                    excluded.insert(user.name)
                }
            }
        }
        return excluded
    }

    private func pathRange() throws -> ResolvedRange? {
        guard case .string(let from) = query["date_from"], let start = Moment(from) else {
            return nil
        }
        var to = ResolvedRange.always.to
        if case .string(let text) = query["date_to"], let end = Moment(text) {
            to = end.instant(in: .utc)
        }
        return ResolvedRange(from: start.instant(in: .utc), to: to)
    }

    /// Shares of all paths by step; column 0 is the start, and ended paths stay at the end.
    private func stepMatrix(_ answer: FlowAnswering) async throws -> [String] {
        guard case .integer(let count) = query["max_steps"] else { return ["no steps"] }
        let flow = flow(by: .event, steps: Int(count), unit: .user)
        let series = try await answer(try journeys(), flow, nil).series[0]
        let total = Double(series.nodes.filter { $0.step == 0 }.reduce(0) { $0 + $1.arrivals })
        let rows = try texts(expected["rows"]).map { name in
            (0...Int(count)).map { column -> Double in
                switch name {
                case "path_start": return column == 0 ? 1 : 0
                case "path_end":
                    let ended = series.nodes.filter { $0.step < column - 1 }
                    return Double(ended.reduce(0) { $0 + $1.exits }) / total
                default:
                    return Double(series.node(column - 1, .value(name))?.arrivals ?? 0) / total
                }
            }
        }
        return differences(rows)
    }

    /// Every step from a value to the next, with the paths' starts and ends.
    private func transitionMatrix(_ answer: FlowAnswering) async throws -> [String] {
        let journeys = try journeys()
        let steps = try await answer(
            journeys, flow(by: .event, steps: 2, unit: .transition), nil
        ).series[0]
        let starts = try await answer(journeys, flow(by: .event, steps: 2, unit: .user), nil)
            .series[0]
        let names = try texts(expected["nodes"])
        var rows = names.map { from in
            names.map { to -> Double in
                switch (from, to) {
                case (_, "path_start"), ("path_end", _), ("path_start", "path_end"): 0
                case ("path_start", _): Double(starts.node(0, .value(to))?.arrivals ?? 0)
                case (_, "path_end"): Double(steps.node(0, .value(from))?.exits ?? 0)
                default:
                    Double(
                        steps.links.first {
                            $0.step == 0 && $0.from == .value(from) && $0.to == .value(to)
                        }?.count ?? 0)
                }
            }
        }
        if query["weight"] == "share of transitions into the target" {
            for column in names.indices {
                let sum = rows.reduce(0) { $0 + $1[column] }
                for row in rows.indices where sum > 0 { rows[row][column] /= sum }
            }
        }
        return differences(rows)
    }

    private func differences(_ rows: [[Double]]) -> [String] {
        let actual = JSONValue.array(rows.map { .array($0.map { .number($0) }) })
        guard let matrix = expected["matrix"] else { return ["no matrix"] }
        return Self.agrees(actual, matrix)
            ? [] : ["\(actual.rendered()), expected \(matrix.rendered())"]
    }
}

/// A link as the peers write it: steps from 1.
private struct PeerLink: Hashable {
    let step: Int
    let from: String
    let to: String
    let count: Int

    init(_ link: FlowLink) {
        (step, from, to, count) = (link.step + 1, link.from.title, link.to.title, link.count)
    }

    init(_ reader: JSONReader) throws(DefinitionError) {
        step = Int(try reader.member("source_step").integer(in: 1...100))
        from = try reader.member("source").string()
        to = try reader.member("target").string()
        count = Int(try reader.member("value").integer(in: 0...1_000_000))
    }
}
