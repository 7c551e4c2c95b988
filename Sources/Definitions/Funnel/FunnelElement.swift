/// One set of users that a funnel's result names: who reached a step, or who stopped there.
///
///     converted-2            users who reached step 2
///     dropped-2              users who reached step 2 and no further
///     converted-2@1          in the second series
///     converted-2@0=ios      with the breakdown value `ios`; `~none` and `~other` are special
package struct FunnelElement: Hashable, Sendable {
    package enum Group: String, CaseIterable, Sendable {
        case converted, dropped
    }

    package let group: Group
    /// 1 for the first step.
    package let step: Int
    /// 0 for the first series.
    package let series: Int
    package let breakdown: BreakdownValue?

    package init(_ group: Group, step: Int, series: Int = 0, breakdown: BreakdownValue? = nil) {
        self.group = group
        self.step = step
        self.series = series
        self.breakdown = breakdown
    }

    package var id: String {
        var id = "\(group.rawValue)-\(step)"
        if series > 0 || breakdown != nil { id += "@\(series)" }
        if let breakdown { id += "=" + Self.text(of: breakdown) }
        return id
    }

    /// Reads an id and checks it against the funnel that it belongs to.
    package init(id: String, of funnel: Funnel) throws(DefinitionError) {
        // By scalars: a value may begin with one that joins the '=' to a single character.
        let parts = id.unicodeScalars.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false
        ).map { String($0) }
        let place = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let head = place[0].split(separator: "-", maxSplits: 1)
        let series = place.count == 2 ? Int(place[1]) : 0
        guard head.count == 2, let group = Group(rawValue: String(head[0])),
            let step = Int(head[1]), (1...funnel.steps.count).contains(step),
            let series, funnel.segments.indices.contains(series)
        else { throw Self.unknown(id, funnel) }
        let breakdown = parts.count == 2 ? Self.breakdown(parts[1]) : nil
        guard breakdown == nil || funnel.breakdown != nil else { throw Self.unknown(id, funnel) }
        self.init(group, step: step, series: series, breakdown: breakdown)
    }

    /// A breakdown value as ids of elements write it: `ios`, `~none`, `~other`.
    static func text(of breakdown: BreakdownValue) -> String {
        switch breakdown {
        case .value(let text): escaped(text)
        case .none: "~none"
        case .other: "~other"
        }
    }

    /// Reads what `text(of:)` has written.
    static func breakdown(_ text: String) -> BreakdownValue {
        switch text {
        case "~none": .none
        case "~other": .other
        default: .value(unescaped(text))
        }
    }

    /// Each `~` twice, so that no value looks like `~none`.
    static func escaped(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append(scalar)
            if scalar == "~" { scalars.append(scalar) }
        }
        return String(scalars)
    }

    private static func unescaped(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        var isSecond = false
        for scalar in text.unicodeScalars {
            isSecond = scalar == "~" && !isSecond
            if scalar != "~" || isSecond { scalars.append(scalar) }
        }
        return String(scalars)
    }

    private static func unknown(_ id: String, _ funnel: Funnel) -> DefinitionError {
        var known: [String] = []
        for step in 1...funnel.steps.count {
            known += Group.allCases.map { FunnelElement($0, step: step).id }
        }
        return .unknownName(id, kind: "element", at: "/element", known: known)
    }
}
