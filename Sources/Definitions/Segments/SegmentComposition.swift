/// Segments made of segments: which must be evaluated before which.
///
///     try SegmentComposition.order(of: ["20"], definitions: store)   // ["12", "15", "20"]
///
/// `definitions` gives the definition of an id, nil where there is no such segment; `archived` the names of
/// segments, by id, that are there but cannot be part of another.
package enum SegmentComposition {
    package typealias Lookup = (String) -> SegmentDefinition?

    /// The segments that a definition names.
    package static func parts(of definition: SegmentDefinition) -> [String] {
        switch definition {
        case .composite(_, let ids): ids
        case .analysis(let question, _): question.segmentIDs
        case .containers, .sql, .list: []
        }
    }

    /// Refuses a definition that would come to contain itself, naming the way round.
    ///
    /// `id`: the segment that is to get the definition; nil: a new one, which nothing can name yet.
    package static func checkCycles(
        saving definition: SegmentDefinition, as id: String?, archived: [String: String] = [:],
        definitions: @escaping Lookup
    ) throws(DefinitionError) {
        let own = id ?? ""
        let lookup: Lookup = { $0 == own ? definition : definitions($0) }
        var visit = Visit(lookup: lookup, archived: archived)
        try visit.enter(own)
    }

    /// These segments and all that they are made of, each after its parts, each once.
    package static func order(
        of ids: [String], archived: [String: String] = [:], definitions: @escaping Lookup
    ) throws(DefinitionError) -> [String] {
        var visit = Visit(lookup: definitions, archived: archived)
        for id in ids { try visit.enter(id) }
        return visit.order
    }

    /// A walk in depth: parts come out before what is made of them.
    private struct Visit {
        let lookup: Lookup
        let archived: [String: String]
        private(set) var order: [String] = []
        private var done: Set<String> = []
        /// The way from the first segment to the one at hand.
        private var path: [String] = []

        init(lookup: @escaping Lookup, archived: [String: String]) {
            self.lookup = lookup
            self.archived = archived
        }

        mutating func enter(_ id: String) throws(DefinitionError) {
            guard !done.contains(id) else { return }
            if let start = path.firstIndex(of: id) { throw cycle(path[start...] + [id]) }
            guard let definition = lookup(id) else { throw unknown(id) }
            path.append(id)
            for part in SegmentComposition.parts(of: definition) { try enter(part) }
            path.removeLast()
            done.insert(id)
            order.append(id)
        }

        private func cycle(_ way: ArraySlice<String>) -> DefinitionError {
            DefinitionError(
                .contradiction, at: "",
                "The segment would be made of itself: "
                    + way.map { $0.isEmpty ? "this one" : $0 }.joined(separator: " → ")
                    + "; leave one of them out.")
        }

        private func unknown(_ id: String) -> DefinitionError {
            if let kept = archived[id] {
                return DefinitionError(
                    .contradiction, at: "",
                    "Segment '\(id)' (\(kept))"
                        + (path.last.map { ", of which \(name($0)) is made," } ?? "")
                        + " is archived; bring it back (cxm segment archive --undo \(id)), or make "
                        + "\(path.last.map(name) ?? "this one") of others.")
            }
            return DefinitionError(
                .unknownName, at: "",
                path.last.map { "There is no segment '\(id)', of which \(name($0)) is made." }
                    ?? "There is no segment '\(id)'.")
        }

        private func name(_ id: String) -> String { id.isEmpty ? "this one" : "'\(id)'" }
    }
}
