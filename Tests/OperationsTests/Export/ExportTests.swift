import Bitmaps
import Definitions
import Foundation
import Metadata
import Operations
import Secrets
import Testing

@Suite struct ExportTests {
    private func bytes(
        _ home: UsersHome, _ segment: SegmentRecord, _ request: ExportSegment.Request
    ) async throws -> (bytes: [UInt8], trailer: ExportTrailer) {
        let export = try await ExportSegment(home.space())(
            try await home.current(segment), request)
        var stream = export.stream()
        var bytes: [UInt8] = []
        while let piece = stream.next() { bytes += piece }
        let trailer = try #require(stream.trailer)
        #expect(trailer.rows == export.rows)
        return (bytes, trailer)
    }

    private func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func refusal(_ body: () async throws -> Void) async -> ExportRefusal.Code? {
        do {
            try await body()
            return nil
        } catch {
            return (error as? ExportRefusal)?.code
        }
    }

    @Test func `lines of JSON come in the order of user numbers, and end with count and sum`()
        async throws
    {
        let home = try UsersHome(count: 20_000)
        let segment = try await home.segment("a")
        let users = Bitmap((0..<20_000).filter { $0 % 3 != 0 }.map { UInt32($0) })
        let kept = try await home.snapshot(of: segment, users)
        let (bytes, trailer) = try await self.bytes(home, segment, .init(format: .ndjson))
        let lines = self.lines(bytes)
        #expect(lines.dropLast().elementsEqual(home.ids(users).map { #"{"user":"\#($0)"}"# }))
        let last = try JSONValue(parsing: try #require(lines.last))
        #expect(last["trailer"] == trailer.json)
        #expect(trailer.rows == users.count && trailer.snapshot == kept.id)
        #expect(trailer.next == nil && trailer.dataDate == "2026-11-24")
        let before = bytes.prefix(bytes.count - (lines.last?.utf8.count ?? 0) - 1)
        #expect(trailer.sha256 == Digest.sha256(Array(before)))
        let audit = try await home.store.audit(
            AuditFilter(actor: "kim", action: "segment.export", subject: "segment/\(segment.id)"),
            before: nil,
            limit: 9)
        #expect(audit.count == 1)
        #expect(audit.first?.details["rows"] == .integer(Int64(users.count)))
    }

    @Test func `ids with every kind of character are escaped`() async throws {
        let ids = [
            "plain", #"a"b"#, #"back\slash"#, "tab\there", "new\nline", "comma,ed", "#hash", "한글",
            "eight888", "nine9999\"", "\u{1}", " space ", "long-long-long-\\-\u{1F}-end",
        ]
        let home = try UsersHome(ids)
        let segment = try await home.segment("a")
        try await home.snapshot(of: segment, Bitmap(0..<UInt32(ids.count)))
        let json = try await bytes(home, segment, .init(format: .ndjson))
        let found = try lines(json.bytes).dropLast().map {
            try JSONReader(JSONValue(parsing: $0)).member("user").string()
        }
        #expect(found == ids)
        let csv = try await bytes(home, segment, .init(format: .csv))
        let text = String(decoding: csv.bytes, as: UTF8.self)
        #expect(text.hasPrefix("user\nplain\n\"a\"\"b\"\nback\\slash\ntab\there\n\"new\nline\"\n"))
        #expect(text.contains("\n\"comma,ed\"\n\"#hash\"\n한글\n"))
        #expect(lines(csv.bytes).last == "#" + csv.trailer.json.rendered())
    }

    @Test func `pages by cursor are the whole, whatever is published meanwhile`() async throws {
        let home = try UsersHome(count: 1000)
        let segment = try await home.segment("a")
        let users = Bitmap((0..<1000).filter { $0 % 7 != 0 }.map { UInt32($0) })
        let kept = try await home.snapshot(of: segment, users)
        var (found, after): ([String], ExportCursor?) = ([], nil)
        var pages = 0
        repeat {
            let page = try await bytes(
                home, segment, .init(format: .csv, after: after, limit: 100))
            found += lines(page.bytes).dropFirst().dropLast()
            #expect(page.trailer.snapshot == kept.id)
            after = try page.trailer.next.map { try ExportCursor($0) }
            pages += 1
            try await home.snapshot(
                of: segment, Bitmap(0..<UInt32(pages)), on: "2026-11-\(24 + pages % 6)")
        } while after != nil
        #expect(pages == 9)
        #expect(found == home.ids(users))
        // Whoever was cut off goes on after the last row, also where that user is left out now.
        let rest = try await bytes(
            home, segment,
            .init(format: .csv, after: ExportCursor("\(kept.id).u00994")))
        #expect(
            lines(rest.bytes).dropFirst().dropLast()
                == ["u00995", "u00996", "u00997", "u00998", "u00999"].filter {
                    home.ids(users).contains($0)
                }[...])
    }

    @Test func `suppressed users are left out, also between pages`() async throws {
        let home = try UsersHome(count: 100)
        let segment = try await home.segment("a")
        let stop = try await home.segment("stop")
        try await home.snapshot(of: segment, Bitmap(0..<100))
        try await home.snapshot(of: stop, [3, 40, 99])
        let first = try await bytes(home, segment, .init(format: .csv, limit: 50))
        #expect(first.trailer.rows == 50 && first.trailer.next?.hasSuffix(".u00049") == true)
        try await SaveExportSettings(home.space())(
            JSONReader(["suppression": [.string("\(stop.id)")]]))
        let rest = try await bytes(
            home, segment,
            .init(format: .csv, after: ExportCursor(first.trailer.next ?? "")))
        #expect(rest.trailer.rows == 49)
        #expect(!lines(rest.bytes).contains("u00099"))
        let all = try await bytes(home, segment, .init(format: .ndjson))
        #expect(all.trailer.rows == 97)
        #expect(!lines(all.bytes).contains { $0.contains("u00040") })
        // Nobody is exported while it is not known who is to be left out.
        let unrun = try await home.segment("never run")
        try await SaveExportSettings(home.space())(
            JSONReader(["suppression": [.string("\(unrun.id)")]]))
        #expect(
            await refusal {
                _ = try await bytes(home, segment, .init(format: .ndjson))
            } == .suppression)
        await #expect(throws: DefinitionError.self) {
            try await SaveExportSettings(home.space())(JSONReader(["suppression": ["99"]]))
        }
    }

    @Test func `a caller's rows of a day are counted, and those not sent given back`()
        async throws
    {
        let home = try UsersHome(count: 100)
        let segment = try await home.segment("a")
        try await home.snapshot(of: segment, Bitmap(0..<100))
        try await SaveExportSettings(home.space())(
            JSONReader(["quota": ["rows_per_day": 1000, "callers": ["client/push": 150]]]))
        let current = try await home.current(segment)
        let export = ExportSegment(home.space("client/push"))
        let first = try await export(current, .init(format: .ndjson), hasQuota: true)
        #expect(
            await refusal {
                _ = try await export(current, .init(format: .ndjson), hasQuota: true)
            } == .quota)
        #expect(
            try await home.store.exportRows(of: "client/push", on: "2026-11-24") == 100)
        try await first.giveBack(60)
        _ = try await export(current, .init(format: .ndjson), hasQuota: true)
        #expect(
            try await home.store.exportRows(of: "client/push", on: "2026-11-24") == 140)
        // Another day, another caller, and those without a quota.
        _ = try await ExportSegment(home.space("client/push", now: UsersHome.morning + 86_400_000))(
            current, .init(format: .ndjson), hasQuota: true)
        _ = try await ExportSegment(home.space("ann"))(
            current, .init(format: .ndjson), hasQuota: true)
        _ = try await export(current, .init(format: .ndjson))
        let uses = try await home.store.uses(of: segment.id)
        #expect(uses.map(\.name) == ["client/push"] && uses.first?.calls == 4)
    }

    @Test func `what cannot be exported is refused in words`() async throws {
        let home = try UsersHome(count: 10)
        let segment = try await home.segment("a")
        let other = try await home.segment("b")
        func code(_ request: ExportSegment.Request) async -> ExportRefusal.Code? {
            await refusal { _ = try await bytes(home, segment, request) }
        }
        #expect(await code(.init(format: .csv)) == .neverRun)
        let kept = try await home.snapshot(of: segment, Bitmap(0..<10))
        let foreign = try await home.snapshot(of: other, Bitmap(0..<10))
        #expect(await code(.init(format: .csv, snapshot: "99")) == .noSnapshot)
        #expect(await code(.init(format: .csv, snapshot: "2020-01-01")) == .noSnapshot)
        #expect(
            await code(.init(format: .csv, after: .init(snapshot: foreign.id, user: "u00001")))
                == .noSnapshot)
        #expect(
            await code(.init(format: .csv, after: .init(snapshot: kept.id, user: "nobody")))
                == .badCursor)
        for text in ["", "17", "x.y", "-1.a", ".a"] {
            #expect(throws: ExportRefusal.self, "\(text)") { try ExportCursor(text) }
        }
        #expect(try ExportCursor("17.a.b") == ExportCursor(snapshot: 17, user: "a.b"))
        for text in [#"{"rows_per_day":-1}"#, #"{"callers":3}"#, #"{"rows":1}"#] {
            #expect(throws: DefinitionError.self, "\(text)") {
                try ExportQuota(JSONReader(JSONValue(parsing: text)))
            }
        }
        for text in ["3", #"["x"]"#, #"[{"lst":"3"}]"#] {
            #expect(throws: DefinitionError.self, "\(text)") {
                try Suppression(JSONReader(JSONValue(parsing: text)))
            }
        }
    }

    @Test func `the benchmark's small size gives what it should`() throws {
        let folder = SnapshotFixture.TestFolder()
        let bench = try BenchExport(home: folder.path, users: 30_000)
        let found = try bench.run(.ndjson) { _ in }
        #expect(found.trailer.rows == 29_700)
        #expect(found.bytes > 29_700 * 21)
        #expect(
            found.trailer.sha256
                == Digest.sha256(
                    Array(
                        (0..<30_000).filter { $0 % 100 != 0 }.map { number in
                            let digits = String(number)
                            let zeros = String(repeating: "0", count: 8 - digits.count)
                            return "{\"user\":\"m\(zeros)\(digits)\"}\n"
                        }.joined().utf8)))
    }
}
