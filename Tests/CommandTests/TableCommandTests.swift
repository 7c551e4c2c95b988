import Definitions
import Foundation
import TestSupport
import Testing

@Suite struct TableCommandTests {
    @Test func `a table is imported and says what it did`() async throws {
        try await SmallShop.withImport { folder in
            _ = try Fixture.write(
                "id,grade,age\nann,vip,30\nbob,gold,\n,x,1\nann,vip,31\n", named: "m.csv",
                in: folder)
            let done = try CXMProcess.run(
                "import", "table", "m.csv", "--dataset", "members", "--user", "id", in: folder)
            #expect(done.status == 0, "\(done.error)")
            let lines = done.output.split(separator: "\n").map { String($0) }
            #expect(
                lines[0] == "Imported 2 users (0 new) from 1 file into the table 'members'.")
            #expect(lines[1] == "1 row more of the same users: of each user the last one counts.")
            #expect(lines[2] == "Attributes: grade (text), age (integer).")
            #expect(lines[3].hasPrefix("Left out 1 row: 1 with no user."))
            let funnel = SmallShop.question.replacing(
                "{\"kind\":\"funnel\",",
                with: "{\"kind\":\"funnel\",\"where\":[{\"attribute\":\"age\",\"operator\":"
                    + "\"equals\",\"value\":31}],")
            let people = try CXMProcess.run(
                "people", "-", "--element", "converted-1", in: folder, input: funnel)
            #expect(people.output == "converted-1: 1 user:\nann\n", "\(people.error)")
            let timeline = try CXMProcess.run(
                "analyze", "-", in: folder,
                input: #"{"kind":"timeline","dataset":"shop","user":"ann"}"#)
            #expect(timeline.output.contains("\ngrade=vip age=31\n"), "\(timeline.output)")
        }
    }

    @Test func `further keys are refused with a sentence`() async throws {
        try await SmallShop.withImport { folder in
            let done = try CXMProcess.run(
                "import", "table", "m.csv", "--dataset", "m", "--user", "id", "--key", "a=b",
                in: folder)
            #expect(done.status == 64)
            #expect(done.error.contains("one row a user"))
        }
    }
}
