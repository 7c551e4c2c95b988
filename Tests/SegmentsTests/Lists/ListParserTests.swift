import Columns
import Foundation
import TestSupport
import Testing

@testable import Segments

@Suite struct ListParserTests {
    /// Ids and bad lines of a text, read in pieces of a size.
    private func read(
        _ text: String, _ format: ListFormat = .init(), piece: Int = 1 << 20
    ) throws -> (ids: [String], report: ListReport) {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "cxm-list-\(UUID().uuidString)")
        try Data(text.utf8).write(to: file)
        defer { try? FileManager.default.removeItem(at: file) }
        var report = ListReport()
        var ids: [String] = []
        try ListReader(path: file.path, format: format, pieceSize: piece).read(into: &report) {
            block in
            ids += (0..<block.rowCount).compactMap { block.text(row: $0) }
        }
        return (ids, report)
    }

    private func faults(_ report: ListReport) -> [String] {
        report.badLines.map { "\($0.line) \($0.fault.rawValue): \($0.text)" }
    }

    @Test func `marks, line ends, empty lines and spaces do not matter`() throws {
        let text = "\u{FEFF}a\r\n  b \n\n\t\nc\r\n\"d\"\n e,x\n김철수"
        let (ids, report) = try read(text)
        #expect(ids == ["a", "b", "c", "d", "e", "김철수"])
        #expect(report.rows == 6 && report.badRows == 0)
    }

    @Test func `quotes keep delimiters, line ends, quotes and spaces`() throws {
        let text =
            "\"a,b\",1\n\" c \",2\n\"say \"\"hi\"\"\",3\nplain,\"two\nlines\"\n  \"q\"  ,5\nlast,6"
        let (ids, report) = try read(text)
        #expect(ids == ["a,b", " c ", "say \"hi\"", "plain", "q", "last"])
        #expect(report.badRows == 0)
    }

    @Test func `spaces stay where they are not to be trimmed`() throws {
        #expect(try read(" a \nb \n", .init(trims: false)).ids == [" a ", "b "])
    }

    @Test func `a column is chosen by position or name, the delimiter by the first line`() throws {
        let text = "name;user id;x\nann;u1;1\nbob;\"u;2\";2\neve\n"
        let (ids, report) = try read(text, .init(column: .name("user id")))
        #expect(ids == ["u1", "u;2"])
        #expect(faults(report) == ["4 missing_column: eve"])
        #expect(try read(text, .init(column: .position(1))).ids == ["user id", "u1", "u;2"])
        #expect(try read(text, .init(column: .position(1), hasHeader: true)).ids == ["u1", "u;2"])
        #expect(try read("a|b\nc|d\n").ids == ["a", "c"])
        #expect(try read("a|b\n\"c\",d\n", .init(delimiter: .none)).ids == ["a|b", "\"c\",d"])
        #expect(
            try read("a:1\nb:2\n", .init(delimiter: .byte(0x3A), column: .position(1))).ids == [
                "1", "2",
            ])
        do {
            _ = try read(text, .init(column: .name("user_id")))
            Issue.record("an unknown column was read")
        } catch {
            #expect("\(error)".contains("no column 'user_id'; the nearest is 'user id'"))
        }
    }

    @Test func `bad lines are counted, shown with their lines, and passed over`() throws {
        let long = String(repeating: "x", count: 1025)
        let text = "a\n,x\n\"b\" c,1\n\"two\nlines\",1\nd\u{1}\n\(long)\ne\n\"open,9\nf\n"
        let (ids, report) = try read(text)
        #expect(ids == ["a", "e", "f"])
        #expect(report.rows == 9)
        #expect(
            faults(report) == [
                "2 empty_id: ,x", "3 quote: \"b\" c,1", "4 not_text: \"two", "6 not_text: d\u{1}",
                "7 too_long: \(String(repeating: "x", count: 200))", "9 quote: \"open,9",
            ])
        #expect(report.bad == [.empty: 1, .quote: 2, .unreadable: 2, .tooLong: 1])
    }

    @Test func `an open quote and an endless line do not swallow what follows`() throws {
        let rows = (0..<30_000).map { "row\($0),x" }.joined(separator: "\n")
        let (ids, report) = try read("\"open,1\n\(rows)\n")
        #expect(ids.count == 30_000 && report.bad == [.quote: 1])
        let endless = String(repeating: "y", count: 3_000_000)
        let second = try read("a\n\(endless)\nb\n", piece: 4096)
        #expect(second.ids == ["a", "b"] && second.report.bad == [.tooLong: 1])
        #expect(second.report.badLines.map(\.line) == [2])
        #expect(try read("a\n\(endless)\nb,\"\n").report.bad == [.tooLong: 1, .quote: 1])
    }

    @Test func `bytes that are no UTF-8 are bad, other formats refused`() throws {
        func read(_ bytes: [UInt8]) throws -> ListReport {
            let file = FileManager.default.temporaryDirectory
                .appending(path: "cxm-list-\(UUID().uuidString)")
            try Data(bytes).write(to: file)
            defer { try? FileManager.default.removeItem(at: file) }
            var report = ListReport()
            try ListReader(path: file.path, format: .init()).read(into: &report) { _ in }
            return report
        }
        #expect(try read([0x61, 0x0A, 0xB1, 0xE8, 0x0A]).bad == [.unreadable: 1])
        for start in [
            [0x1F, 0x8B], [0xFF, 0xFE, 0x61, 0], Array("PAR1".utf8), [0x50, 0x4B, 3, 4],
        ] as [[UInt8]] {
            #expect(throws: ListError.self) { try read(start + [0, 0]) }
        }
        #expect(try read([]).rows == 0)
    }

    @Test(arguments: Array(1...30) as [UInt64])
    func `pieces of any size give the same rows`(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let parts = [
            "a", "bc", ",", "\n", "\r\n", "\"", "\"\"", " ", "\"x\"", "é", "7", "\"p\nq\"", "\t",
        ]
        let text = (0..<400).map { _ in random.pick(parts) }.joined()
        let whole = try read(text)
        for piece in [1, 2, 3, 7, 64] {
            let pieces = try read(text, piece: piece)
            #expect(pieces.ids == whole.ids, "seed \(seed), \(piece)")
            #expect(pieces.report == whole.report, "seed \(seed), \(piece)")
        }
    }
}
