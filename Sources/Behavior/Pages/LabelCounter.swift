import Columns
import EventStore

/// Counts the views and clicks of each label: enough to know which rows a table shows.
struct LabelCounter: Sendable {
    private let plan: PagesPlan
    private var events = PageEvents()
    private(set) var views: [Int]
    private(set) var clicks: [Int]

    init(_ plan: PagesPlan) {
        self.plan = plan
        views = Array(repeating: 0, count: plan.labels.titles.count)
        clicks = views
    }

    mutating func count(_ scan: PagesScan, users: Range<Int>) {
        if let members = scan.members, members.slice(users).allSatisfy({ $0 == 0 }) { return }
        for partition in scan.partitions {
            guard let stretch = Stretch(partition, users: users) else { continue }
            events.read(plan, partition, stretch, onlyPages: true)
            for index in stretch.users {
                let user = Int(partition.users.code(at: index))
                if let members = scan.members, !members.contains(user) { continue }
                let begin = Int(partition.offsets.code(at: index)) - stretch.first
                let end = Int(partition.offsets.code(at: index + 1)) - stretch.first
                count(events.kept.keptBefore(begin)..<events.kept.keptBefore(end))
            }
        }
    }

    private mutating func count(_ kept: Range<Int>) {
        let labels = plan.labels.labelOfRank
        for index in kept {
            let rank = Int(events.kept.values[index])
            guard rank < labels.count else { continue }
            let event = Int(events.kept.positions[index])
            if events.views.bit(event) { views[labels[rank]] += 1 }
            if events.clicks.bit(event) { clicks[labels[rank]] += 1 }
        }
    }
}
