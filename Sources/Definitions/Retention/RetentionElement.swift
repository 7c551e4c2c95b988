/// One set of users that a retention result names.
///
///     cohort=2010-12-01        users who started in the period that begins on this day
///     active-1=2010-12-01      those of them who are active in column 1
///     inactive-1=2010-12-01    those of them who are not
///     active-1@1=2010-12-01    in the second segment's series
///     active-1=2010-12-01=ios  with the breakdown value `ios`; `~none` and `~other` are special
///     periods-3                users active in exactly three periods (view stickiness)
///     dormant=2010-12-01       a group of one period (view lifecycle)
package struct RetentionElement: Hashable, Sendable {
    package enum Group: Hashable, Sendable {
        case cohort
        /// A column, from 0.
        case active(Int)
        case inactive(Int)
        /// How many periods.
        case periods(Int)
        case lifecycle(Lifecycle)
    }

    package let group: Group
    /// 0 for the first segment.
    package let series: Int
    /// The first day of the period; nil in the view stickiness.
    package let start: CivilDate?
    package let breakdown: BreakdownValue?

    package init(
        _ group: Group, start: CivilDate?, series: Int = 0, breakdown: BreakdownValue? = nil
    ) {
        self.group = group
        self.start = start
        self.series = series
        self.breakdown = breakdown
    }

    package var id: String {
        let head =
            switch group {
            case .cohort: "cohort"
            case .active(let column): "active-\(column)"
            case .inactive(let column): "inactive-\(column)"
            case .periods(let count): "periods-\(count)"
            case .lifecycle(let group): group.rawValue
            }
        return head + (series > 0 ? "@\(series)" : "") + (start.map { "=" + $0.text } ?? "")
            + (breakdown.map { "=" + FunnelElement.text(of: $0) } ?? "")
    }

    /// Reads an id and checks it against the question that it belongs to.
    package init(id: String, of retention: Retention) throws(DefinitionError) {
        // By scalars: a value may begin with one that joins the '=' to a single character.
        let parts = id.unicodeScalars.split(
            separator: "=", maxSplits: 2, omittingEmptySubsequences: false
        ).map { String($0) }
        let place = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let series = place.count == 2 ? Int(place[1]) : 0
        let start = parts.count > 1 ? Self.date(parts[1]) : nil
        guard let series, retention.scope.segments.indices.contains(series),
            (parts.count > 1) == (retention.view != .stickiness),
            parts.count < 3 || retention.breakdown != nil,
            start.map({ retention.period.begins(on: $0) }) ?? (parts.count == 1),
            let group = Self.group(place[0], of: retention)
        else { throw Self.unknown(id, retention) }
        self.init(
            group, start: start, series: series,
            breakdown: parts.count == 3 ? FunnelElement.breakdown(parts[2]) : nil)
    }

    private static func group(_ head: Substring, of retention: Retention) -> Group? {
        let words = head.split(separator: "-", omittingEmptySubsequences: false)
        let number = words.count == 2 ? Int(words[1]) : nil
        guard words.count == 1 || number != nil else { return nil }
        switch (retention.view, words[0], number) {
        case (.retention, "cohort", nil): return .cohort
        case (.retention, "active", let column?)
        where (0..<retention.columns.count).contains(column):
            return .active(column)
        case (.retention, "inactive", let column?)
        where (0..<retention.columns.count).contains(column):
            return .inactive(column)
        case (.stickiness, "periods", let count?) where count > 0: return .periods(count)
        case (.lifecycle, let name, nil):
            return Lifecycle(rawValue: String(name)).map { .lifecycle($0) }
        default: return nil
        }
    }

    private static func date(_ text: String) -> CivilDate? {
        guard text.utf8.count == 10, let moment = Moment(text) else { return nil }
        return Zone.utc.date(of: moment.instant(in: .utc))
    }

    private static func unknown(_ id: String, _ retention: Retention) -> DefinitionError {
        let known =
            switch retention.view {
            case .retention: ["cohort=YYYY-MM-DD", "active-1=YYYY-MM-DD", "inactive-1=YYYY-MM-DD"]
            case .stickiness: ["periods-1", "periods-2"]
            case .lifecycle: Lifecycle.allCases.map { $0.rawValue + "=YYYY-MM-DD" }
            }
        return .unknownName(id, kind: "element", at: "/element", known: known)
    }
}

/// What a user is in a period, told by the periods before.
package enum Lifecycle: String, CaseIterable, Sendable {
    /// Active for the first time of all.
    case new
    /// Active, as in the period before.
    case returning
    /// Active, not in the period before, but earlier.
    case resurrected
    /// Not active, but in the period before.
    case dormant
}
