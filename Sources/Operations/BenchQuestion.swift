import Bitmaps
package import Definitions
import EventStore
import Identities

/// Answers a question several times with a dataset that is opened once: for benchmarks.
///
///     let bench = BenchQuestion(home: home, now: now, threads: 2)
///     let (times, answer) = try await bench(question, repeats: 5, members: ["ann"])
package struct BenchQuestion: Sendable {
    private let home: Home
    private let now: Int64
    private let threads: Int

    package init(home: Home, now: Int64, threads: Int) {
        self.home = home
        self.now = now
        self.threads = threads
    }

    /// The time of each run and the last answer; with `members` only those users are asked about.
    package func callAsFunction(
        _ question: Question, repeats: Int, members: [String]?
    ) async throws -> (elapsed: [Duration], answer: Answer) {
        var question = question
        var segments: [QuestionSegments.Found] = []
        if let members {
            question.scope.segments = [.members(Self.segment)]
            segments = [try segment(members)]
        }
        let prepared = try PreparedQuestion(
            question, home: home, now: now, segments: QuestionSegments(segments))
        let engine = NativeEngine(threads: threads)
        let clock = ContinuousClock()
        var elapsed: [Duration] = []
        var answer: (@Sendable (AnswerContext) -> Answer)?
        for _ in 0..<repeats {
            let start = clock.now
            answer = try await engine.answer(prepared)
            elapsed.append(clock.now - start)
        }
        guard let answer else { preconditionFailure("a question is answered at least once") }
        return (elapsed, answer(prepared.context(.native, elapsed: elapsed.last ?? .zero)))
    }

    private static let segment = "users"

    /// Users that the home does not know are left out.
    private func segment(_ members: [String]) throws -> QuestionSegments.Found {
        let users = try Identities(home: home.path)
        let members = Bitmap(members.compactMap { users.number(of: $0) }.sorted())
        let used = UsedSegment(
            segment: Self.segment, name: Self.segment, version: 1, snapshot: 0, dataDate: "",
            userCount: members.count)
        return .init(used: used, members: members)
    }
}
