import ArgumentParser
import Definitions
import Foundation
import Metadata
import Operations

/// `cxm segment save FILE.json|-`
struct SegmentSaveCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "save", abstract: "Save a new segment, or a new version of one.")

    @Argument(help: "A file with the segment as JSON, or - for standard input.")
    var file: String
    @Option(help: "The segment that gets a new version, by id or name.")
    var segment: String?
    @Option(help: "Why it is saved.")
    var note = ""
    @Option(help: "The revision that was edited; the change is refused where there is a newer one.")
    var revision: Int?
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let draft = try QuestionInput.parsed(file) { (text) throws(DefinitionError) in
            try SegmentDraft(parsing: text)
        }
        let save = SaveSegment(space)
        let saved =
            if let segment {
                try await save(
                    draft, over: try await space.find(segment), expecting: revision, note: note)
            } else {
                try await save(draft, note: note)
            }
        return Listing(
            columns: ["segment", "name", "version"],
            rows: [["\(saved.id)", saved.name, "\(saved.version)"]], json: saved.json())
    }
}
