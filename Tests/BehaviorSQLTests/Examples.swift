import BehaviorSQL
import Definitions
import SQL
import TestSupport

extension Funnel {
    /// A funnel whose steps are the letters: `.of("ABC")`.
    static func of(_ letters: String, _ change: (inout Funnel) -> Void = { _ in }) -> Funnel {
        var funnel = Funnel(
            dataset: "test", steps: letters.map { EventMatcher([.init(event: String($0))]) })
        change(&funnel)
        return funnel
    }
}

extension Filter {
    static func comparison(
        _ property: String, _ operation: Comparison.Operator, _ values: [Value],
        orNull: Bool = false
    ) -> Filter {
        .comparison(
            Comparison(property: property, operator: operation, values: values, orNull: orNull))
    }
}

extension EventTable {
    /// A table of an app's log.
    static let app = EventTable(
        source: .table(["lake", "events"]), user: "member", time: .timestamp("logged at"),
        event: "name", sequence: "row",
        properties: [.init("os", .text), .init("amount", .integer, column: "amount_won")],
        users: .init(
            .init(.table(["lake", "members"]), column: "member"),
            attributes: [.init("grade", .text)]))

    /// The same without a sequence column.
    static let simple = EventTable(
        source: .table(["events"]), user: "user", time: .milliseconds("time"), event: "event",
        properties: [.init("os", .text), .init("since", .time)])
}

/// A statement as snapshots show it: the text, then the values of its places.
func shown(_ text: SQLText) -> String {
    text.text + "\n\n" + text.parameters.map { "-- \($0)\n" }.joined()
}
