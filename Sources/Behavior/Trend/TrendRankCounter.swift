import Columns
import Definitions
import EventStore

/// Counts each series' events by breakdown value, to find the values that are shown.
struct TrendRankCounter: Sendable {
    private let scan: TrendScan
    /// By series, then by rank.
    private(set) var events: [[Int]]
    private var kept = KeptEvents()

    init(_ scan: TrendScan, rankCount: Int) {
        self.scan = scan
        events = scan.plan.lines.map { _ in Array(repeating: 0, count: rankCount) }
    }

    mutating func walk(_ users: Range<Int>) {
        let members = scan.members?.slice(users)
        if let members, members.allSatisfy({ $0 == 0 }) { return }
        for part in scan.parts {
            guard let stretch = Stretch(part.partition, users: users) else { continue }
            let passing = scan.passing(part.partition, stretch)
            for (series, line) in scan.plan.lines.enumerated() {
                scan.keep(line, part.partition, stretch, passing: passing, into: &kept)
                Self.add(
                    kept, part, stretch, users, members, scan.plan.attribute, to: &events[series])
            }
        }
    }

    private static func add(
        _ kept: KeptEvents, _ part: TrendScan.Part, _ stretch: Stretch, _ users: Range<Int>,
        _ members: [UInt64]?, _ attribute: UserAttribute?, to counts: inout [Int]
    ) {
        let ranks = kept.values
        kept.forEachUser(part.partition, stretch, firstUser: users.lowerBound, members: members) {
            slot, events in
            if let attribute {
                let rank = Int(attribute.rank(of: users.lowerBound + slot))
                if rank < counts.count { counts[rank] += events.count }
            } else {
                for event in events {
                    let rank = Int(ranks[event])
                    if rank < counts.count { counts[rank] += 1 }
                }
            }
        }
    }
}
