import ArgumentParser
import Definitions
import Metadata
import Operations
import Segments

/// `cxm segment change SEGMENT…`
struct SegmentChangeCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "change",
        abstract: "Change what stands around the definition, of one segment or of many.")

    @Argument(help: "Segments, by id or name.")
    var segments: [String]
    @Option(help: "draft or active; for archived see 'cxm segment archive'.")
    var status: SegmentStatus?
    @Option(help: "The new owner.")
    var owner: String?
    @Option(help: "The new folder, such as Marketing/Dormant.")
    var folder: String?
    @Option(help: "A tag to add; may be repeated.")
    var tag: [String] = []
    @Option(help: "A tag to take away; may be repeated.")
    var untag: [String] = []
    @Option(
        help: "The day after which it is no more refreshed, such as 2027-01-31; none for no end.")
    var expires: String?
    @Option(
        help: "When it is refreshed, as JSON, such as '{\"daily\":\"06:30\"}'; none for by hand.")
    var schedule: String?
    @OptionGroup var options: SegmentOptions

    func validate() throws {
        guard !segments.isEmpty else { throw ValidationError("Name a segment.") }
        guard status != .archived else {
            throw ValidationError("Use 'cxm segment archive', which checks what needs it.")
        }
    }

    func listing(_ space: SegmentSpace) async throws -> Listing {
        var changed: [SegmentRecord] = []
        for name in segments {
            changed.append(
                try await ChangeSegment(space)(space.find(name)) { (segment) throws in
                    try change(&segment)
                })
        }
        return Listing(
            columns: ["segment", "name", "status", "owner", "folder", "tags"],
            rows: changed.map {
                [
                    "\($0.id)", $0.name, $0.status.rawValue, $0.owner, $0.folder,
                    $0.tags.joined(separator: " "),
                ]
            }, json: .array(changed.map { $0.json() }))
    }

    private func change(_ segment: inout SegmentRecord) throws {
        if let status { segment.status = status }
        if let owner { segment.owner = owner }
        if let folder { segment.folder = folder }
        segment.tags.removeAll { untag.contains($0) }
        segment.tags += tag.filter { !segment.tags.contains($0) }
        if let expires { segment.expires = expires == "none" ? nil : expires }
        if let schedule {
            segment.schedule = schedule == "none" ? nil : try JSONValue(parsing: schedule)
        }
    }
}

/// `cxm segment archive SEGMENT…`
struct SegmentArchiveCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "archive",
        abstract: "Archive segments that nothing else needs, or bring them back.")

    @Argument(help: "Segments, by id or name.")
    var segments: [String]
    @Flag(help: "Archive them although others need them.")
    var force = false
    @Flag(help: "Bring archived ones back.")
    var undo = false
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let change = ChangeSegment(space)
        var changed: [SegmentRecord] = []
        for name in segments {
            let segment = try await space.find(name)
            changed.append(
                undo
                    ? try await change.unarchive(segment)
                    : try await change.archive(segment, force: force))
        }
        return Listing(
            columns: ["segment", "name", "status"],
            rows: changed.map { ["\($0.id)", $0.name, $0.status.rawValue] },
            json: .array(changed.map { $0.json() }))
    }
}
