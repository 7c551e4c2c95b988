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
    @Option(help: "Instead: a snapshot a day for a year of so many segments; changes the home.")
    var year: Int?
    @OptionGroup var homeOptions: HomeOptions

    func perform(in workplace: Workplace) async throws {
        let space = try workplace.segments()
        if let year {
            let found = try await BenchSegments(space).year(of: year, days: 365)
            Terminal.write(Self.json(found).rendered() + "\n")
            await space.metadata.close()
            return
        }
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

    private static func json(_ year: BenchSegments.Year) -> JSONValue {
        func milliseconds(_ time: Duration) -> JSONValue { .number(time / .milliseconds(1)) }
        return [
            "overlap_ms": milliseconds(year.overlap),
            "overlap_again_ms": milliseconds(year.overlapAgain),
            "history_ms": milliseconds(year.history), "snapshots": .count(year.snapshots),
            "users": .count(year.users),
        ]
    }
}
