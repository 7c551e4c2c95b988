import BehaviorSQL
import Definitions
import SQL
import TestSupport
import Testing

/// The compiled SQL itself, to be read: the answers are the agreement tests' business.
@Suite struct CompiledTests {
    private func difference(
        _ funnel: Funnel, _ range: ResolvedRange? = nil, table: EventTable = .simple,
        from name: String
    ) throws -> String? {
        let sql = try FunnelSQL(
            funnel, range: range, table: table, zone: .utc,
            segments: ["vip": .init(.table(["vip"]), column: "user")])
        return Snapshot.difference(of: shown(try sql.tally(in: DuckDB())), from: name)
    }

    @Test func `an ordered funnel is windows over the moments before`() throws {
        let funnel = Funnel.of("ABC") { $0.window = TimeSpan(1, .day) }
        let range = ResolvedRange(from: 0, to: 1000)
        #expect(try difference(funnel, range, from: "ordered.sql") == nil)
    }

    @Test func `a strict funnel with all options numbers its moments`() throws {
        let funnel = Funnel.of("AAB") {
            $0.order = .strict
            $0.unit = .session
            $0.stepWindow = TimeSpan(1, .hour)
            $0.hold = ["os"]
            $0.exclusions = [.init(.init([.init(event: "X")]), afterStep: 1, beforeStep: 2)]
            $0.breakdown = .init(.property("amount", atStep: 2))
            $0.segments = [.all, .others("vip")]
        }
        #expect(try difference(funnel, table: .app, from: "strict.sql") == nil)
    }

    @Test func `an unordered funnel pairs anchors with later moments`() throws {
        let funnel = Funnel.of("AB") {
            $0.order = .unordered
            $0.window = TimeSpan(1, .hour)
            $0.segments = [.members("vip")]
        }
        #expect(try difference(funnel, from: "unordered.sql") == nil)
    }

    @Test func `an entry funnel folds lists of events`() throws {
        let funnel = Funnel.of("AB") {
            $0.unit = .entry
            $0.window = TimeSpan(1, .hour)
        }
        #expect(try difference(funnel, from: "entries.sql") == nil)
    }

    @Test func `the users of an element are one column in the order of their keys`() throws {
        let funnel = Funnel.of("AB") { $0.breakdown = .init(.property("os", atStep: 1)) }
        let sql = try FunnelSQL(funnel, range: nil, table: .simple, zone: .utc)
        let text = try sql.people(
            of: FunnelElement(.dropped, step: 1, breakdown: .value("ios")), in: DuckDB())
        #expect(Snapshot.difference(of: shown(text), from: "people.sql") == nil)
    }
}
