import Behavior
package import Bitmaps
package import Definitions

/// The segments that a question names, as sets of users.
package struct QuestionSegments: Sendable {
    /// Finds segments by the words with which questions name them; throws where there is none, or none
    /// of its users are known yet.
    package typealias Lookup = @Sendable (_ names: [String]) async throws -> QuestionSegments

    package struct Found: Sendable {
        package let used: UsedSegment
        package let members: Bitmap

        package init(used: UsedSegment, members: Bitmap) {
            self.used = used
            self.members = members
        }
    }

    package let found: [Found]

    package init(_ found: [Found] = []) {
        self.found = found
    }

    package var used: [UsedSegment] { found.map(\.used) }

    /// Of users with numbers below `limit`.
    func masks(limit: Int) -> [String: UserMask] {
        Dictionary(
            found.map {
                ($0.used.segment, UserMask(words: $0.members.words(below: limit), limit: limit))
            }, uniquingKeysWith: { first, _ in first })
    }
}

extension QuestionSegments {
    /// Where no segments are kept.
    package static let nowhere: Lookup = { _ in QuestionSegments() }
}
