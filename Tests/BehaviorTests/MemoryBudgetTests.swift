import Behavior
import Definitions
import EventStore
import Foundation
import TestSupport
import Testing

/// Every kind of question ends with a sentence where it needs more memory than it may take.
@Suite struct MemoryBudgetTests {
    private static var journeys: JourneySet {
        var journeys = JourneySet(
            text: (1...40).map { "u\($0) A0{page=/\($0),n=\($0)} B5{page=/x\($0),n=2} A9 B12" }
                .joined(separator: "\n"))
        journeys.roles = ["page": "page"]
        return journeys
    }

    static let questions = [
        #"{"kind":"funnel","steps":[{"event":"A"},{"event":"B"}]}"#,
        #"{"kind":"funnel","order":"unordered","steps":[{"event":"A"},{"event":"B"}]}"#,
        #"{"kind":"funnel","steps":[{"event":"A"},{"event":"B"}],"breakdown":{"property":"page"}}"#,
        #"{"kind":"retention","start":{"event":"A"}}"#,
        #"{"kind":"retention","start":{"event":"A"},"start_kind":"recurring"}"#,
        #"{"kind":"retention","start":{"event":"A"},"breakdown":{"property":"page"}}"#,
        #"{"kind":"retention","view":"stickiness","return":{"event":"A"}}"#,
        #"{"kind":"trend","series":[{"event":"A","measure":"users"}]}"#,
        #"{"kind":"trend","series":[{"event":"A","measure":"percentile","percentile":90,"property":"n"}]}"#,
        #"{"kind":"trend","series":[{"event":"A","measure":"count"}],"breakdown":{"property":"page"}}"#,
        #"{"kind":"flow","by":"event","anchor":{"at":"start","value":"A"}}"#,
        #"{"kind":"flow","by":"page","unit":"session"}"#,
        #"{"kind":"pages","by":"page"}"#,
        #"{"kind":"pages","by":"page","limit":3}"#,
        #"{"kind":"profile","estimates":[{"name":"visits","kind":"count","event":"A"}]}"#,
    ]

    /// What the question's engine needs for its answer; nothing is thrown away.
    private func answer(_ text: String, _ runner: BlockRunner, _ folder: URL) async throws {
        let dataset = try StoreFixture(Self.journeys, folder: folder.path).write()
        let question = try Question(
            parsing: text.replacing(
                "{\"kind\"", with: "{\"dataset\":\"test\",\"kind\"", maxReplacements: 1))
        switch question {
        case .funnel(let funnel):
            _ = try await FunnelEngine(dataset: dataset, runner: runner).answer(
                funnel, range: nil, zone: .utc, segments: [:])
        case .retention(let retention):
            _ = try await RetentionEngine(dataset: dataset, runner: runner).answer(
                retention, range: nil, zone: .utc, segments: [:])
        case .trend(let trend):
            let range = ResolvedRange(from: 0, to: 86_400_000)
            _ = try await TrendEngine(dataset: dataset, runner: runner).answer(
                trend, TrendTimelines(trend, range: range, zone: .utc), zone: .utc, segments: [:])
        case .flow(let flow):
            _ = try await FlowEngine(dataset: dataset, runner: runner).answer(
                flow, range: nil, zone: .utc, segments: [:])
        case .pages(let pages):
            _ = try await PagesEngine(dataset: dataset, runner: runner).answer(
                pages, range: nil, zone: .utc, segments: [:])
        case .profile(let profile):
            for estimate in profile.scope.estimates {
                _ = try await EstimateEngine(dataset: dataset, runner: runner).values(
                    of: estimate,
                    in: EstimateFrame(nil, dataFrom: 0, dataUntil: dataset.dataUntil, zone: .utc),
                    zone: .utc)
            }
        case .timeline(let timeline):
            _ = try TimelineEngine(dataset: dataset, memory: runner.memory).events(
                of: 0, timeline, range: nil, zone: .utc)
        }
    }

    @Test(arguments: questions + [#"{"kind":"timeline","user":"u1"}"#])
    func `a question over its limit ends with a sentence, and within it with an answer`(
        text: String
    ) async throws {
        try await Fixture.withFolder { folder in
            let measured = MemoryBudget()
            try await answer(text, BlockRunner(threads: 2, memory: measured), folder)
            #expect(measured.peak > 0)
            // With room for the cells of all workers, which is asked for before they are made.
            let enough = MemoryBudget(limit: 4 * measured.peak)
            try await answer(text, BlockRunner(threads: 2, memory: enough), folder)
            let little = MemoryBudget(limit: measured.peak / 3)
            let error = await #expect(throws: AnalysisError.self) {
                try await answer(text, BlockRunner(threads: 2, memory: little), folder)
            }
            let words = error?.description ?? ""
            #expect(words.contains("needs more memory than it may take"))
            #expect(words.contains("and the limit is"))
            #expect(words.contains("CXM_MEMORY_LIMIT"))
        }
    }

    @Test(arguments: questions)
    func `a question looks at every block, and after the last one, whether it is cancelled`(
        text: String
    ) async throws {
        try await Fixture.withFolder { folder in
            let progress = BlockRunner.Progress()
            try await answer(text, BlockRunner(threads: 2, progress: progress), folder)
            #expect(progress.share == 1)
            // All journeys are one block.
            #expect(progress.looks >= 2)
        }
    }

    @Test(arguments: questions)
    func `a cancelled question gives no answer`(text: String) async throws {
        try await Fixture.withFolder { folder in
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                try await answer(text, BlockRunner(threads: 2), folder)
            }
            task.cancel()
            await #expect(throws: CancellationError.self) { try await task.value }
        }
    }
}
