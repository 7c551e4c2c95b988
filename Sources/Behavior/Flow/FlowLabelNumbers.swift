import Columns
import Definitions
import EventStore

/// The labels of a flow as numbers, by the codes of the column whose values are followed.
struct FlowLabelNumbers: Sendable {
    /// A label that no event has.
    static let unknown = UInt32.max

    /// By code; 0 where there is no value or where it is hidden.
    let byCode: [UInt32]
    /// By number; number 0 is no label.
    let texts: [String]
    /// The values by code, and the place of each event's name in the order of names: what orders
    /// events of one time.
    let values: [String]
    let eventRanks: [UInt32]

    init(_ flow: Flow, property: Int?, dataset: EventDataset) throws(AnalysisError) {
        var values = dataset.events
        if let property { values = try [""] + dataset.texts(of: property) }
        self.values = values
        eventRanks = Self.ranks(dataset.events)
        let hasNone = property != nil
        var texts = [""] + values.dropFirst(hasNone ? 1 : 0)
        let own = values.indices.map { UInt32($0 + (hasNone ? 0 : 1)) }
        if flow.rules.isEmpty, flow.hidden.isEmpty {
            byCode = own
        } else {
            let labels = FlowLabels(flow)
            var shared: [[UInt8]: UInt32] = [:]
            for rule in flow.rules where shared[Array(rule.label.utf8)] == nil {
                shared[Array(rule.label.utf8)] = UInt32(texts.count)
                texts.append(rule.label)
            }
            var byCode = own
            for code in values.indices {
                if hasNone, code == 0 { continue }
                guard let label = labels.label(of: values[code]) else {
                    byCode[code] = 0
                    continue
                }
                if !shared.isEmpty { byCode[code] = shared[Array(label.utf8)] ?? own[code] }
            }
            self.byCode = byCode
        }
        self.texts = texts
    }

    /// The number of a label that some value has; nil where none has it.
    func number(of label: String) -> UInt32? {
        byCode.first { $0 != 0 && texts[Int($0)].utf8.elementsEqual(label.utf8) }
    }

    /// Whether an event stands before another of the same time and sequence number.
    func precedes(event: UInt32, code: UInt32, _ otherEvent: UInt32, _ otherCode: UInt32) -> Bool {
        if event != otherEvent { return eventRanks[Int(event)] < eventRanks[Int(otherEvent)] }
        guard code != otherCode else { return false }
        return values[Int(code)].utf8.lexicographicallyPrecedes(values[Int(otherCode)].utf8)
    }

    private static func ranks(_ names: [String]) -> [UInt32] {
        var ranks = Array(repeating: UInt32(0), count: names.count)
        let order = names.indices.sorted {
            names[$0].utf8.lexicographicallyPrecedes(names[$1].utf8)
        }
        for (rank, index) in order.enumerated() { ranks[index] = UInt32(rank) }
        return ranks
    }
}
