import Behavior
import Definitions
import Foundation
import Synchronization
import TestSupport
import Testing

@Suite struct ExecutionTests {
    @Test func `every block is done once whatever the number of threads`() async throws {
        for threads in [1, 2, 7] {
            let progress = BlockRunner.Progress()
            let sums = try await BlockRunner(threads: threads, progress: progress).run(
                blocks: 100, start: { 0 }, body: { sum, block in sum += block })
            #expect(sums.reduce(0, +) == 4950)
            #expect(sums.count == threads)
            #expect(progress.share == 1)
        }
    }

    @Test func `a cancelled run stops before its next block`() async throws {
        let done = Atomic<Int>(0)
        let runner = BlockRunner(threads: 1)
        let (started, start) = AsyncStream<Void>.makeStream()
        let task = Task {
            try await runner.run(
                blocks: .max, start: { 0 },
                body: { sum, _ in
                    sum += 1
                    if done.add(1, ordering: .relaxed).newValue == 3 { start.finish() }
                })
        }
        for await _ in started {}
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `a segment that nobody saved is named in the error`() async throws {
        try await Fixture.withFolder { folder in
            let journeys = JourneySet(text: "ann A0 B5")
            let dataset = try StoreFixture(journeys, folder: folder.path).write()
            let funnel = Funnel(
                dataset: "test",
                steps: [EventMatcher([.init(event: "A")]), EventMatcher([.init(event: "B")])],
                segments: [.members("seg_9")])
            await #expect(throws: AnalysisError.self) {
                try await FunnelEngine(dataset: dataset, threads: 1).answer(
                    funnel, range: nil, zone: .utc, segments: [:])
            }
        }
    }
}
