import Definitions
import Hummingbird
import Operations

/// `/people`: users by their ids, what is known of one, and what one did.
struct People {
    let configuration: Server.Configuration

    private static let user = Parameter.path("user", .text, "The user's id.")

    var endpoints: [Endpoint] {
        [
            Endpoint(
                .get, "/people", right: .seePeople, "Users whose ids begin with a text.",
                parameters: [
                    .query("search", .text, "An id, or its beginning; without it all.")
                ] + Page.parameters, answers: [.json(PeopleSchemas.list)], handle: search),
            Endpoint(
                .get, "/people/{user}", right: .seePeople,
                "A user's attributes, and the segments the user is in, since when.",
                parameters: [Self.user], answers: [.json(PeopleSchemas.user)], handle: show),
            Endpoint(
                .get, "/people/{user}/timeline", right: .seePeople,
                "What a user did in a dataset, newest first, with sessions.",
                parameters: [
                    Self.user,
                    .query("dataset", .text, "The dataset; the first without it."),
                    .query("from", .text, "From this day or time on."),
                    .query("to", .text, "Before this day or time."),
                ] + Page.parameters, answers: [.json(PeopleSchemas.timeline)], problems: [422],
                handle: timeline),
        ]
    }

    @Sendable func search(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let page = try Page(inputs)
        let masking = try await Masking(configuration, for: context.requireCaller())
        let found = try SearchUsers(home: configuration.home)(
            inputs.text("search") ?? "", after: page.after?.id(), limit: page.limit)
        return .json([
            "items": .array(found.ids.map { ["user": .string(masking.shown(userID: $0))] }),
            "next": .text(found.next.map { Cursor($0).text }),
        ])
    }

    @Sendable func show(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let user = try await DescribeUser(space)(
            inputs.required("user"),
            showsPersonal: context.requireCaller().may(.seePersonalData))
        try await space.note("people.see", "people/" + user.user)
        return .json(user.json(in: space.home.zone))
    }

    @Sendable func timeline(_ request: Request, context: ServerContext) async throws -> Response {
        let inputs = try Inputs(request, context)
        let space = try context.space(configuration)
        let user = try inputs.required("user")
        _ = try space.user(user)
        guard let dataset = inputs.text("dataset") ?? space.home.datasets.first else {
            throw Problem(
                .unprocessableContent, "refused",
                "There is no dataset yet; import events first.")
        }
        let page = try Page(inputs)
        let longest = Int(UserTimeline.limits.upperBound)
        let first = min(max(0, Int(clamping: try page.after?.id() ?? 0)), longest)
        let question = UserTimeline(
            scope: Scope(dataset: dataset, range: try Self.range(inputs)), user: user,
            limit: min(first + page.limit, longest))
        let analyze = AnalyzeQuestion(
            home: space.home, now: space.now, threads: configuration.threads,
            memoryLimit: configuration.memoryLimit)
        guard case .timeline(let result) = try await analyze(.timeline(question)) else {
            throw Problem.internalFault
        }
        try await space.note("people.see", "people/" + user)
        let masking = try await Masking(configuration, for: context.requireCaller())
        return .json(
            TimelinePage(
                result: result, first: first, limit: page.limit,
                hidden: masking.hiddenProperties(of: dataset)
            ).json)
    }

    /// Days and times as questions write them; open ends where one is missing.
    private static func range(_ inputs: Inputs) throws -> TimeRange? {
        let (from, to) = (inputs.text("from"), inputs.text("to"))
        guard from != nil || to != nil else { return nil }
        guard let start = Moment(from ?? "1970-01-01") else {
            throw Problem.badParameter("from", "a day or a time", not: from ?? "")
        }
        guard let end = Moment(to ?? "9999-12-31") else {
            throw Problem.badParameter("to", "a day or a time", not: to ?? "")
        }
        return .fixed(from: start, to: end)
    }
}

/// A stretch of a timeline, newest first.
private struct TimelinePage {
    let result: TimelineResult
    let first: Int
    let limit: Int
    let hidden: Set<String>

    var json: JSONValue {
        let shown = result.events.reversed().dropFirst(first).prefix(limit)
        let end = first + shown.count
        let zone = result.context.zone
        return [
            "user": .string(result.timeline.user),
            "dataset": .string(result.timeline.scope.dataset), "total": .count(result.total),
            "items": .array(
                shown.map { event in
                    [
                        "time": .string(zone.text(event.time)), "event": .string(event.event),
                        "session": .count(event.session),
                        "properties": .object(
                            event.properties.map {
                                .init($0.name, hidden.contains($0.name) ? .null : $0.value.json)
                            }),
                    ]
                }),
            "masked": .array(hidden.sorted().map { .string($0) }),
            "next": .text(hasMore(end) ? Cursor(Int64(end)).text : nil),
        ]
    }

    /// Beyond the longest timeline that is read, there is no next page.
    private func hasMore(_ end: Int) -> Bool {
        end < result.total && end < Int(UserTimeline.limits.upperBound)
    }
}
