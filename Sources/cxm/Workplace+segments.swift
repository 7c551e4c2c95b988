import Metadata
import Operations

extension Workplace {
    /// What operations on segments stand on.
    func segments() throws -> SegmentSpace {
        segments(on: try metadata(), now: now, actor: actor)
    }

    /// The same on a store that is open already, at another time, for somebody else.
    func segments(on metadata: any MetadataStore, now: Int64, actor: String) -> SegmentSpace {
        SegmentSpace(
            catalogue: catalogue(on: metadata, now: now, actor: actor), metadata: metadata,
            actor: actor,
            threads: settings.threads,
            memoryLimit: settings.memoryLimit, snapshotCache: snapshotCache,
            openForSQL: { try warehouse(behind: $0, withFiles: true) })
    }

    /// The segments that questions name; a home where nothing was saved is not touched.
    var questionSegments: QuestionSegments.Lookup {
        { names in
            guard !names.isEmpty else { return QuestionSegments() }
            let space = try segments()
            do {
                let found = try await space.questionSegments(names)
                await space.metadata.close()
                return found
            } catch {
                await space.metadata.close()
                throw error
            }
        }
    }
}
