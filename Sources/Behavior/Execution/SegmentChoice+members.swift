import Definitions

extension SegmentChoice {
    /// The id under which the users whom a question is about stand beside its segments, where it is
    /// not about all: those who pass its filters on attributes. No segment can have this id.
    package static let everyone = "all"

    /// The users whom a series counts, of numbers below `limit`; nil for everyone.
    func members(
        in segments: [String: UserMask], limit: Int
    ) throws(AnalysisError) -> UserMask? {
        let asked = segments[Self.everyone]
        switch self {
        case .all: return asked
        case .members(let id):
            guard let mask = segments[id] else { throw .unknownSegment(id) }
            return mask.intersection(asked)
        case .others(let id):
            guard let mask = segments[id] else { throw .unknownSegment(id) }
            return mask.inverted(limit: limit).intersection(asked)
        }
    }
}
