import ArgumentParser
import Definitions
import Metadata
import Operations

/// `cxm metric …`
struct MetricCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "metric",
        abstract: "Save and show the numbers by which segments are compared.",
        subcommands: [
            MetricListCommand.self, MetricShowCommand.self, MetricSaveCommand.self,
            MetricRemoveCommand.self,
        ])
}

/// `cxm metric list`
struct MetricListCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List metrics by name, in words.")

    @Option(help: "The language of the words: en or ko.")
    var language = Language.english
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        try await .metrics(space.metadata.metrics(), space, language, empty: "No metrics.")
    }
}

/// `cxm metric show METRIC`
struct MetricShowCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show one metric.")

    @Argument(help: "A metric's id or name.")
    var metric: String
    @Option(help: "The language of the words: en or ko.")
    var language = Language.english
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let metric = try await space.findMetric(metric)
        let names = try await space.names(language)
        let zone = space.home.zone
        return Listing(
            columns: ["what", "value"],
            rows: [
                ["id", String(metric.id)], ["name", metric.name],
                ["description", metric.description], ["owner", metric.owner],
                ["measures", try metric.parsed.described(in: names)],
                ["revision", String(metric.revision)], ["changed", zone.text(metric.changedAt)],
                ["definition", metric.definition.rendered()],
            ], json: metric.json(in: names, zone: zone))
    }
}

/// `cxm metric save FILE.json`
struct MetricSaveCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "save",
        abstract: "Save metrics from a file; one with a known name changes that metric.")

    @Argument(help: "A file with a metric, or a list of them, as JSON; - for standard input.")
    var file: String
    @Option(help: "The language of the words: en or ko.")
    var language = Language.english
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let drafts = try QuestionInput.parsed(file) { (text) throws(DefinitionError) in
            try MetricDraft.list(JSONValue(parsing: text))
        }
        return try await .metrics(
            SaveMetrics(space)(drafts), space, language, empty: "The list is empty.")
    }
}

/// `cxm metric remove METRIC`
struct MetricRemoveCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a metric.")

    @Argument(help: "A metric's id or name.")
    var metric: String
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let metric = try await space.findMetric(metric)
        try await SaveMetrics(space).remove(metric)
        return Listing(
            columns: ["removed"], rows: [["\(metric.id) (\(metric.name))"]],
            json: ["removed": .string(String(metric.id))])
    }
}

extension Listing {
    fileprivate static func metrics(
        _ metrics: [MetricRecord], _ space: SegmentSpace, _ language: Language, empty: String
    ) async throws -> Listing {
        let names = try await space.names(language)
        return Listing(
            columns: [.number("id"), "name", "measures", "owner", .number("revision")],
            rows: metrics.map { metric in
                [
                    String(metric.id), metric.name,
                    (try? metric.parsed.described(in: names)) ?? metric.definition.rendered(),
                    metric.owner, String(metric.revision),
                ]
            }, json: .array(metrics.map { $0.json(in: names, zone: space.home.zone) }),
            empty: empty)
    }
}
