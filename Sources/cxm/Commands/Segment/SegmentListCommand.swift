import ArgumentParser
import Definitions
import Metadata
import Operations
import Segments

/// `cxm segment list`
struct SegmentListCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List segments with their sizes.")

    @Option(help: "draft, active or archived; without it, all but archived ones.")
    var status: SegmentStatus?
    @Option(help: "Only those of this owner.")
    var owner: String?
    @Option(help: "Only those with this tag.")
    var tag: String?
    @Option(help: "Only those in this folder and below.")
    var folder: String?
    @Option(help: "Only those whose name, label or initial consonants (ㄷㅁ) match.")
    var search: String?
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let filter = SegmentListFilter(
            statuses: status.map { [$0] } ?? [.draft, .active], owner: owner, tag: tag,
            folder: folder)
        let entries = try await ListSegments(space)(filter, search: search)
        return Listing(
            columns: [
                .number("id"), "name", "status", .number("users"), "as of", "owner", "folder",
                "tags",
            ],
            rows: entries.map { entry in
                [
                    "\(entry.segment.id)", entry.segment.name, entry.segment.status.rawValue,
                    entry.newest.map { Grouped.text($0.size) } ?? "", entry.newest?.dataDate ?? "",
                    entry.segment.owner, entry.segment.folder,
                    entry.segment.tags.joined(separator: " "),
                ]
            }, json: .array(entries.map { $0.segment.json(newest: $0.newest) }),
            empty: "No segments. Save one: cxm segment save FILE.json")
    }
}

extension SegmentStatus: ExpressibleByArgument {}
