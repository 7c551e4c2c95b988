/// The snapshot of a segment that an answer rests on.
///
///     {"segment": "12", "name": "Dormant", "version": 3, "snapshot": "45", "data_date": "2026-10-31", "users": 1200}
package struct UsedSegment: Hashable, Sendable {
    /// As the question names it.
    package let segment: String
    package let name: String
    package let version: Int
    package let snapshot: Int64
    package let dataDate: String
    package let userCount: Int

    package init(
        segment: String, name: String, version: Int, snapshot: Int64, dataDate: String,
        userCount: Int
    ) {
        self.segment = segment
        self.name = name
        self.version = version
        self.snapshot = snapshot
        self.dataDate = dataDate
        self.userCount = userCount
    }

    var json: JSONValue {
        [
            "segment": .string(segment), "name": .string(name),
            "version": .integer(Int64(version)), "snapshot": .string(String(snapshot)),
            "data_date": .string(dataDate), "users": .integer(Int64(userCount)),
        ]
    }
}

extension Question {
    /// The segments that the question names, each once, in order; those of a profile's own question too.
    package var segmentIDs: [String] {
        var ids: [String] = []
        for choice in scope.segments {
            switch choice {
            case .all: break
            case .members(let id), .others(let id): if !ids.contains(id) { ids.append(id) }
            }
        }
        guard case .profile(let profile) = self, let source = profile.source else { return ids }
        return ids + source.question.segmentIDs.filter { !ids.contains($0) }
    }
}
