package import Definitions

package enum SegmentStatus: String, CaseIterable, Sendable {
    case draft, active, archived
}

/// A segment without its versions.
package struct SegmentRecord: Hashable, Sendable {
    /// Given by the store, never used again: 1, 2, …
    package var id: Int64
    /// Unique among those that are not archived.
    package var name: String
    package var description: String
    package var status: SegmentStatus
    package var owner: String
    /// Path such as `Marketing/Dormant`; empty: none.
    package var folder: String
    package var tags: [String]
    /// The day after which it is no more refreshed; nil: none.
    package var expires: String?
    /// When it is refreshed, as JSON (see `Jobs`); nil: by hand.
    package var schedule: JSONValue?
    /// The newest version's number.
    package var version: Int
    /// The snapshot that is served; nil: never published.
    package var publishedSnapshot: Int64?
    /// Raised by every change of what people write: this record and its versions. Publishing leaves it,
    /// so that a nightly run disturbs nobody who edits.
    package var revision: Int
    package var createdAt: Int64
    package var changedAt: Int64

    package init(
        id: Int64 = 0, name: String, description: String = "", status: SegmentStatus = .draft,
        owner: String, folder: String = "", tags: [String] = [], expires: String? = nil,
        schedule: JSONValue? = nil, version: Int = 1, publishedSnapshot: Int64? = nil,
        revision: Int = 0, createdAt: Int64 = 0, changedAt: Int64 = 0
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.status = status
        self.owner = owner
        self.folder = folder
        self.tags = tags
        self.expires = expires
        self.schedule = schedule
        self.version = version
        self.publishedSnapshot = publishedSnapshot
        self.revision = revision
        self.createdAt = createdAt
        self.changedAt = changedAt
    }
}

/// One immutable version of a segment's definition.
package struct SegmentVersion: Hashable, Sendable {
    package var segment: Int64
    /// 1, 2, …
    package var number: Int
    /// The definition's JSON.
    package var definition: JSONValue
    /// Of the canonical form: equal for definitions that say the same.
    package var canonicalHash: String
    package var author: String
    package var note: String
    package var createdAt: Int64

    package init(
        segment: Int64, number: Int, definition: JSONValue, canonicalHash: String, author: String,
        note: String, createdAt: Int64
    ) {
        self.segment = segment
        self.number = number
        self.definition = definition
        self.canonicalHash = canonicalHash
        self.author = author
        self.note = note
        self.createdAt = createdAt
    }
}

/// The set of users that a version gave at a data date; the set itself is a file of the home.
package struct SnapshotRecord: Hashable, Sendable {
    /// Given by the store, ascending over all segments.
    package var id: Int64
    package var segment: Int64
    package var version: Int
    /// `2026-11-24`
    package var dataDate: String
    package var run: Int64?
    package var size: Int
    /// Compared with the segment's snapshot before; nil for the first.
    package var entered: Int?
    package var left: Int?
    package var createdAt: Int64
    /// Nil: not published.
    package var publishedAt: Int64?

    package init(
        id: Int64 = 0, segment: Int64, version: Int, dataDate: String, run: Int64? = nil, size: Int,
        entered: Int? = nil, left: Int? = nil, createdAt: Int64, publishedAt: Int64? = nil
    ) {
        self.id = id
        self.segment = segment
        self.version = version
        self.dataDate = dataDate
        self.run = run
        self.size = size
        self.entered = entered
        self.left = left
        self.createdAt = createdAt
        self.publishedAt = publishedAt
    }
}

/// Segments, their versions and snapshots.
package protocol SegmentRecords: Sendable {
    /// Adds segments, each with its first version, all or none; returns them with ids, revisions and
    /// times, in order. The error `taken` where another that is not archived has the name.
    func create(
        _ segments: [(segment: SegmentRecord, version: SegmentVersion)], at now: Int64
    ) async throws(MetadataError) -> [SegmentRecord]
    /// Changes what is not the definition nor the published snapshot. `segment.revision` is the one
    /// that the change was made from; where the store has another, the error is `conflict`.
    func update(_ segment: SegmentRecord, at now: Int64) async throws(MetadataError)
        -> SegmentRecord
    /// Adds a version after the newest; numbers it. `revision` as in `update`.
    func addVersion(
        _ version: SegmentVersion, expecting revision: Int?, at now: Int64
    ) async throws(MetadataError) -> SegmentRecord

    func segment(_ id: Int64) async throws(MetadataError) -> SegmentRecord?
    /// Ascending by id.
    func segments(_ filter: SegmentListFilter) async throws(MetadataError) -> [SegmentRecord]
    /// Ascending by number.
    func versions(of segment: Int64) async throws(MetadataError) -> [SegmentVersion]
    func version(_ number: Int, of segment: Int64) async throws(MetadataError) -> SegmentVersion?
    /// The newest versions of these segments in one read, in the order asked for; unknown segments are
    /// left out.
    func currentVersions(of segments: [Int64]) async throws(MetadataError) -> [SegmentVersion]

    /// Records snapshots, all or none; returns them with ids, in order.
    func addSnapshots(_ snapshots: [SnapshotRecord]) async throws(MetadataError)
        -> [SnapshotRecord]
    /// Ascending by id.
    func snapshots(of segment: Int64) async throws(MetadataError) -> [SnapshotRecord]
    func snapshot(_ id: Int64) async throws(MetadataError) -> SnapshotRecord?
    /// The newest snapshot of each of these segments, where there is one, in the order asked for.
    func latestSnapshots(of segments: [Int64]) async throws(MetadataError) -> [SnapshotRecord]
    /// Forgets snapshots, all or none; the error `inUse` where a segment serves one.
    func removeSnapshots(_ ids: [Int64]) async throws(MetadataError)
    /// Makes snapshots the served ones of their segments, all or none.
    func publish(_ snapshots: [Int64], at now: Int64) async throws(MetadataError)

    /// Rises whenever `servedRecords` may answer something else. Cost: one row.
    func servedRevision() async throws(MetadataError) -> Int64
    /// What is served, as of one moment.
    func servedRecords() async throws(MetadataError) -> ServedRecords

    /// Adds to the uses of segments: calls are summed, the later time stays. `day`: on which the calls
    /// were made, such as `2026-11-24`; nil: not known.
    func addUses(_ uses: [SegmentUse], on day: String?) async throws(MetadataError)
    /// Last used first.
    func uses(of segment: Int64) async throws(MetadataError) -> [SegmentUse]
    /// The calls of each day from `day` on; newest day first.
    func dailyUses(
        of segment: Int64, from day: String
    ) async throws(MetadataError) -> [DailySegmentUse]
}

/// Which segments to list; what is nil does not matter.
package struct SegmentListFilter: Hashable, Sendable {
    package var statuses: Set<SegmentStatus>?
    package var owner: String?
    package var tag: String?
    /// The folder itself and those below it.
    package var folder: String?
    /// Names that contain this text, letter case ignored.
    package var text: String?

    package init(
        statuses: Set<SegmentStatus>? = nil, owner: String? = nil, tag: String? = nil,
        folder: String? = nil, text: String? = nil
    ) {
        self.statuses = statuses
        self.owner = owner
        self.tag = tag
        self.folder = folder
        self.text = text
    }
}

extension SegmentRecords {
    package func addUses(_ uses: [SegmentUse]) async throws(MetadataError) {
        try await addUses(uses, on: nil)
    }

    /// Adds a segment with its first version; returns it with id, revision and times.
    package func create(
        _ segment: SegmentRecord, version: SegmentVersion, at now: Int64
    ) async throws(MetadataError) -> SegmentRecord {
        let added = try await create([(segment, version)], at: now)
        guard let first = added.first else {
            preconditionFailure("A store returns what it has added.")
        }
        return first
    }
}
