import Definitions
import Hummingbird
import Metadata
import Operations

/// Some members of a segment, to be changed; what is absent stays.
///
///     {"tags": ["q4"], "expires": null}     {"status": "draft"}     {"containers": […], "note": "older"}
struct SegmentPatch {
    private let draft: SegmentDraft
    private let note: String
    private let status: SegmentStatus?
    private let changesDefinition: Bool

    private static let definitionKinds = [
        "containers", "sql", "list", "from", "union", "intersect", "subtract",
    ]

    init(
        _ json: JSONValue, over segment: SegmentRecord, _ version: SegmentVersion,
        _ context: ServerContext
    ) throws {
        let reader = JSONReader(json)
        note = try reader.optional("note")?.string() ?? ""
        status = try reader.optional("status")?.choice(SegmentStatus.self)
        guard status != .archived else {
            throw DefinitionError(
                .outOfRange, at: "/status",
                "A segment is archived by DELETE, which checks its uses.")
        }
        guard case .object(let members) = json.without(["note", "status"]) else {
            throw DefinitionError(.wrongType, at: "", "This should be an object.")
        }
        changesDefinition = members.contains { Self.definitionKinds.contains($0.name) }
        let base = Self.members(of: segment, changesDefinition ? nil : version.definition)
        let kept = base.filter { old in !members.contains { $0.name == old.name } }
        draft = try SegmentDraft(
            JSONReader(.object(kept + members.filter { $0.value != .null })))
        if changesDefinition { try draft.definition.checkRight(context) }
    }

    /// The segment as its own draft.
    private static func members(
        of segment: SegmentRecord, _ definition: JSONValue?
    ) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = [
            .init("name", .string(segment.name)),
            .init("description", .string(segment.description)),
            .init("folder", .string(segment.folder)), .init("owner", .string(segment.owner)),
            .init("tags", .array(segment.tags.map { .string($0) })),
        ]
        if let expires = segment.expires { members.append(.init("expires", .string(expires))) }
        if let schedule = segment.schedule { members.append(.init("schedule", schedule)) }
        if case .object(let own)? = definition { members += own }
        return members
    }

    /// What stands around a definition is changed also where the definition names what is gone.
    func apply(
        to segment: SegmentRecord, _ revision: Int?, _ space: SegmentSpace
    ) async throws -> SegmentRecord {
        var record = segment
        var expected = revision
        if changesDefinition {
            record = try await SaveSegment(space)(
                draft, over: record, expecting: revision, note: note)
            expected = nil
        }
        return try await ChangeSegment(space)(record, expecting: expected) { changed in
            changed.name = draft.name
            changed.description = draft.description
            changed.folder = draft.folder
            changed.tags = draft.tags
            changed.owner = draft.owner ?? changed.owner
            changed.expires = draft.expires
            changed.schedule = draft.schedule
            if let status { changed.status = status }
        }
    }
}
