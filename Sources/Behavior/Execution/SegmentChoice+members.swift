import Definitions

extension SegmentChoice {
    /// The users whom a series counts, of numbers below `limit`; nil for everyone.
    func members(
        in segments: [String: UserMask], limit: Int
    ) throws(AnalysisError) -> UserMask? {
        switch self {
        case .all: return nil
        case .members(let id):
            guard let mask = segments[id] else { throw .unknownSegment(id) }
            return mask
        case .others(let id):
            guard let mask = segments[id] else { throw .unknownSegment(id) }
            return mask.inverted(limit: limit)
        }
    }
}
