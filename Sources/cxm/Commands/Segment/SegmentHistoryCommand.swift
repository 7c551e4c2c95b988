import ArgumentParser
import Bitmaps
import Definitions
import Identities
import Metadata
import Operations
import Segments

/// `cxm segment history SEGMENT`
struct SegmentHistoryCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "history",
        abstract: "Show a segment's size over time, or when a user was in it.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Option(help: "A user: when they entered and left.")
    var user: String?
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let segment = try await space.find(segment)
        let history = SnapshotHistory(records: space.metadata, store: space.snapshots)
        guard let user else { return Self.sizes(try await history.sizes(of: segment.id)) }
        let number = try space.user(user)
        return Self.stays(try await history.stays(of: number, in: segment.id))
    }

    private static func sizes(_ snapshots: [SnapshotRecord]) -> Listing {
        Listing(
            columns: [
                .number("snapshot"), "as of", .number("version"), .number("users"),
                .number("entered"), .number("left"), "published",
            ],
            rows: snapshots.map { snapshot in
                [
                    "\(snapshot.id)", snapshot.dataDate, "\(snapshot.version)",
                    Grouped.text(snapshot.size), snapshot.entered.map(Grouped.text) ?? "",
                    snapshot.left.map(Grouped.text) ?? "",
                    snapshot.publishedAt == nil ? "" : "yes",
                ]
            }, json: .array(snapshots.map(\.json)), empty: "No snapshots yet; run the segment.")
    }

    private static func stays(_ stays: [SnapshotHistory.Stay]) -> Listing {
        Listing(
            columns: ["entered", "left"],
            rows: stays.map {
                [
                    ($0.isFromTheStart ? "before or on " : "") + $0.entered.dataDate,
                    $0.left?.dataDate ?? "",
                ]
            },
            json: .array(stays.map(\.json)), empty: "The user was in none of the kept snapshots.")
    }
}

/// `cxm segment changes SEGMENT`
struct SegmentChangesCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "changes", abstract: "Show who entered and left between two snapshots.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Option(help: "The earlier snapshot, or a date; without it the one before the later.")
    var from: String?
    @Option(help: "The later snapshot, or a date; without it the newest.")
    var to: String?
    @Option(help: "How many users to list of each kind.")
    var limit = 20
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let segment = try await space.find(segment)
        let found = try await CompareSnapshots(space)(segment, from: from, to: to)
        let users = try Identities(home: space.home.path)
        let entered = found.entered.numbers(from: 0, count: limit).compactMap { users.id(of: $0) }
        let left = found.left.numbers(from: 0, count: limit).compactMap { users.id(of: $0) }
        return Listing(
            columns: ["change", "user"],
            rows: entered.map { ["entered", $0] } + left.map { ["left", $0] },
            json: found.json(entered: entered, left: left), empty: "",
            heading: "\(found.from.dataDate) to \(found.to.dataDate): "
                + "\(Grouped.text(found.entered.count)) entered, "
                + "\(Grouped.text(found.left.count)) left, \(Grouped.text(found.stayed)) stayed\n")
    }
}
