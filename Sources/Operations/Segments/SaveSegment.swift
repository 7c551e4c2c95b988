import Bitmaps
package import Definitions
package import Metadata
import Segments

/// Saves a segment, or a new version of one; nothing is evaluated but the people of a chart that are to
/// be frozen.
///
///     let saved = try await SaveSegment(space)(draft, note: "for the autumn campaign")
package struct SaveSegment: Sendable {
    private let space: SegmentSpace

    package init(_ space: SegmentSpace) {
        self.space = space
    }

    /// A new segment, active at once. Throws where the name is taken or the definition names what is not
    /// there, with the place in the definition.
    package func callAsFunction(
        _ draft: SegmentDraft, note: String = ""
    ) async throws -> SegmentRecord {
        let definition = try await checked(draft, saving: nil)
        let saved = try await space.metadata.create(
            record(draft), version: try await version(definition, note), at: space.now)
        try await space.audit("save", saved.id, ["version": 1])
        if saved.schedule != nil { try await space.planWork() }
        return saved
    }

    /// Many new segments at once, all or none; an error points into the list.
    package func callAsFunction(
        _ drafts: [SegmentDraft], note: String = ""
    ) async throws -> [SegmentRecord] {
        let check = try await SegmentCheck.Known(space)
        var new: [(SegmentRecord, SegmentVersion)] = []
        for (index, draft) in drafts.enumerated() {
            do {
                try space.check(schedule: draft.schedule)
                try await SegmentCheck(space)(draft.definition, saving: nil, known: check)
            } catch let error as DefinitionError {
                throw error.moved(into: "/\(index)")
            }
            let definition = try await settled(draft)
            new.append(
                (record(draft), version(definition, note, in: check.catalogue)))
        }
        let saved = try await space.metadata.create(new, at: space.now)
        for segment in saved { try await space.audit("save", segment.id, ["version": 1]) }
        if saved.contains(where: { $0.schedule != nil }) { try await space.planWork() }
        return saved
    }

    private func record(_ draft: SegmentDraft) -> SegmentRecord {
        SegmentRecord(
            name: draft.name, description: draft.description, status: .active,
            owner: draft.owner ?? space.actor, folder: draft.folder, tags: draft.tags,
            expires: draft.expires, schedule: draft.schedule)
    }

    /// A new version of `segment`, and what stands around the definition, as the draft says it.
    ///
    /// `revision`: the one that the change was made from; where somebody changed the segment meanwhile,
    /// the error is `conflict` and nothing is saved. A definition that says the same as before makes no
    /// version.
    package func callAsFunction(
        _ draft: SegmentDraft, over segment: SegmentRecord, expecting revision: Int? = nil,
        note: String = ""
    ) async throws -> SegmentRecord {
        let definition = try await checked(draft, saving: segment)
        let next = try await version(definition, note)
        let before = try await space.currentVersion(of: segment)
        var record = segment
        if next.definition != before.definition {
            record = try await space.metadata.addVersion(
                next.of(segment.id), expecting: revision ?? segment.revision, at: space.now)
        } else if let revision, revision != segment.revision {
            throw MetadataError.changedMeanwhile(segment)
        }
        let settled = record.taking(draft, from: space)
        if settled != record {
            record = try await space.metadata.update(settled, at: space.now)
        }
        try await space.audit("save", segment.id, ["version": .integer(Int64(record.version))])
        if record.schedule != segment.schedule { try await space.planWork() }
        return record
    }

    /// The definition of an earlier version as the newest one; `number` stays what it is.
    package func restore(
        _ number: Int, of segment: SegmentRecord, expecting revision: Int? = nil, note: String = ""
    ) async throws -> SegmentRecord {
        let old = try await space.version(number, of: segment)
        try await SegmentCheck(space)(old.parsed, saving: segment.id)
        let words = note.isEmpty ? "Version \(number) again" : note
        let next = try await version(old.parsed, words).of(segment.id)
        let record = try await space.metadata.addVersion(
            next, expecting: revision ?? segment.revision, at: space.now)
        try await space.audit("restore", segment.id, ["version": .integer(Int64(number))])
        return record
    }

    private func checked(
        _ draft: SegmentDraft, saving segment: SegmentRecord?
    ) async throws -> SegmentDefinition {
        try space.check(schedule: draft.schedule)
        try await SegmentCheck(space)(draft.definition, saving: segment?.id)
        return try await settled(draft)
    }

    private func settled(_ draft: SegmentDraft) async throws -> SegmentDefinition {
        guard draft.kind == .frozen else { return draft.definition }
        return try await frozen(draft.definition)
    }

    /// The people of a chart's element as a stored set.
    private func frozen(_ definition: SegmentDefinition) async throws -> SegmentDefinition {
        let definitions = try await space.definitions(with: definition)
        let evaluate = try await EvaluateSegments(
            space, on: space.today, cache: GroupCache(limit: 1 << 30))
        let users = try await evaluate([""], definitions: definitions)[""]?.users ?? []
        return .list(
            try ListStore(home: space.home.path).freeze(
                users, source: definition.json, at: space.now))
    }

    private func version(
        _ definition: SegmentDefinition, _ note: String
    ) async throws -> SegmentVersion {
        version(definition, note, in: try await space.catalogue())
    }

    private func version(
        _ definition: SegmentDefinition, _ note: String, in catalogue: Catalogue
    ) -> SegmentVersion {
        SegmentVersion(
            segment: 0, number: 1, definition: definition.json,
            canonicalHash: definition.canonicalHash(in: catalogue), author: space.actor, note: note,
            createdAt: space.now)
    }
}

extension SegmentVersion {
    fileprivate func of(_ segment: Int64) -> SegmentVersion {
        var version = self
        version.segment = segment
        return version
    }
}

extension SegmentRecord {
    fileprivate func taking(_ draft: SegmentDraft, from space: SegmentSpace) -> SegmentRecord {
        var record = self
        record.name = draft.name
        record.description = draft.description
        record.folder = draft.folder
        record.tags = draft.tags
        record.owner = draft.owner ?? owner
        record.expires = draft.expires
        record.schedule = draft.schedule
        return record
    }
}
