import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct FilterTests {
    private static let texts = [
        "", "a", "A", "ab", "b", "10", "9", "it's", "%", "a_b", "\\", "아이폰", "e\u{301}", "é",
        "a\nb",
    ]
    private static let numbers: [Int64] = [-1, 0, 1, 10, 9_007_199_254_740_993]
    private static let times = [
        "2026-10-31", "2026-10-31T00:00:00Z", "2026-10-30T15:00:00Z", "2026-11-01",
    ]

    /// Every value of every type, and users without any.
    private static let journeys: JourneySet = {
        var users = texts.enumerated().map { Self.user("text\($0)", ["t": .text($1)]) }
        users += numbers.enumerated().map { Self.user("integer\($0)", ["i": .integer($1)]) }
        users += [0.5, -2.25, 1, 1e300].enumerated().map {
            Self.user("number\($0)", ["x": .number($1)])
        }
        users += [true, false].map { Self.user("boolean \($0)", ["b": .boolean($0)]) }
        users += times.enumerated().map { Self.user("time\($0)", ["at": .text($1)]) }
        users.append(Self.user("nothing", [:]))
        let zone = try? Zone("Asia/Seoul")
        return JourneySet(users, zone: zone ?? .utc, declaredTypes: ["at": .time])
    }()

    private static func user(_ name: String, _ properties: [String: Value]) -> Journey {
        Journey(name, events: [JourneyEvent("A", at: 0, properties: properties)])
    }

    private static func values(_ property: String) -> [Value] {
        switch property {
        case "t": texts.map { .text($0) } + [.integer(10)]
        case "i": numbers.map { .integer($0) } + [.number(0.5)]
        case "x": [.number(0.5), .integer(1), .number(-3)]
        case "b": [.boolean(true), .boolean(false)]
        default: times.map { .text($0) } + [.text("2026-10-31T00:00:00+09:00")]
        }
    }

    @Test(arguments: Comparison.Operator.allCases)
    func `a filter passes the events that it passes in the reference`(
        operation: Comparison.Operator
    ) async throws {
        let duckDB = try await DuckDBEngine()
        try await duckDB.load(Self.journeys)
        for (property, type) in Self.journeys.propertyTypes where operation.fits(type) {
            for filter in Self.filters(operation, property) {
                let funnel = Funnel(
                    dataset: "test",
                    steps: [
                        .init([.init(event: "A", filters: [filter])]), .init([.init(event: "B")]),
                    ])
                let expected = ReferenceEngine.answer(funnel, over: Self.journeys)
                let element = FunnelElement(.converted, step: 1)
                let sql = try FunnelSQL(
                    funnel, range: nil, table: Self.journeys.eventTable, zone: Self.journeys.zone)
                let users = try await duckDB.rows(sql.people(of: element, in: DuckDB()))
                #expect(
                    Set(users) == Set((expected.users[element] ?? []).map { [.text($0)] }),
                    "\(filter.json.rendered())")
            }
        }
    }

    private static func filters(
        _ operation: Comparison.Operator, _ property: String
    ) -> [Filter] {
        let values = values(property)
        let lists: [[Value]] =
            switch operation.valueCount {
            case 0...0: [[]]
            case 2...2: zip(values, values.dropFirst()).flatMap { [[$0, $1], [$1, $0]] }
            case 1...1 where operation == .matches:
                ["^a", "b$", "[0-9]+", "^(ios|아이)", "\\\\", "it's", "^$"].map { [.text($0)] }
            case 1...1: values.map { [$0] }
            default: [[values[0]], values]
            }
        return lists.flatMap { values in
            [false, true].map { .comparison(property, operation, values, orNull: $0) }
        }
    }
}
