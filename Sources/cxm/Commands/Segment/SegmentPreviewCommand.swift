import ArgumentParser
import Definitions
import Metadata
import Operations
import Segments

/// `cxm segment preview FILE.json|SEGMENT`
struct SegmentPreviewCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Count a segment part by part, without saving anything.")

    @Argument(help: "A file with the segment as JSON, - for standard input, or a saved segment.")
    var segment: String
    @Option(help: "The data date, such as 2026-10-31; without it today.")
    var date: String?
    @Option(help: "The language of the words: en or ko.")
    var language = Language.english
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let definition = try await definition(space)
        let answer = try await PreviewSegment(space)(definition, on: date)
        return PreviewListing(
            answer: answer, names: try await space.names(language)
        ).listing
    }

    private func definition(_ space: SegmentSpace) async throws -> SegmentDefinition {
        if segment == "-" || segment.hasSuffix(".json") {
            return try QuestionInput.parsed(segment) { (text) throws(DefinitionError) in
                try SegmentDraft(parsing: text)
            }.definition
        }
        return try await space.currentVersion(of: space.find(segment)).parsed
    }
}

/// `cxm segment run SEGMENT…`
struct SegmentRunCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Evaluate segments and keep their snapshots.")

    @Argument(help: "Segments, by id or name.")
    var segments: [String] = []
    @Flag(help: "All active segments that have not expired.")
    var all = false
    @Option(help: "The data date, such as 2026-10-31; without it today.")
    var date: String?
    @Flag(help: "Publish them, but for those that change by more than half.")
    var publish = false
    @OptionGroup var options: SegmentOptions

    func validate() throws {
        guard segments.isEmpty == all else {
            throw ValidationError("Name segments, or give --all.")
        }
    }

    func listing(_ space: SegmentSpace) async throws -> Listing {
        var chosen: [SegmentRecord] = []
        for name in segments { chosen.append(try await space.find(name)) }
        if all {
            let day = date ?? space.today
            chosen = try await space.metadata.segments(SegmentListFilter(statuses: [.active]))
                .filter { ($0.expires ?? day) >= day }
        }
        let report = try await RunSegments(space)(chosen, on: date, publishes: publish)
        let names = Dictionary(
            chosen.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
        let held = Set(report.held.map(\.snapshot.id))
        return Listing(
            columns: [
                .number("segment"), "name", .number("snapshot"), .number("users"),
                .number("entered"), .number("left"), "published",
            ],
            rows: report.snapshots.map { snapshot in
                [
                    "\(snapshot.segment)", names[snapshot.segment] ?? "", "\(snapshot.id)",
                    Grouped.text(snapshot.size), snapshot.entered.map(Grouped.text) ?? "",
                    snapshot.left.map(Grouped.text) ?? "",
                    held.contains(snapshot.id) ? "held back" : publish ? "yes" : "",
                ]
            },
            json: report.json,
            footer: report.held.isEmpty
                ? ""
                : "\nHeld back, since they change by more than half; look and confirm: "
                    + "cxm segment publish SEGMENT --confirm\n")
    }
}

/// `cxm segment publish SEGMENT`
struct SegmentPublishCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Make a snapshot the one that is served.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Option(help: "The snapshot; without it the newest.")
    var snapshot: Int64?
    @Flag(help: "Publish it although it changes by more than half.")
    var confirm = false
    @Flag(help: "Only show what would change.")
    var preview = false
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let segment = try await space.find(segment)
        let history = SnapshotHistory(records: space.metadata, store: space.snapshots)
        let newest = try await history.sizes(of: segment.id).last?.id
        guard let id = snapshot ?? newest else {
            throw CommandFailure("Segment \(segment.id) (\(segment.name)) has no snapshot; run it.")
        }
        _ = try await history.snapshot(id, of: segment.id)
        if preview {
            let found = try await PreviewPublish(
                records: space.metadata, store: space.snapshots)(snapshot: id)
            return Self.listing(
                found, state: found.isHeld ? "would be held back" : "would be published")
        }
        let outcome = try await PublishSegments(space)(id, confirmed: confirm)
        guard outcome.isPublished else {
            throw CommandFailure(
                "Held back: the segment would change by more than half "
                    + "(\(outcome.preview.entered) enter, \(outcome.preview.left) leave). Give "
                    + "--confirm to publish it.")
        }
        return Self.listing(outcome.preview, state: "published")
    }

    private static func listing(_ preview: PublishPreview, state: String) -> Listing {
        Listing(
            columns: [
                .number("snapshot"), .number("users"), .number("before"), .number("entered"),
                .number("left"), "state",
            ],
            rows: [
                [
                    "\(preview.snapshot.id)", Grouped.text(preview.snapshot.size),
                    preview.published.map { Grouped.text($0.size) } ?? "",
                    Grouped.text(preview.entered), Grouped.text(preview.left), state,
                ]
            ],
            json: preview.json(state: state))
    }
}
