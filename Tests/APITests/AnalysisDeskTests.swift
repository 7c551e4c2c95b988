import HTTPTypes
import Hummingbird
import Testing

@testable import API

@Suite(.timeLimit(.minutes(10))) struct AnalysisDeskTests {
    /// Work that goes on until it is cancelled.
    private static func endless() async throws -> Int {
        while true { try await Task.sleep(for: .milliseconds(2)) }
    }

    private func until(_ holds: () -> Bool) async throws {
        while !holds() { try await Task.sleep(for: .milliseconds(2)) }
    }

    @Test func `work gives its value and is remembered as done`() async throws {
        let desk = AnalysisDesk()
        #expect(try await desk.run("a", for: "ann") { _ in 7 } == 7)
        #expect(desk.status(of: "a", for: "ann")?.state == .done)
        #expect(desk.status(of: "a", for: "ann")?.share == 1)
        #expect(desk.status(of: "a", for: "bob") == nil)
        #expect(desk.status(of: "a", for: nil)?.id == "a")
        #expect(desk.counts.done == 1)
        #expect(desk.runningCount == 0)
    }

    @Test func `who waits sees its place, and runs when its turn comes`() async throws {
        let desk = AnalysisDesk(limits: .init(running: 1))
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await desk.run("a", for: "ann") { _ in try await Self.endless() }
            }
            try await until { desk.status(of: "a", for: nil)?.state == .running }
            group.addTask { _ = try await desk.run("b", for: "bob") { _ in 1 } }
            try await until { desk.status(of: "b", for: nil)?.state == .waiting }
            #expect(desk.status(of: "b", for: "bob")?.position == 1)
            #expect(desk.stop("a", for: "ann"))
            try await group.waitForAll()
            #expect(desk.status(of: "b", for: nil)?.state == .done)
            #expect(desk.status(of: "a", for: nil)?.state == .cancelled)
        }
    }

    @Test func `only its caller can end it, and it says so`() async throws {
        let desk = AnalysisDesk()
        await #expect(throws: Problem.analysisCancelled) {
            try await withThrowingTaskGroup(of: Int.self) { group in
                group.addTask {
                    try await desk.run("a", for: "ann") { _ in try await Self.endless() }
                }
                try await until { desk.status(of: "a", for: nil) != nil }
                #expect(!desk.stop("a", for: "bob"))
                #expect(desk.stop("a", for: "ann"))
                _ = try await group.next()
            }
        }
        #expect(!desk.stop("a", for: "ann"))
    }

    @Test func `one that waits can be ended too`() async throws {
        let desk = AnalysisDesk(limits: .init(running: 1))
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                _ = try? await desk.run("a", for: "ann") { _ in try await Self.endless() }
            }
            try? await until { desk.runningCount == 1 }
            group.addTask {
                await #expect(throws: Problem.analysisCancelled) {
                    try await desk.run("b", for: "ann") { _ in 1 }
                }
            }
            try? await until { desk.waitingCount == 1 }
            #expect(desk.stop("b", for: "ann"))
            try? await until { desk.waitingCount == 0 }
            #expect(desk.runningCount == 1)
            _ = desk.stop("a", for: nil)
        }
    }

    @Test func `a cancelled task gives up its place at once`() async throws {
        let desk = AnalysisDesk(limits: .init(running: 1))
        let first = Task { try await desk.run("a", for: "ann") { _ in try await Self.endless() } }
        try await until { desk.runningCount == 1 }
        let second = Task { try await desk.run("b", for: "ann") { _ in 1 } }
        try await until { desk.waitingCount == 1 }
        second.cancel()
        await #expect(throws: CancellationError.self) { try await second.value }
        #expect(desk.waitingCount == 0)
        first.cancel()
        await #expect(throws: CancellationError.self) { try await first.value }
        #expect(desk.runningCount == 0)
        #expect(desk.counts.cancelled == 2)
    }

    @Test func `an id in use and a full queue are problems`() async throws {
        let desk = AnalysisDesk(limits: .init(running: 1, waiting: 0, waitingOfOne: 0))
        let first = Task { try await desk.run("a", for: "ann") { _ in try await Self.endless() } }
        try await until { desk.runningCount == 1 }
        await #expect(throws: Problem.analysisIDInUse) {
            try await desk.run("a", for: "bob") { _ in 1 }
        }
        await #expect(throws: Problem.tooManyAnalyses) {
            try await desk.run("b", for: "bob") { _ in 1 }
        }
        #expect(Problem.tooManyAnalyses.response().headers[.retryAfter] == "5")
        #expect(desk.counts.refused == 1)
        first.cancel()
        _ = try? await first.value
    }

    @Test func `what fails frees its turn`() async throws {
        let desk = AnalysisDesk(limits: .init(running: 1))
        await #expect(throws: Problem.badCursor) {
            try await desk.run("a", for: "ann") { _ -> Int in throw Problem.badCursor }
        }
        #expect(desk.status(of: "a", for: nil)?.state == .failed)
        #expect(try await desk.run("a", for: "ann") { _ in 1 } == 1)
    }
}
