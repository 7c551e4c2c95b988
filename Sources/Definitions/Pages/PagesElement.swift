/// One set of users that a page table names.
///
///     visitors               users with a view of any page
///     exited@0=/home         users with a session whose last view is `/home`
///     clickers@1=~other      in the second series, of the pages beyond the limit
package struct PagesElement: Hashable, Sendable {
    package enum Group: String, CaseIterable, Sendable {
        /// Users with a view.
        case visitors
        /// Users with a session whose first, last or only view is here.
        case entered, exited, bounced
        /// Users with a click.
        case clickers
    }

    package let group: Group
    /// Nil for all pages together.
    package let page: BreakdownValue?
    /// 0 for the first series.
    package let series: Int

    package init(_ group: Group, page: BreakdownValue? = nil, series: Int = 0) {
        self.group = group
        self.page = page
        self.series = series
    }

    package var id: String {
        var id = group.rawValue
        if series > 0 || page != nil { id += "@\(series)" }
        if let page { id += "=" + page.idText }
        return id
    }

    /// Reads an id and checks it against the question that it belongs to.
    package init(id: String, of pages: Pages) throws(DefinitionError) {
        // By scalars: a value may begin with one that joins the '=' to a single character.
        let parts = id.unicodeScalars.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false
        ).map { String($0) }
        let head = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        let series = head.count == 2 ? Int(head[1]) : 0
        guard let name = head.first, let group = Group(rawValue: String(name)), let series,
            pages.scope.segments.indices.contains(series)
        else {
            throw .unknownName(
                id, kind: "element", at: "/element", known: Group.allCases.map(\.rawValue))
        }
        self.init(
            group, page: parts.count == 2 ? BreakdownValue(idText: parts[1]) : nil, series: series)
    }

    /// The element's number in the tally of its row.
    package func count(in tally: PageTally) -> Int {
        switch group {
        case .visitors: tally.visitors
        case .entered: tally.entryUsers
        case .exited: tally.exitUsers
        case .bounced: tally.bounceUsers
        case .clickers: tally.clickers
        }
    }
}

extension BreakdownValue {
    /// The value inside an element's id: `~none` and `~other`, and each `~` of a value twice.
    var idText: String {
        switch self {
        case .value(let text): FunnelElement.escaped(text)
        case .none: "~none"
        case .other: "~other"
        }
    }

    init(idText: String) {
        self = FunnelElement.breakdown(idText)
    }
}
