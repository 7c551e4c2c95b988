import ArgumentParser
import Definitions
import Metadata
import Operations
import Segments

/// `cxm segment versions SEGMENT`
struct SegmentVersionsCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "versions", abstract: "List the versions of a segment.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let segment = try await space.find(segment)
        let versions = try await space.metadata.versions(of: segment.id)
        return Listing(
            columns: [.number("version"), "saved", "author", "note"],
            rows: versions.map {
                ["\($0.number)", space.home.zone.text($0.createdAt), $0.author, $0.note]
            }, json: .array(versions.map(\.json)))
    }
}

/// `cxm segment diff SEGMENT FROM TO`
struct SegmentDiffCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "Say in words what changed between two versions.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Argument(help: "The earlier version.")
    var from: Int
    @Argument(help: "The later version.")
    var to: Int
    @Option(help: "The language of the words: en or ko.")
    var language = Language.english
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let segment = try await space.find(segment)
        let before = try await space.version(from, of: segment).parsed
        let after = try await space.version(to, of: segment).parsed
        let names = try await space.names(language)
        let changes = SegmentChange.all(from: before, to: after)
        return Listing(
            columns: ["change"], rows: changes.map { [$0.described(in: names)] },
            json: .array(changes.map(\.json)), empty: "The two versions say the same.")
    }
}

/// `cxm segment restore SEGMENT VERSION`
struct SegmentRestoreCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "restore", abstract: "Make an earlier version the newest one again.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Argument(help: "The version to restore.")
    var version: Int
    @Option(help: "Why it is restored.")
    var note = ""
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let saved = try await SaveSegment(space).restore(
            version, of: try await space.find(segment), note: note)
        return Listing(
            columns: ["segment", "name", "version"],
            rows: [["\(saved.id)", saved.name, "\(saved.version)"]], json: saved.json())
    }
}
