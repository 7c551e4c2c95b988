/// What happens at one row of a page table: lists of values, each with how often and how many users.
package struct PageDetail: Hashable, Sendable {
    /// What a list is about, and what its rows count.
    package enum List: Hashable, Sendable {
        /// Clicks in the row, by element.
        case elements
        /// Views of the row, by the view before and after them in their session.
        case previous, next
        /// Sessions with a view of the row, by the row of their first and last view.
        case entriesFrom, exitsTo
        /// Views of the row, by day, week or month.
        case trend
        /// Views, and clicks, in the row by the value of a property: the place of `by`.
        case viewed(Int)
        case clicked(Int)
    }

    /// What a row of a list stands for.
    package enum Value: Hashable, Sendable {
        case value(String)
        /// All values beyond the limit.
        case other
        /// Events without a value.
        case none
        /// No view before, or after, in the session.
        case edge
        /// The place of a period, from 0.
        case point(Int)
    }

    package struct Row: Hashable, Sendable {
        package let value: Value
        /// Clicks, views or sessions, as the list says.
        package let count: Int
        package let users: Int

        package init(_ value: Value, count: Int, users: Int) {
            self.value = value
            self.count = count
            self.users = users
        }

        /// Whether this row stands before the other: more first, then by bytes; `(other)`, `(none)` and
        /// the edge come last, periods in their order.
        package func precedes(_ other: Row) -> Bool {
            switch (value, other.value) {
            case (.value(let left), .value(let right)):
                count == other.count
                    ? left.utf8.lexicographicallyPrecedes(right.utf8) : count > other.count
            case (.point(let left), .point(let right)): left < right
            default: value.place < other.value.place
            }
        }
    }

    /// A list with its rows.
    package struct Part: Hashable, Sendable {
        package let list: List
        package let rows: [Row]

        package init(_ list: List, _ rows: [Row]) {
            self.list = list
            self.rows = rows
        }
    }

    /// The row's own numbers, also where the table hides it.
    package let tally: PageTally
    package let parts: [Part]

    package init(tally: PageTally, parts: [Part]) {
        self.tally = tally
        self.parts = parts
    }
}

extension PageDetail.Value {
    fileprivate var place: Int {
        switch self {
        case .value, .point: 0
        case .other: 1
        case .none: 2
        case .edge: 3
        }
    }
}

extension PageDetail.List {
    /// `previous`, `viewed-1`
    package var name: String {
        switch self {
        case .elements: "elements"
        case .previous: "previous"
        case .next: "next"
        case .entriesFrom: "entries_from"
        case .exitsTo: "exits_to"
        case .trend: "trend"
        case .viewed(let index): "viewed-\(index + 1)"
        case .clicked(let index): "clicked-\(index + 1)"
        }
    }

    /// What stands for no view before or after: only lists of neighbours have one.
    package var edgeTitle: String { self == .previous ? "(entry)" : "(exit)" }

    /// The name of what rows count.
    package var countName: String {
        switch self {
        case .elements, .clicked: "clicks"
        case .entriesFrom, .exitsTo: "sessions"
        case .previous, .next, .trend, .viewed: "views"
        }
    }

    /// The name of their users.
    package var userName: String {
        switch self {
        case .elements, .clicked: "clickers"
        case .previous, .next, .trend, .viewed, .entriesFrom, .exitsTo: "visitors"
        }
    }
}

/// The users behind one row of a detail's list.
///
///     previous@0=/search      users who saw `/search` right before the row
///     next@0=~edge            users with a session that ended there
///     trend@0=~3              users who saw it in the third period
package struct PageDetailElement: Hashable, Sendable {
    package let list: PageDetail.List
    package let value: PageDetail.Value
    /// 0 for the first series.
    package let series: Int

    package init(_ list: PageDetail.List, _ value: PageDetail.Value, series: Int) {
        self.list = list
        self.value = value
        self.series = series
    }

    package var id: String {
        let text =
            switch value {
            case .value(let value): FunnelElement.escaped(value)
            case .other: "~other"
            case .none: "~none"
            case .edge: "~edge"
            case .point(let point): "~\(point + 1)"
            }
        return "\(list.name)@\(series)=\(text)"
    }

    /// Reads an id; nil where it does not name a row of a list of the question's detail. Which lists
    /// and periods there are depends on the dataset's roles and the timeline.
    package init?(
        id: String, of pages: Pages, roles: [String: String], timeline: TrendTimeline?
    ) {
        // By scalars: a value may begin with one that joins the '=' to a single character.
        let parts = id.unicodeScalars.split(
            separator: "=", maxSplits: 1, omittingEmptySubsequences: false
        ).map { String($0) }
        let head = parts[0].split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, head.count == 2, let series = Int(head[1]),
            pages.scope.segments.indices.contains(series),
            let list = pages.detailLists(roles: roles).first(where: { $0.name == head[0] }),
            let value = Self.value(parts[1], of: list, timeline)
        else { return nil }
        self.init(list, value, series: series)
    }

    private static func value(
        _ text: String, of list: PageDetail.List, _ timeline: TrendTimeline?
    ) -> PageDetail.Value? {
        if list == .trend {
            guard text.utf8.first == UInt8(ascii: "~"), let number = Int(text.dropFirst()),
                (1...max(1, timeline?.count ?? 0)).contains(number)
            else { return nil }
            return .point(number - 1)
        }
        if text.utf8.elementsEqual("~edge".utf8) {
            return list == .previous || list == .next ? .edge : nil
        }
        return switch FunnelElement.breakdown(text) {
        case .value(let value): .value(value)
        case .other: .other
        case .none: PageDetail.Value.none
        }
    }
}
