package import Behavior
package import Definitions
import EventStore
package import Warehouses

/// Answers a question from a home's datasets.
///
///     let result = try await AnalyzeQuestion(home: home, now: now, threads: 2)(question)
package struct AnalyzeQuestion: Sendable {
    private let home: Home
    /// Milliseconds since 1970 UTC, for rolling ranges.
    private let now: Int64
    private let threads: Int
    private let progress: BlockRunner.Progress?
    private let memoryLimit: Int?
    private let cache: AnswerCache?
    private let segments: QuestionSegments.Lookup
    private let warehouse: @Sendable () throws -> any Warehouse

    /// `memoryLimit`: bytes. `cache` keeps answers of the native engine. `segments` finds those that a
    /// question names. `warehouse` opens what the SQL engine runs in; it is called only for that engine.
    package init(
        home: Home, now: Int64, threads: Int, progress: BlockRunner.Progress? = nil,
        memoryLimit: Int? = nil, cache: AnswerCache? = nil,
        segments: @escaping QuestionSegments.Lookup = QuestionSegments.nowhere,
        warehouse: @Sendable @escaping () throws -> any Warehouse = {
            throw OperationError.noWarehouse
        }
    ) {
        self.home = home
        self.now = now
        self.threads = threads
        self.progress = progress
        self.memoryLimit = memoryLimit
        self.cache = cache
        self.segments = segments
        self.warehouse = warehouse
    }

    /// The answer; throws where a name is unknown, a range is empty, or a file is damaged.
    package func callAsFunction(
        _ question: Question, engine: EngineChoice = .native
    ) async throws -> Answer {
        let prepared = try PreparedQuestion(
            question, home: home, now: now, segments: try await segments(question.segmentIDs))
        let clock = ContinuousClock()
        let start = clock.now
        let (make, isCached) =
            switch engine {
            case .native: try await native(prepared)
            case .sql: (try await SQLEngine(warehouse: warehouse()).answer(prepared), false)
            }
        return make(
            prepared.context(engine, elapsed: clock.now - start, isCached: isCached))
    }

    /// The answer where it was worked out before; nil where it has to be worked out.
    package func stored(_ question: Question) async throws -> Answer? {
        guard let cache else { return nil }
        let prepared = try PreparedQuestion(
            question, home: home, now: now, segments: try await segments(question.segmentIDs))
        return try cache.stored(AnswerKey(prepared))?.make(
            prepared.context(.native, elapsed: .zero, isCached: true))
    }

    private func native(
        _ prepared: PreparedQuestion
    ) async throws -> (make: AnswerCache.Make, isCached: Bool) {
        let engine = NativeEngine(
            threads: threads, progress: progress, memoryLimit: memoryLimit)
        guard let cache else { return (try await engine.answer(prepared), false) }
        return try await cache.answer(try AnswerKey(prepared)) {
            let make = try await engine.answer(prepared)
            return .init(make, make(prepared.context(.native, elapsed: .zero)))
        }
    }

    /// What answering would rest on; nothing is counted.
    package func explain(
        _ question: Question, engine: EngineChoice = .native
    ) throws -> Explanation {
        Explanation(
            try PreparedQuestion(question, home: home, now: now), engine: engine, threads: threads)
    }
}

extension OperationError {
    static let noWarehouse = OperationError(
        "The SQL engine has no warehouse to run in here. Use the native engine.")
}
