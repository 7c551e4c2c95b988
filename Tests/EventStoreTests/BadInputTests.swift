import Columns
import Definitions
import EventStore
import Foundation
import Testing

@Suite struct BadInputTests {
    static let event = StoredEvent(user: "a", time: 0, event: "e", values: ["n": .integer(1)])

    static func plan(_ change: (inout IngestPlan) -> Void = { _ in }) throws -> IngestPlan {
        var plan = IngestPlan(timezone: try Zone("UTC"), properties: [.init("n", .integer)])
        change(&plan)
        return plan
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func `a property of another type is refused with both types`() throws {
        let home = TestHome()
        try home.ingest([Self.event], try Self.plan())
        let text = message {
            try home.ingest([Self.event], try Self.plan { $0.properties = [.init("n", .text)] })
        }
        #expect(
            text == "The property 'n' of the dataset 'test' has the type integer, and this import "
                + "brings text. Convert the column, or give it another name.")
    }

    @Test func `zone, session gap and sequence stay those of the first import`() throws {
        let home = TestHome()
        try home.ingest([Self.event], try Self.plan())
        let zone = try Zone("Asia/Seoul")
        #expect(
            message { try home.ingest([Self.event], try Self.plan { $0.timezone = zone }) }
                == "The dataset 'test' has the time zone UTC, and this import says Asia/Seoul. "
                + "Import with UTC, or into a new dataset.")
        #expect(
            message {
                try home.ingest([Self.event], try Self.plan { $0.sessionGapMilliseconds = 1 })
            }.contains("session gap 1800000 ms"))
        #expect(
            message { try home.ingest([Self.event], try Self.plan { $0.hasSequence = true }) }
                .contains("by sequence"))
    }

    @Test func `rows without user, event or a sensible time are refused`() throws {
        let home = TestHome()
        let plan = IngestPlan(timezone: try Zone("UTC"))
        func batch(_ users: [String?], _ events: [String?], _ times: [Int64]) -> EventBatch {
            EventBatch(
                users: TextBlock(texts: users), times: times, events: TextBlock(texts: events))
        }
        let cases: [(EventBatch, String)] = [
            (batch(["a", nil], ["e", "e"], [0, 0]), "row 2 of a batch has no user"),
            (batch(["a", ""], ["e", "e"], [0, 0]), "row 2 of a batch has no user"),
            (batch(["a", "b"], [nil, "e"], [0, 0]), "row 1 of a batch has no event name"),
            (batch(["a"], ["e"], [.max]), "outside the years 1 to 9999"),
            (batch(["a"], ["e", "e"], [0]), "differ in length"),
        ]
        for (batch, words) in cases {
            let ingest = try EventIngest(home: home.path, dataset: "test", plan: plan)
            #expect(message { try ingest.append(batch) }.contains(words))
        }
        #expect(!FileManager.default.fileExists(atPath: home.folder()))
    }

    @Test func `more than 65,536 event names are refused`() throws {
        let home = TestHome()
        let plan = IngestPlan(timezone: try Zone("UTC"))
        let ingest = try EventIngest(home: home.path, dataset: "test", plan: plan)
        let names = (0..<65_537).map { "e\($0)" }
        func batch(_ count: Int) -> EventBatch {
            EventBatch(
                users: TextBlock(
                    codes: Array(repeating: 1, count: count), ends: [0, 1], bytes: [97]),
                times: Array(repeating: 0, count: count),
                events: TextBlock(texts: Array(names.prefix(count))))
        }
        try ingest.append(batch(65_536))
        #expect(
            message { try ingest.append(batch(65_537)) }
                .hasPrefix("The dataset 'test' would have more than 65536 event names."))
    }

    @Test func `nothing to import, a bad name, a role without property are refused`() throws {
        let home = TestHome()
        #expect(
            message { try home.ingest([], try Self.plan()) }
                .hasPrefix("There is no event to import into the dataset 'test'"))
        #expect(
            message { try home.ingest([Self.event], into: "../x", try Self.plan()) }
                .hasPrefix("'../x' cannot name a dataset."))
        #expect(
            message {
                try home.ingest([Self.event], try Self.plan { $0.roles = ["page": "url"] })
            }.hasPrefix("The role 'page' names the property 'url'"))
        #expect(
            message {
                try home.ingest(
                    [Self.event],
                    try Self.plan { $0.properties = [.init("n", .integer), .init("n", .integer)] })
            }.hasPrefix("The property 'n' is given twice."))
        #expect(EventDataset.names(home: home.path).isEmpty)
    }

    @Test func `an import that is given up leaves the dataset as it was`() throws {
        let home = TestHome()
        try home.ingest([Self.event], try Self.plan())
        let names = try home.names()
        do {
            let ingest = try EventIngest(home: home.path, dataset: "test", plan: try Self.plan())
            try ingest.append(EventBatch([Self.event, Self.event], plan: try Self.plan()))
        }
        #expect(try home.names() == names)
        #expect(try home.events() == [Self.event])
        // The lock is free again.
        try home.ingest([Self.event], try Self.plan())
    }
}
