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
    private let warehouse: @Sendable () throws -> any Warehouse

    /// `warehouse` opens what the SQL engine runs in; it is called only for that engine.
    package init(
        home: Home, now: Int64, threads: Int, progress: BlockRunner.Progress? = nil,
        warehouse: @Sendable @escaping () throws -> any Warehouse = {
            throw OperationError.noWarehouse
        }
    ) {
        self.home = home
        self.now = now
        self.threads = threads
        self.progress = progress
        self.warehouse = warehouse
    }

    /// The answer; throws where a name is unknown, a range is empty, or a file is damaged.
    package func callAsFunction(
        _ question: Question, engine: EngineChoice = .native
    ) async throws -> Answer {
        let prepared = try PreparedQuestion(question, home: home, now: now)
        let clock = ContinuousClock()
        let start = clock.now
        let answer =
            switch engine {
            case .native:
                try await NativeEngine(threads: threads, progress: progress).answer(prepared)
            case .sql: try await SQLEngine(warehouse: warehouse()).answer(prepared)
            }
        return answer(prepared.context(engine, elapsed: clock.now - start))
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
