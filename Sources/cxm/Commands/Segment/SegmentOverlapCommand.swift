import ArgumentParser
import Definitions
import Metadata
import Operations
import Segments

/// `cxm segment overlap SEGMENT SEGMENT…`
struct SegmentOverlapCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "overlap", abstract: "Show how segments overlap.")

    @Argument(help: "Two or more segments, by id or name.")
    var segments: [String]
    @OptionGroup var options: SegmentOptions

    func validate() throws {
        guard segments.count > 1 else { throw ValidationError("Name two segments or more.") }
    }

    func listing(_ space: SegmentSpace) async throws -> Listing {
        var found: [(id: Int64, name: String)] = []
        for segment in segments {
            let record = try await space.find(segment)
            found.append((record.id, record.name))
        }
        let answer = try await OverlapSegments(
            records: space.metadata, store: space.snapshots)(found.map(\.id))
        return OverlapListing(names: found.map(\.name), answer: answer).listing
    }
}

/// `cxm segment duplicates`
struct SegmentDuplicatesCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "duplicates", abstract: "Find segments that are nearly the same.")

    @Option(help: "The least share of common users (Jaccard index), above 0 and up to 1.")
    var threshold = 0.95
    @OptionGroup var options: SegmentOptions

    func validate() throws {
        guard threshold > 0, threshold <= 1 else {
            throw ValidationError("--threshold should be above 0 and at most 1.")
        }
    }

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let found = try await FindDuplicates(
            records: space.metadata, store: space.snapshots, threshold: threshold,
            threads: space.threads)()
        func name(_ id: Int64) -> String { "\(id) \(found.segments[id]?.name ?? "")" }
        return Listing(
            columns: [
                "first", "second", "same definition", .number("in both"), .number("Jaccard"),
            ],
            rows: found.result.pairs.map { pair in
                [
                    name(pair.first), name(pair.second), pair.hasSameDefinition ? "yes" : "",
                    pair.both.map(Grouped.text) ?? "",
                    pair.jaccard.map { String(($0 * 1000).rounded() / 1000) } ?? "",
                ]
            },
            json: found.json, empty: "No two segments are nearly the same.")
    }
}

/// `cxm segment used SEGMENT`
struct SegmentUsedCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "used", abstract: "Show what needs a segment.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let usage = try await WhereUsed(records: space.metadata)(space.find(segment).id)
        return Listing(
            columns: ["kind", "name", .number("calls"), "last"],
            rows: usage.dependents.map { ["segment", "\($0.id) \($0.name)", "", ""] }
                + usage.deliveries.map {
                    ["delivery", "\($0.id) \($0.name)\($0.isPaused ? " (paused)" : "")", "", ""]
                }
                + usage.uses.map {
                    [$0.kind, $0.name, Grouped.text($0.calls), space.home.zone.text($0.lastAt)]
                },
            json: usage.json, empty: "Nothing needs it.")
    }
}
