import ArgumentParser
import Definitions
import Operations

/// `cxm analyze QUERY.json|-`
struct AnalyzeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "analyze", abstract: "Answer a question.")

    @Argument(help: "A file with the question as JSON, or - for standard input.")
    var query: String
    @Option(help: "How the answer is shown: table, json or csv.")
    var format = OutputFormat.table
    @Option(help: "What answers: native or sql.")
    var engine = EngineChoice.native
    @Flag(help: "Say what is asked, over which time, and how it is answered.")
    var explain = false
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let question = try QuestionInput.question(query)
        let operation = AnalyzeQuestion(
            home: workplace.home, now: workplace.now, threads: workplace.settings.threads,
            warehouse: workplace.warehouse)
        if explain { show(try operation.explain(question, engine: engine).text) }
        let answer = try await operation(question, engine: engine)
        switch format {
        case .table: Terminal.write(answer.table)
        case .json: Terminal.write(answer.json.rendered(pretty: true) + "\n")
        case .csv: Terminal.write(answer.csv)
        }
    }

    /// Programs that read the answer find nothing else there.
    private func show(_ explanation: String) {
        if format == .table {
            Terminal.write(explanation + "\n")
        } else {
            Terminal.note(explanation)
        }
    }
}

/// How an answer is shown.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable {
    case table, json, csv
}

extension EngineChoice: ExpressibleByArgument {}
