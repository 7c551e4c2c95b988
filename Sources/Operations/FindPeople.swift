package import Definitions
import Identities

/// Finds the users behind one element of a result.
///
///     let people = try await FindPeople(home: home, now: now)(question, element: "dropped-2")
package struct FindPeople: Sendable {
    private let home: Home
    private let now: Int64
    private let threads: Int
    private let memoryLimit: Int?
    private let segments: QuestionSegments.Lookup

    /// `memoryLimit`: bytes. `segments` finds those that a question names.
    package init(
        home: Home, now: Int64, threads: Int, memoryLimit: Int? = nil,
        segments: @escaping QuestionSegments.Lookup = QuestionSegments.nowhere
    ) {
        self.home = home
        self.now = now
        self.threads = threads
        self.memoryLimit = memoryLimit
        self.segments = segments
    }

    /// The users' numbers, ascending; their external ids are read with `Identities`.
    package func callAsFunction(_ question: Question, element id: String) async throws -> [UInt32] {
        let prepared = try PreparedQuestion(
            question, home: home, now: now, segments: try await segments(question.segmentIDs))
        return try await NativeEngine(threads: threads, memoryLimit: memoryLimit).people(
            prepared, element: id)
    }

    /// The users' external ids, in the order of their numbers; at most `limit`, and how many there are.
    package func ids(
        _ question: Question, element id: String, limit: Int? = nil
    ) async throws -> (ids: [String], total: Int) {
        let numbers = try await self(question, element: id)
        let users = try Identities(home: home.path)
        let shown = numbers.prefix(limit ?? numbers.count)
        return (shown.compactMap { users.id(of: $0) }, numbers.count)
    }
}
