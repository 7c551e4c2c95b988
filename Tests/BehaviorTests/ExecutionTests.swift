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

    /// Sums up block numbers `passes` times, as a question does that needs so many passes.
    private func ask(_ passes: Int, of blocks: Int, _ pass: SharedPass) async throws -> Int {
        let runner = BlockRunner(threads: 2, pass: pass)
        var sum = 0
        do {
            for _ in 0..<passes {
                sum += try await runner.run(
                    blocks: blocks, start: { 0 }, body: { sum, block in sum += block }
                ).reduce(0, +)
            }
        } catch {
            await pass.leave()
            throw error
        }
        await pass.leave()
        return sum
    }

    @Test func `questions go through the blocks together as often as one of them must`()
        async throws
    {
        let progress = BlockRunner.Progress()
        let pass = SharedPass(questions: 4, threads: 2, progress: progress)
        async let none = ask(0, of: 100, pass)
        async let one = ask(1, of: 100, pass)
        async let three = ask(3, of: 100, pass)
        async let other = ask(2, of: 7, pass)
        #expect(try await [none, one, three, other] == [0, 4950, 3 * 4950, 42])
        #expect(await pass.passCount == 3)
        #expect(progress.looks == 3 * 100 + 2 * 7)
    }

    @Test func `a question that fails leaves the others their pass`() async throws {
        struct Failure: Error {}
        let pass = SharedPass(questions: 2, threads: 2)
        let failing = Task {
            do {
                _ = try await BlockRunner(threads: 2, pass: pass).run(
                    blocks: 100, start: { 0 },
                    body: { _, block in if block == 3 { throw Failure() } })
            } catch {
                await pass.leave()
                throw error
            }
        }
        #expect(try await ask(1, of: 100, pass) == 4950)
        await #expect(throws: Failure.self) { try await failing.value }
    }

    @Test func `questions that are cancelled together end together`() async throws {
        let pass = SharedPass(questions: 2, threads: 1)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            async let one = ask(1, of: 1000, pass)
            async let two = ask(2, of: 1000, pass)
            return try await [one, two]
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func `users that the workers have found are one ascending list`() async throws {
        try await Fixture.withFolder { folder in
            let journeys = JourneySet(
                text: (0..<300).map { "u\($0) A0" }.joined(separator: "\n"))
            let dataset = try StoreFixture(journeys, folder: folder.path).write()
            let step = EventMatcher([.init(event: "A")])
            let retention = Retention(
                scope: Scope(dataset: "test"), startEvent: step, returnEvent: step)
            for threads in [1, 3] {
                let people = try await RetentionEngine(dataset: dataset, threads: threads).people(
                    retention, element: RetentionElement(id: "cohort=1970-01-01", of: retention),
                    range: nil, zone: .utc, segments: [:])
                #expect(people == (0..<300).map { UInt32($0) })
            }
        }
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
