import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm member SEGMENT USER`
struct MemberCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "member", abstract: "Say whether a user is in a segment.")

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Argument(help: "The user's id.")
    var user: String
    @Option(help: "As of this day, such as 2026-10-31; without it what is published.")
    var date: String?
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let segment = try await space.find(segment)
        let answer = try await CheckMembership(space)(segment, user: user, asOf: date)
        return Listing(
            columns: ["member", "segment", "version", "snapshot", "as of", "published"],
            rows: [
                [
                    answer.isMember ? "yes" : "no", "\(segment.id) \(segment.name)",
                    "\(answer.snapshot.version)", "\(answer.snapshot.id)",
                    answer.snapshot.dataDate, answer.isPublished ? "yes" : "no",
                ]
            ],
            json: [
                "member": .boolean(answer.isMember), "segment": .string(String(segment.id)),
                "version": .integer(Int64(answer.snapshot.version)),
                "snapshot": .string(String(answer.snapshot.id)),
                "data_date": .string(answer.snapshot.dataDate),
                "published": .boolean(answer.isPublished),
            ])
    }
}
