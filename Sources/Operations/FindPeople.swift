package import Behavior
package import Definitions
import Identities

/// Finds the users behind one element of a result.
///
///     let people = try await FindPeople(home: home, now: now)(question, element: "dropped-2")
package struct FindPeople: Sendable {
    /// A part of the users, by the order of their numbers.
    package struct Page: Hashable, Sendable {
        /// External ids.
        package let ids: [String]
        /// Of all parts.
        package let total: Int
        /// The number after which the next part begins; nil at the end.
        package let next: UInt32?
    }

    private let home: Home
    private let now: Int64
    private let threads: Int
    private let progress: BlockRunner.Progress?
    private let memoryLimit: Int?
    private let cache: PeopleCache?
    private let segments: QuestionSegments.Lookup

    /// `memoryLimit`: bytes. `segments` finds those that a question names.
    package init(
        home: Home, now: Int64, threads: Int, progress: BlockRunner.Progress? = nil,
        memoryLimit: Int? = nil, cache: PeopleCache? = nil,
        segments: @escaping QuestionSegments.Lookup = QuestionSegments.nowhere
    ) {
        self.home = home
        self.now = now
        self.threads = threads
        self.progress = progress
        self.memoryLimit = memoryLimit
        self.cache = cache
        self.segments = segments
    }

    /// The users' numbers, ascending; their external ids are read with `Identities`.
    package func callAsFunction(_ question: Question, element id: String) async throws -> [UInt32] {
        try await numbers(prepared(question), id)
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

    /// Up to `limit` users whose numbers are above `after`.
    package func page(
        _ question: Question, element id: String, after: UInt32?, limit: Int
    ) async throws -> Page {
        try cut(await numbers(prepared(question), id), after, limit)
    }

    /// The same where the users were found before; nil where they have to be found.
    package func stored(
        _ question: Question, element id: String, after: UInt32?, limit: Int
    ) async throws -> Page? {
        guard let cache else { return nil }
        let prepared = try await prepared(question)
        try prepared.check(element: id)
        return try cache.users(of: .init(AnswerKey(prepared), id)).map { try cut($0, after, limit) }
    }

    private func prepared(_ question: Question) async throws -> PreparedQuestion {
        try PreparedQuestion(
            question, home: home, now: now, segments: try await segments(question.segmentIDs))
    }

    private func numbers(_ prepared: PreparedQuestion, _ id: String) async throws -> [UInt32] {
        let found = try await NativeEngine(
            threads: threads, progress: progress, memoryLimit: memoryLimit
        ).people(prepared, element: id)
        try cache?.keep(found, for: .init(AnswerKey(prepared), id))
        return found
    }

    private func cut(_ numbers: [UInt32], _ after: UInt32?, _ limit: Int) throws -> Page {
        // The first one above `after`, by halving: a page of millions costs no look at them all.
        var low = 0
        if let after {
            var high = numbers.count
            while low < high {
                let middle = (low + high) / 2
                if numbers[middle] <= after { low = middle + 1 } else { high = middle }
            }
        }
        let shown = numbers[low...].prefix(limit)
        let users = try Identities(home: home.path)
        return Page(
            ids: shown.compactMap { users.id(of: $0) }, total: numbers.count,
            next: shown.endIndex < numbers.count ? shown.last : nil)
    }
}
