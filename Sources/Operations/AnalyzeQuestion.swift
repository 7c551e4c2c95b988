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

    /// The result; throws where a name is unknown, a range is empty, or a file is damaged.
    package func callAsFunction(
        _ question: Question, engine: EngineChoice = .native
    ) async throws -> FunnelResult {
        switch question {
        case .funnel(let funnel): try await answer(funnel, engine)
        }
    }

    /// What answering would rest on; nothing is counted.
    package func explain(
        _ question: Question, engine: EngineChoice = .native
    ) throws -> Explanation {
        switch question {
        case .funnel(let funnel):
            Explanation(
                try PreparedFunnel(funnel, home: home, now: now), engine: engine, threads: threads)
        }
    }

    private func answer(_ funnel: Funnel, _ engine: EngineChoice) async throws -> FunnelResult {
        let prepared = try PreparedFunnel(funnel, home: home, now: now)
        let clock = ContinuousClock()
        let start = clock.now
        let series =
            switch engine {
            case .native: try await native(prepared)
            case .sql: try await SQLFunnel(prepared: prepared, warehouse: warehouse()).series()
            }
        return prepared.result(series, engine: engine.rawValue, elapsed: clock.now - start)
    }

    private func native(_ prepared: PreparedFunnel) async throws -> [FunnelSeries] {
        try await FunnelEngine(
            dataset: prepared.dataset, threads: threads, progress: progress
        ).answer(prepared.funnel, range: prepared.range, zone: prepared.zone, segments: [:])
    }
}

extension OperationError {
    static let noWarehouse = OperationError(
        "The SQL engine has no warehouse to run in here. Use the native engine.")
}
