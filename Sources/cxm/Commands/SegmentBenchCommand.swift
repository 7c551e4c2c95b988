import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm bench-segments`: hidden, for the benchmarks.
struct SegmentBenchCommand: Command {
    static let configuration = CommandConfiguration(
        commandName: "bench-segments", abstract: "Time previews and compiled statements.",
        shouldDisplay: false)

    @Argument(help: "A file with a list of segments as JSON, or - for standard input.")
    var file: String
    @Flag(help: "Run each as a statement of the warehouse.")
    var compiled = false
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.segments()
        let definitions = try QuestionInput.parsed(file) { (text) throws(DefinitionError) in
            try SegmentDraft.list(JSONValue(parsing: text))
        }.map(\.definition)
        let bench = BenchSegments(space)
        let found =
            compiled
            ? try await bench.compiled(definitions) : try await bench.previews(definitions)
        let json = JSONValue.array(
            found.map {
                [
                    "elapsed_ms": .integer(Int64($0.elapsed / .milliseconds(1))),
                    "users": .integer(Int64($0.users)),
                ]
            })
        Terminal.write(json.rendered() + "\n")
        await space.metadata.close()
    }
}
