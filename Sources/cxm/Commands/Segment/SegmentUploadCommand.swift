import ArgumentParser
import Definitions
import Identities
import Metadata
import Operations
import SQL
import Segments
import Warehouses

/// `cxm segment upload FILE --name NAME`
struct SegmentUploadCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "upload", abstract: "Save a list of ids as a segment.")

    @Argument(help: "A CSV or text file with an id a line.")
    var file: String
    @Option(help: "The segment's name.")
    var name: String
    @Option(help: "The column with the ids, by name or by number from 1; without it the first.")
    var column: String?
    @Flag(help: "The first line is an id, not a title.")
    var noHeader = false
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        var format = ListFormat()
        format.hasHeader = !noHeader
        if let column {
            format.column = Int(column).map { .position($0) } ?? .name(column)
        }
        let upload = UploadList(space)
        let uploaded = try upload(file, format: format, source: ["file": .string(file)])
        do {
            let saved = try await SaveSegment(space)(
                SegmentDraft(name: name, definition: .list(uploaded.list)))
            return Self.listing(saved, uploaded.report)
        } catch {
            upload.remove(uploaded.list)
            throw error
        }
    }

    private static func listing(_ saved: SegmentRecord, _ report: ListReport) -> Listing {
        let unknown = report.unknownIDs.joined(separator: ", ")
        let bad = report.badLines.map { "line \($0.line)" }.joined(separator: ", ")
        return Listing(
            columns: [
                "segment", "name", .number("users"), .number("unknown"), .number("again"),
                .number("bad"),
            ],
            rows: [
                [
                    "\(saved.id)", saved.name, Grouped.text(report.users),
                    Grouped.text(report.unknown), Grouped.text(report.duplicates),
                    Grouped.text(report.badRows),
                ]
            ],
            json: saved.json().with([.init("list", report.json)]),
            footer: (unknown.isEmpty ? "" : "Unknown ids are kept; the first: \(unknown)\n")
                + (bad.isEmpty ? "" : "Passed over: \(bad)\n"))
    }
}

/// `cxm segment sql SEGMENT`
struct SegmentSQLCommand: SegmentTask {
    static let configuration = CommandConfiguration(
        commandName: "sql", abstract: "Show a segment as SQL, or a statement's first rows and plan."
    )

    @Argument(help: "A segment's id or name.")
    var segment: String
    @Flag(help: "Show how the warehouse would run it.")
    var plan = false
    @Flag(help: "Show the first rows; of segments that are written in SQL.")
    var rows = false
    @OptionGroup var options: SegmentOptions

    func listing(_ space: SegmentSpace) async throws -> Listing {
        let definition = try await space.currentVersion(of: space.find(segment)).parsed
        if case .sql(let connection, let text) = definition {
            let segment = try await space.sqlSegment(text, connection: connection)
            if rows { return Self.listing(try await segment.preview()) }
            return Self.text(plan ? try await segment.explain() : text)
        }
        let compile = CompileSegment(space.context)
        let catalogue = try await space.catalogue()
        let compiled = try await compile(definition, on: space.day, in: catalogue)
        return Self.text(
            plan ? try await compile.explain(compiled, in: catalogue) : compiled.sql.text)
    }

    private static func text(_ text: String) -> Listing {
        Listing(columns: [], rows: [], json: ["text": .string(text)], empty: "", heading: text)
    }

    private static func listing(_ preview: SQLSegmentPreview) -> Listing {
        Listing(
            columns: preview.columns.map { .init(title: $0.name) },
            rows: preview.rows.map { $0.map { $0 ?? "" } },
            json: .array(
                preview.rows.map { row in
                    .object(
                        zip(preview.columns, row).map { .init($0.name, .text($1)) })
                }), empty: "No rows.")
    }
}
