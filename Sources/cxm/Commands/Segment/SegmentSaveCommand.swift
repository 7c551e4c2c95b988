import ArgumentParser
import Definitions
import Foundation
import Metadata
import Operations

/// `cxm segment save FILE.json|-`
struct SegmentSaveCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Save a new segment, or a new version of one.")

    @Argument(help: "A file with the segment, or a list of them, as JSON; - for standard input.")
    var file: String
    @Option(help: "The segment that gets a new version, by id or name.")
    var segment: String?
    @Option(help: "Why it is saved.")
    var note = ""
    @Option(help: "The revision that was edited; the change is refused where there is a newer one.")
    var revision: Int?
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let drafts = try QuestionInput.parsed(file) { (text) throws(DefinitionError) in
            try SegmentDraft.list(JSONValue(parsing: text))
        }
        let saved = try await save(drafts, space)
        return Listing(
            columns: ["segment", "name", "version"],
            rows: saved.map { ["\($0.id)", $0.name, "\($0.version)"] },
            json: saved.count == 1 ? saved[0].json() : .array(saved.map { $0.json() }))
    }

    private func save(
        _ drafts: [SegmentDraft], _ space: SegmentSpace
    ) async throws -> [SegmentRecord] {
        let save = SaveSegment(space)
        guard let segment else { return try await save(drafts, note: note) }
        guard drafts.count == 1 else {
            throw CommandFailure("A new version is one definition; \(file) has \(drafts.count).")
        }
        return [
            try await save(
                drafts[0], over: try await space.find(segment), expecting: revision, note: note)
        ]
    }
}
