/// A saved set of charts, numbers and texts, with a range and a segment that apply to all of them.
///
///     {"description": "Every Monday", "range": {"last": 30, "unit": "day"}, "segment": "12", "tiles": [
///      {"kind": "analysis", "title": "Payments", "question": {…}, "view": {"chart": "bars"},
///       "place": {"x": 0, "y": 0, "width": 6, "height": 4}},
///      {"kind": "text", "text": "What to look at", "place": {…}}]}
package struct Dashboard: Hashable, Sendable {
    package var description: String
    /// In place of the range of each question; nil: each keeps its own.
    package var range: TimeRange?
    /// In place of the segments of each question; nil: each keeps its own.
    package var segment: SegmentChoice?
    package var tiles: [DashboardTile]

    package init(
        description: String = "", range: TimeRange? = nil, segment: SegmentChoice? = nil,
        tiles: [DashboardTile] = []
    ) {
        self.description = description
        self.range = range
        self.segment = segment
        self.tiles = tiles
    }

    /// What a tile asks under this dashboard's range and segment; nil for a text.
    package func asked(by tile: DashboardTile) -> Question? {
        guard var question = tile.question else { return nil }
        if let range { question.scope.range = range }
        // A timeline is about one user, whatever the segment.
        if case .timeline = question { return question }
        if let segment { question.scope.segments = [segment] }
        return question
    }
}

/// One thing on a dashboard.
package struct DashboardTile: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        /// A chart or a table of a question's answer.
        case analysis
        /// One number of a question's answer.
        case number
        case text
    }

    /// Where it stands, in a grid of 12 columns.
    package struct Place: Hashable, Sendable {
        package var x: Int
        package var y: Int
        package var width: Int
        package var height: Int

        package init(x: Int, y: Int, width: Int, height: Int) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }

    package var kind: Kind
    package var title: String
    /// Nil for a text.
    package var question: Question?
    /// Of a text; else empty.
    package var text: String
    /// How the answer is shown; what it may hold is the page's business.
    package var view: JSONValue
    package var place: Place

    package init(
        kind: Kind, title: String = "", question: Question? = nil, text: String = "",
        view: JSONValue = .object([]), place: Place
    ) {
        self.kind = kind
        self.title = title
        self.question = question
        self.text = text
        self.view = view
        self.place = place
    }
}
