extension Comparison {
    /// A test for values of a text property; texts compare by their UTF-8 bytes.
    ///
    /// Built once per question, called once per dictionary value. NULL is `acceptsNull`.
    package func textTest() -> (String) -> Bool {
        let texts = values.map { Array($0.words.utf8) }
        switch `operator` {
        case .equals, .isIn:
            let set = Set(texts)
            return { set.contains(Array($0.utf8)) }
        case .notEquals, .notIn:
            let set = Set(texts)
            return { !set.contains(Array($0.utf8)) }
        case .less: return { $0.utf8.lexicographicallyPrecedes(texts[0]) }
        case .atMost: return { !texts[0].lexicographicallyPrecedes($0.utf8) }
        case .greater: return { texts[0].lexicographicallyPrecedes($0.utf8) }
        case .atLeast: return { !$0.utf8.lexicographicallyPrecedes(texts[0]) }
        case .between:
            return {
                !$0.utf8.lexicographicallyPrecedes(texts[0])
                    && !texts[1].lexicographicallyPrecedes($0.utf8)
            }
        case .contains: return { containsBytes(Array($0.utf8), texts[0]) }
        case .startsWith: return { $0.utf8.starts(with: texts[0]) }
        case .endsWith: return { $0.utf8.reversed().starts(with: texts[0].reversed()) }
        case .matches:
            guard let pattern = try? Pattern(values[0].words) else { return { _ in false } }
            return pattern.searcher()
        case .isSet: return { _ in true }
        case .isNotSet: return { _ in false }
        }
    }

    /// A test for a property whose values are comparable as `Scalar`, given the definition's
    /// values in that form.
    package func test<Scalar: Comparable & Sendable>(
        _ bounds: [Scalar]
    ) -> (Scalar) -> Bool {
        switch `operator` {
        case .equals, .isIn: return { bounds.contains($0) }
        case .notEquals, .notIn: return { !bounds.contains($0) }
        case .less: return { $0 < bounds[0] }
        case .atMost: return { $0 <= bounds[0] }
        case .greater: return { $0 > bounds[0] }
        case .atLeast: return { $0 >= bounds[0] }
        case .between: return { bounds[0] <= $0 && $0 <= bounds[1] }
        case .isSet: return { _ in true }
        case .contains, .startsWith, .endsWith, .matches, .isNotSet: return { _ in false }
        }
    }

    /// Whether a row without a value passes.
    package var acceptsNull: Bool {
        `operator` == .isNotSet || (orNull && `operator` != .isSet)
    }
}

private func containsBytes(_ haystack: [UInt8], _ needle: [UInt8]) -> Bool {
    guard !needle.isEmpty else { return true }
    guard haystack.count >= needle.count else { return false }
    return (0...(haystack.count - needle.count)).contains {
        haystack[$0] == needle[0] && haystack[$0...].starts(with: needle)
    }
}
