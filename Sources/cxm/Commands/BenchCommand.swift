import ArgumentParser
import Definitions
import Foundation
import Operations

/// `cxm bench QUESTION.json --repeat N`: one JSON line for the benchmarks.
struct BenchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Answer a question several times and say how long it took.",
        shouldDisplay: false)

    @Argument(help: "A file with the question as JSON, or - for standard input.")
    var query: String
    @Option(name: .customLong("repeat"), help: "How often to answer it.")
    var repeats = 1
    @Option(help: "A file with one user a line: only these are asked about.")
    var users: String?
    @OptionGroup var homeOptions: HomeOptions

    func validate() throws {
        guard repeats > 0 else { throw ValidationError("--repeat should be at least 1.") }
    }

    func perform(in workplace: Workplace) async throws {
        let (elapsed, answer) = try await BenchQuestion(
            home: workplace.home, now: workplace.now, threads: workplace.settings.threads
        )(try QuestionInput.question(query), repeats: repeats, members: try members())
        let line: JSONValue = [
            "elapsed_ns": .array(elapsed.map { .integer(Int64($0 / .nanoseconds(1))) }),
            "result": answer.json,
        ]
        Terminal.write(line.rendered() + "\n")
    }

    private func members() throws -> [String]? {
        guard let users else { return nil }
        guard let data = FileManager.default.contents(atPath: users) else {
            throw CommandFailure("\(users): The file cannot be read. Check the path.")
        }
        return String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline)
            .map { String($0) }
    }
}
