package import Definitions

/// Which segments a definition names: as parts of a composite, or as series of the question of an
/// analysis segment.
package enum SegmentReferences {
    /// Ids, each once, in the order of the definition's JSON.
    package static func ids(in definition: JSONValue) -> [String] {
        var ids: [String] = []
        for name in ["union", "intersect", "subtract"] {
            if case .array(let parts)? = definition[name] { ids += parts.compactMap(text) }
        }
        if case .array(let series)? = definition["from"]?["question"]?["segments"] {
            ids += series.compactMap { text($0["not"] ?? $0) }.filter { $0 != "all" }
        }
        var known: Set<String> = []
        return ids.filter { known.insert($0).inserted }
    }

    private static func text(_ value: JSONValue) -> String? {
        switch value {
        case .string(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }
}
