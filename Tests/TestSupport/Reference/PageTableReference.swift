import Definitions

/// One table, counted row by row from the sessions.
struct PageTableReference {
    let pages: Pages
    let segment: SegmentChoice
    let index: Int
    let sessions: [[PageOccurrence]]

    func add(to answer: inout PagesAnswer) {
        let labels = shownLabels
        var rows: [PageRow] = []
        for label in labels.prefix(pages.limit) {
            add(.value(label), { $0 == label }, to: &rows, &answer)
        }
        let others = Set(labels.dropFirst(pages.limit))
        add(.other, { $0.map(others.contains) ?? false }, to: &rows, &answer)
        add(.none, { $0 == nil }, to: &rows, &answer)
        let (total, users) = count { _ in true }
        for group in PagesElement.Group.allCases {
            answer.users[PagesElement(group, series: index)] = users[group] ?? []
        }
        answer.series.append(
            PageSeries(segment: segment, total: total, rows: rows, pageCount: labels.count))
    }

    /// The numbers of one label, shown or not.
    func tally(of label: String) -> PageTally { count { $0 == label }.0 }

    /// Labels with a view or click: those with more views first, then by bytes.
    private var shownLabels: [String] {
        var views: [String: Int] = [:]
        for event in sessions.joined() where event.isView || event.isClick {
            if let label = event.label { views[label, default: 0] += event.isView ? 1 : 0 }
        }
        return views.sorted { left, right in
            left.value == right.value
                ? left.key.utf8.lexicographicallyPrecedes(right.key.utf8)
                : left.value > right.value
        }.map(\.key)
    }

    private func add(
        _ page: BreakdownValue, _ belongs: (String?) -> Bool, to rows: inout [PageRow],
        _ answer: inout PagesAnswer
    ) {
        let (tally, users) = count(belongs)
        guard !tally.isEmpty else { return }
        rows.append(PageRow(page, tally))
        for group in PagesElement.Group.allCases {
            answer.users[PagesElement(group, page: page, series: index)] = users[group] ?? []
        }
    }

    private func count(
        _ belongs: (String?) -> Bool
    ) -> (PageTally, [PagesElement.Group: Set<String>]) {
        var tally = PageTally()
        var users: [PagesElement.Group: Set<String>] = [:]
        var durations: [Int64] = []
        for session in sessions {
            for (place, event) in session.enumerated() where belongs(event.label) {
                if event.isView {
                    tally.views += 1
                    users[.visitors, default: []].insert(event.user)
                    if place + 1 < session.count {
                        durations.append(session[place + 1].time - event.time)
                    }
                }
                if event.isClick {
                    tally.clicks += 1
                    users[.clickers, default: []].insert(event.user)
                }
            }
            let views = session.filter(\.isView)
            if views.contains(where: { belongs($0.label) }) { tally.sessions += 1 }
            guard let first = views.first, let last = views.last else { continue }
            if belongs(first.label) {
                tally.entries += 1
                users[.entered, default: []].insert(first.user)
            }
            if belongs(last.label) {
                tally.exits += 1
                users[.exited, default: []].insert(last.user)
            }
            if views.count == 1, belongs(first.label) {
                tally.bounces += 1
                users[.bounced, default: []].insert(first.user)
            }
        }
        tally.visitors = users[.visitors]?.count ?? 0
        tally.entryUsers = users[.entered]?.count ?? 0
        tally.exitUsers = users[.exited]?.count ?? 0
        tally.bounceUsers = users[.bounced]?.count ?? 0
        tally.clickers = users[.clickers]?.count ?? 0
        tally.timeOnPage = TimeStatistics(durations: durations)
        return (tally, users)
    }
}
