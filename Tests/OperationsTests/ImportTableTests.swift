import Attributes
import Definitions
import EventStore
import Foundation
import Identities
import Operations
import TestSupport
import Testing
import Warehouses

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct ImportTableTests {
    static let csv = """
        user,grade,age,amount,joined
        ann,vip,34,5,2026-01-01
        007,,41,7,2026-02-01T10:00:00+09:00
        bob,gold,,,

        """

    private func value(
        _ fixture: ImportFixture, _ user: String, _ attribute: String
    ) throws -> Value? {
        let number = try #require(try Identities(home: fixture.home.path).number(of: user))
        return try UserAttributes(home: fixture.home.path).column(attribute)?.value(of: number)
    }

    @Test(arguments: ["a.csv", "a.csv.gz", "a.tsv", "a.ndjson", "a.parquet"])
    func `every format gives the same attributes`(name: String) async throws {
        try await ImportFixture.with { fixture in
            let source = try fixture.write(
                Self.csv, named: "source.csv")
            try await fixture.convert(source, to: name)
            let report = try await fixture.runTable([name], types: ["amount": .number])
            #expect(report.summary?.userCount == 3 && report.summary?.newUserCount == 3)
            #expect(report.rejects.total == 0)
            #expect(report.attributes.map(\.name) == ["grade", "age", "amount", "joined"])
            #expect(try value(fixture, "ann", "grade") == .text("vip"))
            #expect(try value(fixture, "007", "grade") == nil)
            // What a Parquet or JSON file holds as a text stays one.
            let areTexts = name == "a.parquet" || name == "a.ndjson"
            #expect(
                try value(fixture, "007", "age") == (areTexts ? .text("41") : .integer(41)))
            #expect(
                try value(fixture, "ann", "joined")
                    == (name == "a.parquet"
                        ? .text("2026-01-01") : .integer(1_767_193_200_000)))
            #expect(try value(fixture, "bob", "amount") == nil)
        }
    }

    @Test func `users of a table are those of the events, others are new`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                "user,time,event\nbob,2026-01-01,open\nzoe,2026-01-01,open\n", named: "e.csv")
            try await fixture.run(["e.csv"])
            _ = try fixture.write(Self.csv, named: "a.csv")
            let report = try await fixture.runTable(["a.csv"])
            #expect(report.summary?.newUserCount == 2)
            let users = try Identities(home: fixture.home.path)
            #expect((0..<4).compactMap { users.id(of: $0) } == ["bob", "zoe", "ann", "007"])
            #expect(try value(fixture, "zoe", "grade") == nil)
        }
    }

    @Test func `rows without a user are counted and written with their line`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write("user,n\na,1\n,2\nb,3\nc,4,5\n", named: "a.csv")
            let report = try await fixture.runTable(["a.csv"])
            #expect(report.rejects.counts == [.noUser: 1, .brokenLine: 1])
            #expect(report.rejects.first.map(\.line) == [3, 5])
            #expect(report.summary?.userCount == 2)
            let path = try #require(report.rejects.path)
            #expect(try String(contentsOfFile: path, encoding: .utf8).contains(",3,no user,"))
        }
    }

    @Test func `of several rows the last counts, over files too`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write("user,n\na,1\nb,1\na,2\n", named: "1.csv")
            _ = try fixture.write("user,n,m\nb,3,x\n", named: "2.csv")
            let report = try await fixture.runTable(["1.csv", "2.csv"])
            #expect(report.summary?.rowCount == 4 && report.summary?.duplicateCount == 2)
            #expect(try value(fixture, "a", "n") == .integer(2))
            #expect(try value(fixture, "b", "n") == .integer(3))
            #expect(try value(fixture, "b", "m") == .text("x"))
            #expect(try value(fixture, "a", "m") == nil)
        }
    }

    @Test func `with a time the latest row counts, and one without is left out`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(
                """
                user,n,at
                a,1,2026-01-03
                a,2,2026-01-02
                a,3,
                b,4,never

                """, named: "a.csv")
            let report = try await fixture.runTable(
                ["a.csv"], time: "at", types: ["at": .text])
            #expect(report.rejects.counts == [.noTime: 1, .unreadableTime: 1])
            #expect(try value(fixture, "a", "n") == .integer(1))
            #expect(report.hasTimes && report.summary?.duplicateCount == 1)
        }
    }

    @Test func `columns can be chosen, and rows by a condition`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.csv, named: "a.csv")
            let report = try await fixture.runTable(
                ["a.csv"], columns: .named(["age"]), condition: "amount > 6 AND grade IS NULL")
            #expect(report.attributes == [.init("age", .integer)])
            #expect(report.summary?.userCount == 1)
            #expect(try UserAttributes(home: fixture.home.path).names == ["age"])
        }
    }

    @Test func `a second import replaces the first`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.csv, named: "a.csv")
            _ = try fixture.write("user,age\nann,35\n", named: "b.csv")
            try await fixture.runTable(["a.csv"])
            let report = try await fixture.runTable(["b.csv"])
            #expect(report.summary?.userCountBefore == 3 && report.summary?.newUserCount == 0)
            #expect(try value(fixture, "ann", "age") == .integer(35))
            #expect(try value(fixture, "007", "age") == nil)
            #expect(try UserAttributes(home: fixture.home.path).names == ["age"])
        }
    }

    /// What the import says where it fails; checks that the table is as before.
    private func failure(
        _ text: String, user: String = "user", time: String? = nil, table: String = "users",
        condition: String? = nil, types: [String: DatasetSchema.PropertyType] = [:]
    ) async throws -> String {
        var sentence = ""
        try await ImportFixture.with { fixture in
            _ = try fixture.write(Self.csv, named: "good.csv")
            try await fixture.runTable(["good.csv"])
            let before = try AttributeTable(home: fixture.home.path, name: "users").manifest
            _ = try fixture.write(text, named: "a.csv")
            do {
                try await fixture.runTable(
                    ["a.csv"], table: table, user: user, time: time, condition: condition,
                    types: types)
                Issue.record("the import should have failed")
            } catch {
                sentence = "\(error)"
            }
            let after = try AttributeTable(home: fixture.home.path, name: "users").manifest
            #expect(after == before)
            #expect(try value(fixture, "ann", "age") == .integer(34))
        }
        return sentence
    }

    @Test func `a missing column is named with the nearest one`() async throws {
        let user = try await failure("usr,n\na,1\n")
        #expect(user.contains("'user', which --user names; the nearest is 'usr'"), "\(user)")
        let time = try await failure("user,n\na,1\n", time: "at")
        #expect(time.contains("'at', which --time names"), "\(time)")
        let type = try await failure("user,n\na,1\n", types: ["m": .integer])
        #expect(type.contains("'m', which --types names"), "\(type)")
    }

    @Test func `mixed types stop the import with column, line and value`() async throws {
        let rows = (1...110_000).map { "u\($0),\($0)\n" }.joined()
        let sentence = try await failure("user,n\n" + rows + "u,12a\n")
        #expect(sentence.contains("line 110002") && sentence.contains("column 'n'"))
        #expect(sentence.contains("--types n=text"), "\(sentence)")
    }

    @Test func `nothing readable, a bad name and a bad condition are sentences`() async throws {
        let nobody = try await failure("user,n\n,1\n,2\n")
        #expect(nobody.contains("No row can be imported into the table 'users': 2 with no user"))
        let name = try await failure("user,n\na,1\n", table: "a/b")
        #expect(name.contains("'a/b' cannot name a table"))
        let condition = try await failure("user,n\na,1\n", condition: "m > 1")
        #expect(condition.contains("of --where cannot be used"), "\(condition)")
    }

    @Test func `a file without rows changes nothing`() async throws {
        try await ImportFixture.with { fixture in
            _ = try fixture.write("user,n\n", named: "a.csv")
            let report = try await fixture.runTable(["a.csv"])
            #expect(report.summary == nil && report.rejects.total == 0)
            #expect(AttributeTable.names(home: fixture.home.path).isEmpty)
        }
    }
}
