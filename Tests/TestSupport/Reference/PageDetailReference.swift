import Definitions

/// The detail of one table, counted list by list from the sessions.
struct PageDetailReference {
    let pages: Pages
    let detail: Pages.Detail
    let roles: [String: String]
    let timeline: TrendTimeline?
    let index: Int
    let sessions: [[PageOccurrence]]

    /// One thing that a list counts.
    private struct Item {
        let value: PageDetail.Value
        let user: String
    }

    func add(tally: PageTally, to answer: inout PagesAnswer) {
        var parts: [PageDetail.Part] = []
        for list in pages.detailLists(roles: roles) {
            parts.append(part(list, items(of: list), &answer))
        }
        answer.series[index].detail = PageDetail(tally: tally, parts: parts)
    }

    private func isRow(_ event: PageOccurrence) -> Bool {
        event.label.map { $0.utf8.elementsEqual(detail.row.utf8) } ?? false
    }

    private func items(of list: PageDetail.List) -> [Item] {
        sessions.flatMap { session -> [Item] in
            let views = session.filter(\.isView)
            let seen = views.indices.filter { isRow(views[$0]) }
            let clicks = session.filter { $0.isClick && isRow($0) }
            switch list {
            case .previous:
                return seen.map { item($0 == 0 ? .edge : label(views[$0 - 1]), views[$0]) }
            case .next:
                return seen.map {
                    item($0 + 1 == views.count ? .edge : label(views[$0 + 1]), views[$0])
                }
            case .entriesFrom:
                return seen.isEmpty ? [] : [item(label(views[0]), views[0])]
            case .exitsTo:
                return seen.isEmpty ? [] : [item(label(views[views.count - 1]), views[0])]
            case .trend: return seen.map { item(point(views[$0].time), views[$0]) }
            case .viewed: return seen.map { item(property(list, views[$0]), views[$0]) }
            case .elements, .clicked: return clicks.map { item(property(list, $0), $0) }
            }
        }
    }

    private func item(_ value: PageDetail.Value, _ event: PageOccurrence) -> Item {
        Item(value: value, user: event.user)
    }

    private func label(_ event: PageOccurrence) -> PageDetail.Value {
        event.label.map { .value($0) } ?? PageDetail.Value.none
    }

    private func property(
        _ list: PageDetail.List, _ event: PageOccurrence
    ) -> PageDetail.Value {
        let value = pages.property(of: list, roles: roles).flatMap { event.properties[$0] }
        return value.map { .value($0.words) } ?? PageDetail.Value.none
    }

    private func point(_ time: Int64) -> PageDetail.Value {
        let points = timeline.map { 0..<$0.count } ?? 0..<0
        return .point(points.last { timeline?.start(of: $0) ?? 0 <= time } ?? 0)
    }

    private func part(
        _ list: PageDetail.List, _ items: [Item], _ answer: inout PagesAnswer
    ) -> PageDetail.Part {
        var found = Dictionary(grouping: items, by: \.value)
        if list == .trend {
            for point in 0..<max(1, timeline?.count ?? 0) {
                found[.point(point), default: []] += []
            }
        }
        var rows = found.map { row($0, $1) }.sorted { $0.precedes($1) }
        let values = rows.filter { if case .value = $0.value { true } else { false } }
        let hidden = values.dropFirst(detail.limit).map(\.value)
        if !hidden.isEmpty {
            found[.other] = hidden.flatMap { found.removeValue(forKey: $0) ?? [] }
            rows = found.map { row($0, $1) }.sorted { $0.precedes($1) }
        }
        for (value, items) in found {
            answer.detailUsers[PageDetailElement(list, value, series: index)] = Set(
                items.map(\.user))
        }
        return PageDetail.Part(list, rows)
    }

    private func row(_ value: PageDetail.Value, _ items: [Item]) -> PageDetail.Row {
        PageDetail.Row(value, count: items.count, users: Set(items.map(\.user)).count)
    }
}
