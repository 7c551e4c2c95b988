package import Behavior
package import Definitions
import EventStore
package import Warehouses

/// Answers several questions together: a dashboard.
///
///     let answers = try await AnalyzeQuestions(home: home, now: now, threads: 2)([first, second])
///
/// Each dataset is opened once, and the questions about it go through its blocks together, as often as
/// the one that needs most passes. Each answer is the one that its question gets alone.
package struct AnalyzeQuestions: Sendable {
    private let home: Home
    /// Milliseconds since 1970 UTC, for rolling ranges.
    private let now: Int64
    private let threads: Int
    private let progress: BlockRunner.Progress?
    private let memoryLimit: Int?
    private let cache: AnswerCache?
    private let segments: QuestionSegments.Lookup
    private let warehouse: @Sendable () throws -> any Warehouse

    /// `memoryLimit`: bytes, for each question. `warehouse` is opened only for the SQL engine.
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

    /// The answers in the order of the questions. Throws the first error of any question; one in its
    /// definition points into the list: `/1/steps/0/event`.
    package func callAsFunction(
        _ questions: [Question], engine: EngineChoice = .native
    ) async throws -> [Answer] {
        let prepared = try prepare(questions, try await segmentsOf(questions))
        switch engine {
        case .native: return try await native(prepared)
        case .sql:
            let analyze = AnalyzeQuestion(
                home: home, now: now, threads: 1, segments: segments, warehouse: warehouse)
            var answers: [Answer] = []
            for question in questions { answers.append(try await analyze(question, engine: .sql)) }
            return answers
        }
    }

    /// The answers where all of them were worked out before; nil where one has to be worked out.
    package func stored(_ questions: [Question]) async throws -> [Answer]? {
        let answers = try prepare(questions, try await segmentsOf(questions)).map(cached)
        return answers.contains { $0 == nil } ? nil : answers.compactMap(\.self)
    }

    private func segmentsOf(_ questions: [Question]) async throws -> [QuestionSegments] {
        var found: [QuestionSegments] = []
        for question in questions { found.append(try await segments(question.segmentIDs)) }
        return found
    }

    private func prepare(
        _ questions: [Question], _ segments: [QuestionSegments]
    ) throws -> [PreparedQuestion] {
        var opened: [String: EventDataset] = [:]
        return try questions.enumerated().map { index, question in
            do {
                let name = question.scope.dataset
                let dataset = try opened[name] ?? home.open(name)
                opened[name] = dataset
                return try PreparedQuestion(
                    question, home: home, now: now, segments: segments[index], dataset: dataset)
            } catch let error as DefinitionError {
                throw error.moved(into: "/\(index)")
            }
        }
    }

    private func native(_ prepared: [PreparedQuestion]) async throws -> [Answer] {
        var answers: [Answer?] = try prepared.map(cached)
        let missing = answers.indices.filter { answers[$0] == nil }
        let byDataset = Dictionary(grouping: missing) { prepared[$0].question.scope.dataset }
        for (_, places) in byDataset.sorted(by: { $0.value[0] < $1.value[0] }) {
            let found = try await together(places.map { prepared[$0] })
            for (place, answer) in zip(places, found) { answers[place] = answer }
        }
        return answers.compactMap(\.self)
    }

    private func cached(_ prepared: PreparedQuestion) throws -> Answer? {
        try cache?.stored(AnswerKey(prepared))?.make(
            prepared.context(.native, elapsed: .zero, isCached: true))
    }

    /// The answers of questions about one dataset.
    private func together(_ prepared: [PreparedQuestion]) async throws -> [Answer] {
        let pass = SharedPass(
            questions: prepared.count, threads: threads, progress: progress)
        let engine = NativeEngine(threads: threads, memoryLimit: memoryLimit, pass: pass)
        let outcomes = await withTaskGroup(of: (Int, Result<Answer, any Error>).self) { group in
            for (index, question) in prepared.enumerated() {
                group.addTask {
                    let outcome = await answer(question, engine)
                    await pass.leave()
                    return (index, outcome)
                }
            }
            var outcomes: [Int: Result<Answer, any Error>] = [:]
            for await (index, outcome) in group { outcomes[index] = outcome }
            return outcomes
        }
        return try prepared.indices.compactMap { try outcomes[$0]?.get() }
    }

    private func answer(
        _ prepared: PreparedQuestion, _ engine: NativeEngine
    ) async -> Result<Answer, any Error> {
        let clock = ContinuousClock()
        let start = clock.now
        do {
            let make = try await engine.answer(prepared)
            let answer = make(prepared.context(.native, elapsed: clock.now - start))
            try cache?.store(.init(make, answer), for: AnswerKey(prepared))
            return .success(answer)
        } catch {
            return .failure(error)
        }
    }
}
