import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

@Suite(.enabled(if: InstalledDuckDB.library != nil, InstalledDuckDB.missing))
struct VectorTests {
    /// The table of the design's section 2.2, checked against another product's window funnel.
    private static let vectors: [(steps: String, window: Int64, journeys: String)] = [
        (
            "ABC", 1000,
            """
            u1 A0 B10 C20    -> 3
            u2 A0 X5 B10 C20 -> 3
            u3 B0 A10 C20    -> 1
            u4 B0 C10        -> 0
            """
        ),
        ("ABCD", 1000, "u1 A0 B10 D20 C30 -> 3"),
        (
            "AB", 60,
            """
            u1 A0 B60      -> 2
            u2 A0 B61      -> 1
            u3 A0 A50 B100 -> 2
            u4 A5 B5       -> 2
            u5 B5 A5       -> 2
            """
        ),
        (
            "ABC", 60,
            """
            u1 A0 A30 B45 C75      -> 3
            u2 A0 B10 A50 C100     -> 2
            u3 A0 B10 A20 C60      -> 3
            u4 A0 B10 A20 C65      -> 2
            u5 A0 B10 A50 B55 C100 -> 3
            u6 C5 B5 A5            -> 3
            """
        ),
        ("AA", 60, "u1 A0 -> 1\nu2 A0 A1 -> 2\nu3 A0 A0 -> 2"),
        ("ABA", 60, "u1 A0 B1 -> 2\nu2 A0 B1 A2 -> 3\nu3 A0 B0 -> 2\nu4 A0 B0 A0 -> 3"),
    ]

    @Test func `the table of examples holds`() async throws {
        let duckDB = try await DuckDBEngine()
        for vector in Self.vectors {
            let funnel = Funnel.of(vector.steps) {
                $0.window = TimeSpan(vector.window, .millisecond)
            }
            try await expect(funnel, vector.journeys, duckDB)
        }
    }

    @Test func `one event fills one step, whichever it matches`() async throws {
        let duckDB = try await DuckDBEngine()
        let either = EventMatcher([.init(event: "A"), .init(event: "B")])
        var funnel = Funnel.of("AB") { $0.steps[0] = either }
        try await expect(funnel, "u1 B0 -> 1\nu2 B0 B0 -> 2\nu3 A0 B0 -> 2\nu4 A0 A0 -> 1", duckDB)
        funnel.order = .unordered
        try await expect(funnel, "u1 B0 -> 1\nu2 B0 A5 -> 2\nu3 A0 A5 -> 1", duckDB)
        funnel.order = .strict
        try await expect(funnel, "u1 A0 X1 B2 -> 1\nu2 A0 X1 A1 B2 -> 2", duckDB)
    }

    @Test func `thirty-two steps of one event take thirty-two events`() async throws {
        let duckDB = try await DuckDBEngine()
        let funnel = Funnel.of(String(repeating: "A", count: 32))
        let events = (0..<31).map { "A\($0 / 4)" }.joined(separator: " ")
        try await expect(funnel, "u1 \(events) -> 31\nu2 \(events) A7 -> 32", duckDB)
        let letters = Funnel.of("ABCDEFGHIJKLMNOPQRSTUVWXYZABCDEF")
        let path = letters.steps.indices.map { "\(letters.steps[$0].title)\($0 / 5)" }
        try await expect(letters, "u1 \(path.joined(separator: " ")) -> 32", duckDB)
    }

    private func expect(_ funnel: Funnel, _ text: String, _ duckDB: DuckDBEngine) async throws {
        let journeys = JourneySet(text: text)
        let answer = try await duckDB.engine(journeys, funnel, nil)
        for journey in journeys.users {
            #expect(answer.levels[journey.user] ?? 0 == journey.expected, "\(journey.path)")
        }
    }
}
