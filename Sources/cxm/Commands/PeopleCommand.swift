import ArgumentParser
import Definitions
import Operations

/// `cxm people QUERY.json|- --element ID`
struct PeopleCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "people", abstract: "List the users behind one element of an answer.")

    @Argument(help: "A file with the question as JSON, or - for standard input.")
    var query: String
    @Option(
        help: "The element, such as converted-2 or dropped-1; 'analyze --format json' names them.")
    var element: String
    @Option(help: "How many users to list at most.")
    var limit: Int?
    @Option(help: "How they are shown: table, json or csv.")
    var format = OutputFormat.table
    @OptionGroup var memoryOptions: MemoryOptions
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit should be at least 1.") }
    }

    func perform(in workplace: Workplace) async throws {
        let question = try QuestionInput.question(query)
        let people = try await FindPeople(
            home: workplace.home, now: workplace.now, threads: workplace.settings.threads,
            memoryLimit: try memoryOptions.bytes(workplace.settings),
            segments: workplace.questionSegments
        ).ids(question, element: element, limit: limit)
        Terminal.write(text(people.ids, total: people.total))
    }

    private func text(_ ids: [String], total: Int) -> String {
        switch format {
        case .table:
            let more = total > ids.count ? "; the first \(Grouped.text(ids.count)):" : ":"
            return "\(element): \(Grouped.count(total, "user"))\(more)\n"
                + ids.map { $0 + "\n" }.joined()
        case .csv: return "user\n" + ids.map { CSVLine.text([$0]) }.joined()
        case .json:
            let value: JSONValue = [
                "element": .string(element), "total": .integer(Int64(total)),
                "users": .array(ids.map { .string($0) }),
            ]
            return value.rendered(pretty: true) + "\n"
        }
    }
}
