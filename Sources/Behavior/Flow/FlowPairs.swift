import Definitions

/// Counts of every pair of neighbouring labels: with few labels and one path a user, one pass gives
/// the whole answer.
struct FlowPairs: FlowCollector {
    private let labelCount: Int
    private(set) var arrivals: ArrivalCollector
    private var exits: [UInt32]
    private var links: [UInt32]

    /// How many pairs are counted at the most: what stays in the cache of a core.
    private static let pairLimit = 1 << 18

    /// Nil where there are too many labels, or where different users must be told apart.
    init?(_ plan: FlowPlan) {
        labelCount = plan.labels.texts.count
        let pairs = labelCount.multipliedReportingOverflow(by: labelCount * (plan.steps - 1))
        guard plan.unit == .user, !pairs.overflow, pairs.partialValue <= Self.pairLimit else {
            return nil
        }
        arrivals = ArrivalCollector(plan)
        exits = Array(repeating: 0, count: plan.steps * labelCount)
        links = Array(repeating: 0, count: pairs.partialValue)
    }

    var byteCount: Int { arrivals.byteCount + 4 * (exits.count + links.count) }

    mutating func add(user: Int, _ path: FlowPath) {
        arrivals.add(user: user, path)
        let labels = path.labels
        var previous = Int(labels[0])
        for step in 1..<max(1, labels.count) {
            let label = Int(labels[step])
            links[((step - 1) * labelCount + previous) * labelCount + label] += 1
            previous = label
        }
        if path.isEnded { exits[(labels.count - 1) * labelCount + previous] += 1 }
    }

    /// Hands every exit and link that was counted to `tally`, with how often.
    func give(to tally: inout FlowTally) {
        for cell in exits.indices where exits[cell] > 0 {
            tally.addExits(
                cell / labelCount, UInt32(cell % labelCount), count: Int(exits[cell]))
        }
        for cell in links.indices where links[cell] > 0 {
            tally.addLinks(
                cell / (labelCount * labelCount), from: UInt32(cell / labelCount % labelCount),
                to: UInt32(cell % labelCount), count: Int(links[cell]))
        }
        arrivals.give(to: &tally)
    }
}
