package import Definitions
import Behavior
import EventStore
import Identities

/// Answers a question several times with a dataset that is opened once: for benchmarks.
///
///     let bench = BenchQuestion(home: home, now: now, threads: 2)
///     let (times, result) = try await bench(question, repeats: 5, members: ["ann"])
package struct BenchQuestion: Sendable {
    private let home: Home
    private let now: Int64
    private let threads: Int

    package init(home: Home, now: Int64, threads: Int) {
        self.home = home
        self.now = now
        self.threads = threads
    }

    /// The time of each run and the last result; with `members` only those users are asked about.
    package func callAsFunction(
        _ question: Question, repeats: Int, members: [String]?
    ) async throws -> (elapsed: [Duration], result: FunnelResult) {
        var funnel = switch question { case .funnel(let funnel): funnel }
        var segments: [String: UserMask] = [:]
        if let members {
            funnel.segments = [.members(Self.segment)]
            segments[Self.segment] = try mask(members, dataset: home.open(funnel.dataset))
        }
        let prepared = try PreparedFunnel(funnel, home: home, now: now)
        let engine = FunnelEngine(dataset: prepared.dataset, threads: threads)
        let clock = ContinuousClock()
        var elapsed: [Duration] = []
        var series: [FunnelSeries] = []
        for _ in 0..<repeats {
            let start = clock.now
            series = try await engine.answer(
                funnel, range: prepared.range, zone: prepared.zone, segments: segments)
            elapsed.append(clock.now - start)
        }
        let result = prepared.result(
            series, engine: EngineChoice.native.rawValue, elapsed: elapsed.last ?? .zero)
        return (elapsed, result)
    }

    private static let segment = "users"

    /// Users that the home does not know are left out.
    private func mask(_ members: [String], dataset: EventDataset) throws -> UserMask {
        let users = try Identities(home: home.path)
        return UserMask(
            limit: dataset.userNumberLimit, members.compactMap { users.number(of: $0) })
    }
}
