import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm segment why SEGMENT USER`
struct SegmentWhyCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "why",
        abstract: "Say why a user is in a segment or not, condition by condition.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Argument(help: "The user's id.")
    var user: String
    @Option(help: "The language of the words: en or ko.")
    var language = Language.english
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let segment = try await space.find(segment)
        let answer = try await ExplainMembership(space)(segment, user: user)
        return WhyListing(answer: answer, names: try await space.names(language)).listing(
            user: user, segment: segment.name)
    }
}
