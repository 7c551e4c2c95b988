import Definitions
import EventStore
import Foundation
import Identities
import Operations
import TestSupport
import Testing
import Warehouses

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct ImportTests {
    static let rows = [
        "user,time,event,os,amount", "ann,2026-01-01T09:00:00+09:00,open,ios,5",
        "007,2026-01-01T10:00:00+09:00,open,android,", "ann,2026-01-02T10:00:00+09:00,pay,ios,7",
    ]
    static let csv = rows.joined(separator: "\n") + "\n"

    @Test(arguments: [
        "a.csv", "a.csv.gz", "a.csv.zst", "a.tsv", "a.tsv.gz", "a.ndjson", "a.ndjson.gz",
        "a.jsonl.zst", "a.parquet",
    ])
    func `every format gives the same events`(name: String) async throws {
        try await ImportFixture.with { fixture in
            let source = try fixture.write(Self.csv, named: "source.csv")
            try await fixture.convert(source, to: name)
            let report = try await fixture.run([name], types: ["amount": .integer])
            #expect(report.summary?.eventCount == 3)
            #expect(report.summary?.userCount == 2)
            #expect(try fixture.users() == ["007", "ann"])
            #expect(try fixture.events() == ["open", "pay"])
            #expect(
                report.properties == [.init("os", .text), .init("amount", .integer)])
            let dataset = try fixture.dataset()
            #expect(dataset.partitions.first?.firstTime == 1_767_225_600_000)
        }
    }

    @Test func `user ids stay exactly as written`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                "user,time,event\n007,2026-01-01,a\n17850.0,2026-01-01,a\n 1e3,2026-01-01,a\n",
                named: "a.csv")
            try await fixture.run(["a.csv"])
            #expect(try fixture.users() == [" 1e3", "007", "17850.0"])
        }
    }

    @Test(arguments: [
        ("2011-10-01T00:38:44.546+02:00", 1_317_422_324_546),
        ("2011-10-01 08:00", 1_317_423_600_000), ("2011-10-01", 1_317_394_800_000),
        ("2011-10-01T08:00:00+0900", 1_317_423_600_000), ("2011-10-01T01:00+02", 1_317_423_600_000),
        ("2011-09-30 23:00:00.0 Z", 1_317_423_600_000), ("2011-09-30T23:00:00Z", 1_317_423_600_000),
        ("1317423600", 1_317_423_600_000),
        ("1317423600000", 1_317_423_600_000), ("2011-10-01 08:00:00.25", 1_317_423_600_250),
    ])
    func `times are read with their offset or in the zone`(
        text: String, milliseconds: Int64
    ) async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write("user,time,event\na,\(text),e\n", named: "a.csv")
            try await fixture.run(["a.csv"])
            let expected = Moment(text)?.instant(in: try Zone("Asia/Seoul")) ?? milliseconds
            #expect(try fixture.dataset().partitions.first?.firstTime == expected)
        }
    }

    @Test func `a time zone given is that of times without an offset`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write("user,time,event\na,2011-07-01 08:00,e\n", named: "a.csv")
            try await fixture.run(["a.csv"], timezone: Zone("America/New_York"))
            #expect(try fixture.dataset().partitions.first?.firstTime == 1_309_521_600_000)
        }
    }

    @Test func `a format given reads times that are not ISO`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write("user,time,event\na,930101,e\n", named: "a.csv")
            try await fixture.run(["a.csv"], timezone: .utc, timeFormat: "%y%m%d")
            #expect(try fixture.dataset().partitions.first?.firstTime == 725_846_400_000)
        }
    }

    @Test func `importing a day again replaces it and leaves the others`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.csv, named: "a.csv")
            try await fixture.run(["a.csv"])
            _ = try fixture.write(
                "user,time,event,os,amount\neve,2026-01-02T10:00:00+09:00,pay,ios,1\n",
                named: "b.csv")
            let report = try await fixture.run(["b.csv"])
            #expect(report.summary?.totalEventCount == 3)
            #expect(report.summary?.replacedDays.map(\.eventsBefore) == [1])
        }
    }

    @Test func `appending keeps what there is`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.csv, named: "a.csv")
            try await fixture.run(["a.csv"])
            let report = try await fixture.run(["a.csv"], appends: true)
            #expect(report.summary?.totalEventCount == 6)
        }
    }

    @Test func `patterns match files in order, and a condition keeps rows out`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.csv, named: "p[1].csv")
            _ = try fixture.write(Self.csv.replacing("2026", with: "2025"), named: "p2.csv")
            let report = try await fixture.run(["p*.csv"], condition: "amount > 5 OR os = 'x'")
            #expect(report.fileCount == 2)
            #expect(report.summary?.eventCount == 2)
        }
    }

    @Test func `a column of a later file can be missing in an earlier one`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write("user,time,event\na,2026-01-01,x\n", named: "a.csv")
            _ = try fixture.write("user,time,event,n\na,2026-01-02,x,1.5\n", named: "b.csv")
            let report = try await fixture.run(["a.csv", "b.csv"])
            #expect(report.properties == [.init("n", .number)])
        }
    }

    @Test func `an empty file is fine`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write("", named: "a.csv")
            let report = try await fixture.run(["a.csv"])
            #expect(report.summary == nil)
        }
    }

    @Test func `types are told from the values`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                "user,time,event,i,z,n,b,t,e\n"
                    + "a,2026-01-01,x,1,01,1.5,true,2026-01-01T00:00:00Z,\n"
                    + "a,2026-01-01,x,-2,2,3,FALSE,2026-01-02,\n", named: "a.csv")
            let report = try await fixture.run(["a.csv"])
            let types: [DatasetSchema.PropertyType] = [
                .integer, .text, .number, .boolean, .time, .text,
            ]
            #expect(report.properties.map(\.type) == types)
        }
    }

    @Test func `texts in JSON stay texts, numbers stay numbers`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                #"{"user":1,"time":"2026-01-01","event":"x","code":"12","n":3,"o":{"a":1}}"#
                    + "\n\n"
                    + #"{"event":"x","user":"b","time":1767193200,"n":2.5,"ok":true}"# + "\n",
                named: "a.ndjson")
            let report = try await fixture.run(["a.ndjson"])
            #expect(report.summary?.eventCount == 2)
            #expect(
                report.properties == [
                    .init("code", .text), .init("n", .number), .init("o", .text),
                    .init("ok", .boolean),
                ])
        }
    }

    @Test func `rows without a value do not hide the type of a column`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                """
                user,time,event,n,x,b,t
                a,2026-01-01,e,,,,
                a,2026-01-01,e,1,1.5,true,2026-01-01
                a,2026-01-01,e,2,-2e3,false,2026-01-01T09:00:00Z
                a,2026-01-01,e,,,,

                """, named: "a.csv")
            let report = try await fixture.run(["a.csv"])
            #expect(report.properties.map(\.type) == [.integer, .number, .boolean, .time])
        }
    }
}
