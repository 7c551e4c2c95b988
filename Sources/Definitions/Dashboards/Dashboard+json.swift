extension Dashboard {
    private static let tileLimit = 100

    package static let fieldNames = ["description", "range", "segment", "tiles"]

    /// Reads a dashboard; see `Dashboard` for its form. The first error names its place.
    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(Self.fieldNames)
        var tiles: [DashboardTile] = []
        let list = try reader.optional("tiles")?.array() ?? []
        guard list.count <= Self.tileLimit else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer + "/tiles",
                "A dashboard holds at most \(Self.tileLimit) tiles; this one has \(list.count).")
        }
        for tile in list { tiles.append(try DashboardTile(tile)) }
        var range: TimeRange?
        if let part = try reader.optional("range") { range = try TimeRange(part) }
        var segment: SegmentChoice?
        if let part = try reader.optional("segment") { segment = try SegmentChoice(part) }
        self.init(
            description: try reader.optional("description")?.string() ?? "", range: range,
            segment: segment, tiles: tiles)
    }

    /// `withAsked`: each tile also with the question under the dashboard's range and segment.
    package func json(withAsked: Bool = false) -> JSONValue {
        var members: [JSONValue.Member] = [.init("description", .string(description))]
        if let range { members.append(.init("range", range.json)) }
        if let segment { members.append(.init("segment", segment.json)) }
        members.append(
            .init(
                "tiles",
                .array(
                    tiles.map { tile in
                        guard withAsked, let asked = asked(by: tile) else { return tile.json }
                        return tile.json.with([.init("asked", asked.json)])
                    })))
        return .object(members)
    }
}

extension DashboardTile {
    private static let textLimit = 20_000

    package init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["kind", "title", "question", "text", "view", "place"])
        let kind = try reader.member("kind").choice(Kind.self)
        var question: Question?
        if kind == .text {
            guard try reader.optional("question") == nil else {
                throw DefinitionError(
                    .contradiction, at: reader.pointer + "/question", "A text asks nothing.")
            }
        } else {
            question = try SavedQuestion.read(reader.member("question"))
        }
        let text = kind == .text ? try reader.member("text").string() : ""
        guard text.utf8.count <= Self.textLimit else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer + "/text",
                "A text has at most \(Self.textLimit) bytes; make two of it.")
        }
        self.init(
            kind: kind, title: try reader.optional("title")?.string() ?? "", question: question,
            text: text, view: try SavedQuestion.view(reader.optional("view")),
            place: try Place(reader.member("place")))
    }

    package var json: JSONValue {
        var members: [JSONValue.Member] = [
            .init("kind", .string(kind.rawValue)), .init("title", .string(title)),
        ]
        if let question { members.append(.init("question", question.json)) }
        if kind == .text { members.append(.init("text", .string(text))) }
        return .object(members + [.init("view", view), .init("place", place.json)])
    }
}

extension DashboardTile.Place {
    private static let columns: Int64 = 12

    init(_ reader: JSONReader) throws(DefinitionError) {
        try reader.allow(["x", "y", "width", "height"])
        self.init(
            x: Int(try reader.member("x").integer(in: 0...Self.columns - 1)),
            y: Int(try reader.member("y").integer(in: 0...10_000)),
            width: Int(try reader.member("width").integer(in: 1...Self.columns)),
            height: Int(try reader.member("height").integer(in: 1...100)))
        guard x + width <= Self.columns else {
            throw DefinitionError(
                .outOfRange, at: reader.pointer + "/width",
                "From column \(x), a tile is at most \(12 - x) columns wide.")
        }
    }

    var json: JSONValue {
        [
            "x": .integer(Int64(x)), "y": .integer(Int64(y)), "width": .integer(Int64(width)),
            "height": .integer(Int64(height)),
        ]
    }
}
