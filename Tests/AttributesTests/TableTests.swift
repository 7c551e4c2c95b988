import Attributes
import Columns
import Definitions
import EventStore
import Foundation
import Identities
import Testing

@Suite struct TableTests {
    @Test(arguments: [1, 7, 64, 1000])
    func `what goes in comes out`(batchSize: Int) throws {
        var random = SystemRandomNumberGenerator()
        let home = AttributeHome()
        let rows = (0..<500).map { index in
            Row(
                user: "u\(index)", grade: ["vip", "gold", "", nil, "가나"].randomElement() ?? nil,
                age: Bool.random() ? Int64.random(in: -3...90, using: &random) : nil,
                score: Bool.random() ? Double.random(in: -1...1) : nil,
                agrees: [true, false, nil].randomElement() ?? nil,
                joined: Bool.random() ? Int64.random(in: 0...1 << 42) : nil)
        }
        let summary = try home.ingest(rows, batchSize: batchSize)
        #expect(summary.userCount == 500 && summary.newUserCount == 500)
        #expect(summary.duplicateCount == 0 && summary.userCountBefore == nil)
        let table = try AttributeTable(home: home.path, name: "members")
        for attribute in AttributeHome.columns {
            let column = try table.column(attribute.name)
            #expect(column.type == attribute.type)
            let presence = column.presence(of: 0..<700)
            for (number, row) in rows.enumerated() {
                let expected = row.value(attribute.name)
                #expect(column.value(of: UInt32(number)) == expected)
                #expect((presence[number] == 1) == (expected != nil))
            }
            #expect(presence[500...].allSatisfy { $0 == 0 } && column.value(of: 500) == nil)
        }
    }

    @Test func `texts ascend by bytes, and unused ones are not kept`() throws {
        let home = AttributeHome()
        try home.ingest([
            Row(user: "a", grade: "unused"), Row(user: "b", grade: "b"), Row(user: "c", grade: "B"),
            Row(user: "a", grade: "a"),
        ])
        let column = try AttributeTable(home: home.path, name: "members").column("grade")
        #expect(column.dictionary?.texts == ["B", "a", "b"])
        #expect(column.codes(of: 0..<4) == [2, 3, 1, 0])
    }

    @Test func `a stretch of users reads as the whole does`() throws {
        let home = AttributeHome()
        try home.ingest((0..<200).map { Row(user: "u\($0)", age: $0 % 3 == 0 ? nil : Int64($0)) })
        let column = try AttributeTable(home: home.path, name: "members").column("age")
        #expect(column.words(of: 64..<300)[1] == 65)
        #expect(column.presence(of: 64..<300).prefix(3) == [1, 1, 0])
        #expect(column.presence(of: 200..<300) == Array(repeating: 0, count: 100))
        #expect(column.words(of: 500..<501) == [0])
    }

    @Test func `the last row of a user counts, or the one with the latest time`() throws {
        let home = AttributeHome()
        let rows = [
            Row(user: "a", age: 1, time: 5), Row(user: "b", age: 2, time: 1),
            Row(user: "a", age: 3, time: 4), Row(user: "b", age: nil, time: 1),
        ]
        let summary = try home.ingest(rows, batchSize: 2)
        #expect(summary.rowCount == 4 && summary.userCount == 2 && summary.duplicateCount == 2)
        #expect(try home.value("a", "age") == .integer(3))
        #expect(try home.value("b", "age") == nil)
        try home.ingest(rows, batchSize: 2, hasTimes: true)
        #expect(try home.value("a", "age") == .integer(1))
        #expect(try home.value("b", "age") == nil)
    }

    @Test func `an import replaces the table, and users keep their numbers`() throws {
        let home = AttributeHome()
        try home.ingest([Row(user: "a", age: 1), Row(user: "b", age: 2), Row(user: "c", age: 3)])
        let open = try AttributeTable(home: home.path, name: "members").column("age")
        let before = try Identities(home: home.path).number(of: "b")
        let summary = try home.ingest([Row(user: "d", age: 4), Row(user: "b", age: 5)])
        #expect(summary.userCountBefore == 3 && summary.newUserCount == 1)
        #expect(try Identities(home: home.path).number(of: "b") == before)
        #expect(try home.value("a", "age") == nil && home.value("b", "age") == .integer(5))
        #expect(open.value(of: 0) == .integer(1), "what is open is not disturbed")
        #expect(home.names().allSatisfy { !$0.contains("-1.") }, "replaced files are removed")
        let table = try AttributeTable(home: home.path, name: "members")
        #expect(Set(home.names()) == Set(table.manifest.fileNames + ["manifest.json"]))
    }

    @Test func `an import that is given up changes nothing`() throws {
        let home = AttributeHome()
        do {
            let ingest = try TableIngest(
                home: home.path, table: "members", attributes: AttributeHome.columns)
            try ingest.append(Row.batch([Row(user: "a", age: 1)], hasTimes: false))
            ingest.abort()
        }
        #expect(AttributeTable.names(home: home.path).isEmpty)
        try home.ingest([Row(user: "a", age: 1)])
        let names = home.names()
        let ingest = try TableIngest(
            home: home.path, table: "members", attributes: AttributeHome.columns)
        #expect(throws: AttributesError.self) { _ = try ingest.commit() }
        #expect(home.names() == names)
        #expect(try home.value("a", "age") == .integer(1))
    }

    @Test func `leavings of a crash are removed by the next import`() throws {
        let home = AttributeHome()
        try home.ingest([Row(user: "a", age: 1)])
        for name in ["a0-2.column", "a3-2.dictionary", "manifest.json.new"] {
            try Data([1]).write(to: URL(filePath: home.folder() + "/" + name))
        }
        try home.ingest([Row(user: "a", age: 2)])
        #expect(try home.value("a", "age") == .integer(2))
        #expect(!home.names().contains("a3-2.dictionary"))
        #expect(!home.names().contains("manifest.json.new"))
    }

    @Test func `one change of a home at a time`() throws {
        let home = AttributeHome()
        let first = try TableIngest(home: home.path, table: "members", attributes: [])
        #expect(throws: AttributesError.self) {
            try TableIngest(home: home.path, table: "other", attributes: [])
        }
        first.abort()
        _ = try TableIngest(home: home.path, table: "other", attributes: [])
    }

    @Test(arguments: ["", "a/b", "..", "-a", "a b"])
    func `a name that is no folder is refused`(name: String) throws {
        let home = AttributeHome()
        #expect(throws: AttributesError.self) {
            try TableIngest(home: home.path, table: name, attributes: [])
        }
    }

    @Test func `a column that two tables have is named with its table`() throws {
        let home = AttributeHome()
        func add(_ table: String, _ names: [String]) throws {
            let ingest = try TableIngest(
                home: home.path, table: table, attributes: names.map { .init($0, .integer) })
            try ingest.append(
                TableBatch(
                    users: TextBlock(texts: ["a"]),
                    values: names.map { .integer([Int64($0.utf8.count)]) }))
            _ = try ingest.commit()
        }
        try add("members", ["age", "grade"])
        try add("shops", ["grade", "opened"])
        let attributes = try UserAttributes(home: home.path)
        #expect(attributes.names == ["age", "members.grade", "shops.grade", "opened"])
        #expect(try attributes.column("members.age")?.value(of: 0) == .integer(3))
        #expect(try attributes.column("shops.grade")?.table == "shops")
        #expect(try attributes.column("grade") == nil)
        #expect(attributes.schema.map(\.name).suffix(2) == ["members.age", "shops.opened"])
    }
}
