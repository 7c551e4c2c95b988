import ArgumentParser
import Definitions
import Operations

/// `cxm analyze QUERY.json|-`
struct AnalyzeCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "analyze", abstract: "Answer a question, or a list of them.")

    @Argument(help: "A file with the question, or a list of them, as JSON; - for standard input.")
    var query: String
    @Option(help: "How the answer is shown: table, json or csv.")
    var format = OutputFormat.table
    @Option(help: "What answers: native or sql.")
    var engine = EngineChoice.native
    @Flag(help: "Say what is asked, over which time, and how it is answered.")
    var explain = false
    @OptionGroup var memoryOptions: MemoryOptions
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let list = try QuestionInput.list(query)
        let memoryLimit = try memoryOptions.bytes(workplace.settings)
        let one = AnalyzeQuestion(
            home: workplace.home, now: workplace.now, threads: workplace.settings.threads,
            memoryLimit: memoryLimit, segments: workplace.questionSegments,
            warehouse: workplace.warehouse)
        if explain {
            for question in list.questions { show(try one.explain(question, engine: engine).text) }
        }
        guard list.isList else {
            write([try await one(list.questions[0], engine: engine)], asList: false)
            return
        }
        let all = AnalyzeQuestions(
            home: workplace.home, now: workplace.now, threads: workplace.settings.threads,
            memoryLimit: memoryLimit, segments: workplace.questionSegments,
            warehouse: workplace.warehouse)
        write(try await all(list.questions, engine: engine), asList: true)
    }

    /// Tables stand one after the other, with an empty line between them.
    private func write(_ answers: [Answer], asList: Bool) {
        switch format {
        case .table: Terminal.write(answers.map(\.table).joined(separator: "\n"))
        case .json:
            let json = asList ? JSONValue.array(answers.map(\.json)) : answers[0].json
            Terminal.write(json.rendered(pretty: true) + "\n")
        case .csv: Terminal.write(answers.map(\.csv).joined(separator: "\n"))
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
