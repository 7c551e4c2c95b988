/// Any question that an engine can answer, told apart by its `kind`.
///
///     try Question(parsing: #"{"kind":"funnel","dataset":"app","steps":[…]}"#)
package enum Question: Hashable, Sendable {
    case flow(Flow)
    case funnel(Funnel)
    case pages(Pages)
    /// A profile may hold another question.
    indirect case profile(Profile)
    case retention(Retention)
    case timeline(UserTimeline)
    case trend(Trend)

    package static let kinds = [
        "flow", "funnel", "pages", "profile", "retention", "timeline", "trend",
    ]

    package init(parsing text: String) throws(DefinitionError) {
        try self.init(JSONReader(JSONValue(parsing: text)))
    }

    package init(_ reader: JSONReader) throws(DefinitionError) {
        let kind = try reader.member("kind")
        switch try kind.string() {
        case "flow": self = .flow(try Flow(reader))
        case "funnel": self = .funnel(try Funnel(reader))
        case "pages": self = .pages(try Pages(reader))
        case "profile": self = .profile(try Profile(reader))
        case "retention": self = .retention(try Retention(reader))
        case "timeline": self = .timeline(try UserTimeline(reader))
        case "trend": self = .trend(try Trend(reader))
        case let other:
            throw .unknownName(
                other, kind: "kind of question", at: kind.pointer, known: Self.kinds)
        }
    }

    package var json: JSONValue {
        switch self {
        case .flow(let flow): flow.json
        case .funnel(let funnel): funnel.json
        case .pages(let pages): pages.json
        case .profile(let profile): profile.json
        case .retention(let retention): retention.json
        case .timeline(let timeline): timeline.json
        case .trend(let trend): trend.json
        }
    }

    package var scope: Scope {
        get {
            switch self {
            case .flow(let flow): flow.scope
            case .funnel(let funnel): funnel.scope
            case .pages(let pages): pages.scope
            case .profile(let profile): profile.scope
            case .retention(let retention): retention.scope
            case .timeline(let timeline): timeline.scope
            case .trend(let trend): trend.scope
            }
        }
        set {
            switch self {
            case .flow(var flow):
                flow.scope = newValue
                self = .flow(flow)
            case .funnel(var funnel):
                funnel.scope = newValue
                self = .funnel(funnel)
            case .timeline(var timeline):
                timeline.scope = newValue
                self = .timeline(timeline)
            case .trend(var trend):
                trend.scope = newValue
                self = .trend(trend)
            case .pages(var pages):
                pages.scope = newValue
                self = .pages(pages)
            case .profile(var profile):
                profile.scope = newValue
                self = .profile(profile)
            case .retention(var retention):
                retention.scope = newValue
                self = .retention(retention)
            }
        }
    }

    /// Checks every name against what the dataset has; the nearest name is suggested.
    package func check(against schema: DatasetSchema) throws(DefinitionError) {
        let schema = try scope.schema(extending: schema)
        switch self {
        case .flow(let flow): try flow.check(against: schema)
        case .funnel(let funnel): try funnel.check(against: schema)
        case .pages(let pages): try pages.check(against: schema)
        case .profile(let profile): try profile.check(against: schema)
        case .retention(let retention): try retention.check(against: schema)
        case .timeline(let timeline): try timeline.check(against: schema)
        case .trend(let trend): try trend.check(against: schema)
        }
    }

    /// The range of a question that names none but needs one: the days of the data; else nil.
    package func wholeRange(
        from first: Int64?, until last: Int64?, in zone: Zone
    ) -> ResolvedRange? {
        switch self {
        case .pages(let pages) where pages.detail != nil:
            Trend.wholeRange(from: first, until: last, in: zone)
        case .flow, .funnel, .pages, .retention, .timeline: nil
        case .trend, .profile: Trend.wholeRange(from: first, until: last, in: zone)
        }
    }

    /// The attribute of users by which the result is split.
    package var breakdownAttribute: String? {
        switch self {
        case .funnel(let funnel):
            if case .attribute(let name) = funnel.breakdown?.subject { name } else { nil }
        case .trend(let trend):
            if case .attribute(let name) = trend.breakdown?.subject { name } else { nil }
        case .retention(let retention):
            if case .attribute(let name) = retention.breakdown?.subject { name } else { nil }
        case .flow, .pages, .profile, .timeline: nil
        }
    }

    /// The question in plain words.
    package func described(in language: Language) -> String {
        ([words(in: language)] + scope.estimates.map { $0.described(in: language) })
            .joined(separator: " ")
    }

    private func words(in language: Language) -> String {
        switch self {
        case .flow(let flow): flow.described(in: language)
        case .funnel(let funnel): funnel.described(in: language)
        case .pages(let pages): pages.described(in: language)
        case .profile(let profile): profile.described(in: language)
        case .retention(let retention): retention.described(in: language)
        case .timeline(let timeline): timeline.described(in: language)
        case .trend(let trend): trend.described(in: language)
        }
    }
}
