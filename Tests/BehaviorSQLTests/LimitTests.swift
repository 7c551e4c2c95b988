import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

private struct CommonDialect: Dialect {
    let name = "Common"
}

/// What SQL refuses, and what may never stand in its text.
@Suite struct LimitTests {
    private func sql(
        _ funnel: Funnel, table: EventTable = .simple
    ) throws(BehaviorSQLError) -> FunnelSQL {
        try FunnelSQL(funnel, range: nil, table: table, zone: .utc)
    }

    private func steps(_ count: Int) -> [EventMatcher] {
        (0..<count).map { number in
            EventMatcher([
                .init(event: nil, filters: [.comparison("os", .equals, [.text("\(number)")])])
            ])
        }
    }

    @Test func `seven different steps that can match one event are too many`() throws {
        _ = try sql(Funnel(dataset: "test", steps: steps(6)))
        let error = #expect(throws: BehaviorSQLError.self) {
            try sql(Funnel(dataset: "test", steps: steps(7)))
        }
        #expect(error?.code == .overlappingSteps)
        #expect(error?.description.contains("native engine") == true)
        // Entries take event by event and need no sets.
        _ = try sql(Funnel(dataset: "test", steps: steps(7), unit: .entry))
    }

    @Test func `all but entries can be said in common SQL`() throws {
        let range = ResolvedRange(from: 0, to: 10)
        for order in Funnel.Order.allCases {
            for unit in [Funnel.Unit.user, .session] {
                let funnel = Funnel.of("AAB") {
                    $0.order = order
                    $0.unit = unit
                    $0.hold = ["os"]
                    $0.breakdown = .init(.property("since", atStep: 2))
                    $0.exclusions = [.init($0.steps[2], afterStep: 1, beforeStep: 3)]
                }
                let sql = try FunnelSQL(funnel, range: range, table: .simple, zone: .utc)
                let text = try sql.tally(in: CommonDialect()).text
                #expect(!text.contains("list") && !text.contains("struct"))
            }
        }
        let entries = try sql(Funnel.of("AB") { $0.unit = .entry })
        let error = #expect(throws: BehaviorSQLError.self) {
            try entries.tally(in: CommonDialect())
        }
        #expect(error?.code == .dialect)
        #expect(error?.description.contains("Common") == true)
    }

    @Test func `names that the table lacks are errors`() {
        let funnels = [
            Funnel.of("AB") { $0.hold = ["oss"] },
            Funnel.of("AB") { $0.filters = [.comparison("oss", .isSet, [])] },
            Funnel.of("AB") { $0.breakdown = .init(.property("oss", atStep: 1)) },
            Funnel.of("AB") { $0.breakdown = .init(.attribute("oss")) },
            Funnel.of("AB") { $0.segments = [.members("oss")] },
            Funnel.of("AB") { $0.segments = [.all, .others("oss")] },
        ]
        for funnel in funnels {
            let error = #expect(throws: BehaviorSQLError.self) { try sql(funnel) }
            #expect(error?.code == .unknownName)
            #expect(error?.description.contains("'oss'") == true)
        }
    }

    @Test func `a value that does not fit is an error`() {
        let funnel = Funnel.of("AB") { $0.filters = [.comparison("since", .less, [.text("soon")])] }
        let error = #expect(throws: BehaviorSQLError.self) { try sql(funnel) }
        #expect(error?.code == .unfittingValue)
    }

    @Test func `an answer of another form is an error`() throws {
        let sql = try sql(Funnel.of("AB"))
        for rows in [[[SQLValue.integer(1)]], [Array(repeating: .text("x"), count: 52)]] {
            let error = #expect(throws: BehaviorSQLError.self) { try sql.series(from: rows) }
            #expect(error?.code == .unreadableAnswer)
        }
        #expect(try sql.series(from: []).map(\.tally.reached) == [[0, 0]])
    }

    @Test(arguments: ["'; DROP TABLE events; --", "\\' OR 1=1", "\"; SELECT 1", "x\ny", "?"])
    func `no value of a question stands in the text`(attack: String) throws {
        let filters: [Filter] = [
            .comparison("os", .equals, [.text(attack)]),
            .comparison("os", .isIn, [.text(attack), .text("b")]),
            .comparison("os", .contains, [.text(attack)]),
        ]
        let funnel = Funnel(
            dataset: attack,
            steps: [
                EventMatcher([.init(event: attack, filters: filters)], label: attack),
                EventMatcher([.init(event: "B")]),
            ], filters: filters,
            breakdown: .init(.property("os", atStep: 1)))
        let sql = try sql(funnel)
        let element = FunnelElement(.converted, step: 1, breakdown: .value(attack))
        for text in [try sql.tally(in: DuckDB()), try sql.people(of: element, in: DuckDB())] {
            #expect(attack == "?" || !text.text.contains(attack))
            #expect(text.parameters.contains(.text(attack)))
            #expect(text.text.count { $0 == "?" } == text.parameters.count)
        }
    }

    @Test func `names of a table are quoted`() throws {
        let table = EventTable(
            source: .table(["a\"b"]), user: "u\"; --", time: .milliseconds("select"), event: "e")
        let text = try sql(Funnel.of("AB"), table: table).tally(in: DuckDB()).text
        #expect(text.contains(#"FROM "a""b""#))
        #expect(text.contains(#"CAST("u""; --" AS VARCHAR)"#))
        #expect(text.contains(#""select" AS event_time"#))
    }
}
