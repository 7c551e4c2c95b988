import ArgumentParser
import Definitions
import Metadata
import Operations
import Segments

/// `cxm segment show SEGMENT`
struct SegmentShowCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show a segment: who is in it, in words, and what is known of it.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Option(help: "The version; without it the newest.")
    var version: Int?
    @Option(help: "The language of the words: en or ko.")
    var language = Language.english
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let segment = try await space.find(segment)
        let shown = try await space.version(version ?? segment.version, of: segment)
        let newest = try await space.metadata.latestSnapshots(of: [segment.id]).first
        let outline = try shown.parsed.outline(in: await space.names(language))
        let json = segment.json(newest: newest).with([
            .init("definition", shown.definition), .init("in_words", .string(outline)),
        ])
        let facts = [
            [
                "version",
                "\(shown.number) of \(segment.version), by \(shown.author)"
                    + (shown.note.isEmpty ? "" : ": \(shown.note)"),
            ],
            ["status", segment.status.rawValue], ["owner", segment.owner],
            ["folder", segment.folder], ["tags", segment.tags.joined(separator: " ")],
            ["expires", segment.expires ?? ""],
            [
                "users",
                newest.map { "\(Grouped.text($0.size)) on \($0.dataDate)" } ?? "not run yet",
            ],
        ].filter { !$0[1].isEmpty }
        return Listing(
            columns: ["", ""], rows: facts, json: json,
            heading: "\(segment.id) \(segment.name)\n", footer: "\n" + outline + "\n")
    }
}
