import Definitions

/// Which labels are shown at each step, as numbers of nodes.
struct FlowNodes: Sendable {
    /// By step: the numbers of the labels that are shown, the most frequent first.
    let shown: [[UInt32]]
    /// The node that all other labels share.
    let other: Int
    private let labelCount: Int
    private let places: [UInt8]

    /// Chooses the labels with the most arrivals; of equal ones those with the smaller text.
    init(_ collectors: [ArrivalCollector], plan: FlowPlan) {
        labelCount = plan.labels.texts.count
        other = plan.nodesPerStep
        var places = Array(repeating: UInt8(plan.nodesPerStep), count: plan.steps * labelCount)
        var shown: [[UInt32]] = []
        for step in 0..<plan.steps {
            var counts = Array(repeating: 0, count: labelCount)
            for collector in collectors { collector.addCounts(of: step, to: &counts) }
            let top = Self.top(plan.nodesPerStep, counts, plan.labels.texts)
            for (place, label) in top.enumerated() {
                places[step * labelCount + Int(label)] = UInt8(place)
            }
            shown.append(top)
        }
        self.places = places
        self.shown = shown
    }

    private static func top(_ limit: Int, _ counts: [Int], _ texts: [String]) -> [UInt32] {
        let found = counts.indices.filter { counts[$0] > 0 }.sorted { counts[$0] > counts[$1] }
        guard found.count > limit else { return found.map { UInt32($0) } }
        // Texts are compared only where the limit cuts through equal counts.
        let least = counts[found[limit - 1]]
        let certain = found.prefix { counts[$0] > least }
        let equal = found.filter { counts[$0] == least }.sorted {
            texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8)
        }
        return (certain + equal.prefix(limit - certain.count)).map { UInt32($0) }
    }

    /// The node of a label at a step.
    func place(_ step: Int, _ label: UInt32) -> Int {
        Int(places[step * labelCount + Int(label)])
    }
}

/// Counts how many paths have each label at each step. Memory: 4 bytes for each of both.
struct ArrivalCollector: FlowCollector {
    private let labelCount: Int
    private var counts: [UInt32]

    init(_ plan: FlowPlan) {
        labelCount = plan.labels.texts.count
        counts = Array(repeating: 0, count: plan.steps * labelCount)
    }

    var byteCount: Int { 4 * counts.count }

    mutating func add(user: Int, _ path: FlowPath) {
        var first = 0
        for label in path.labels {
            counts[first + Int(label)] += 1
            first += labelCount
        }
    }

    /// Hands every arrival that was counted to `tally`, with how often.
    func give(to tally: inout FlowTally) {
        for cell in counts.indices where counts[cell] > 0 {
            tally.addArrivals(
                cell / labelCount, UInt32(cell % labelCount), count: Int(counts[cell]))
        }
    }

    func addCounts(of step: Int, to sums: inout [Int]) {
        for label in 0..<labelCount { sums[label] += Int(counts[step * labelCount + label]) }
    }
}
