extension PagesResult {
    /// The detail of each series, as `docs/guide/pages.md` shows it.
    var details: JSONValue {
        .array(
            series.enumerated().compactMap { index, series in
                series.detail.map { detail(of: series.segment, $0, index) }
            })
    }

    private func detail(
        of segment: SegmentChoice, _ detail: PageDetail, _ series: Int
    ) -> JSONValue {
        let row = pages.detail?.row ?? ""
        var members: [JSONValue.Member] = [
            .init("segment", segment.json), .init("page", .string(row)),
        ]
        if !subjects.isEmpty { members.append(.init("by", .array(subjects.map(\.json)))) }
        members += detail.tally.members(page: .value(row), series: series)
        for part in detail.parts {
            members.append(
                .init(
                    part.list.jsonName,
                    .array(part.rows.map { json($0, of: part.list, detail, series) })))
        }
        return .object(members)
    }

    private func json(
        _ row: PageDetail.Row, of list: PageDetail.List, _ detail: PageDetail, _ series: Int
    ) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init(list.valueName, .string(title(of: row.value, in: list))),
            .init(list.countName, .integer(Int64(row.count))),
            .init(list.userName, .integer(Int64(row.users))),
        ]
        switch list {
        case .elements:
            members += [
                .init("click_through_rate", .number(share(row.count, of: detail.tally.views))),
                .init("clicker_rate", .number(share(row.users, of: detail.tally.visitors))),
            ]
        case .previous, .next, .viewed:
            members.append(.init("share", .number(share(row.count, of: detail.tally.views))))
        case .entriesFrom, .exitsTo:
            members.append(.init("share", .number(share(row.count, of: detail.tally.sessions))))
        case .clicked:
            members.append(.init("share", .number(share(row.count, of: detail.tally.clicks))))
        case .trend: break
        }
        let element = PageDetailElement(list, row.value, series: series)
        return .object(members + [.init("element", .string(element.id))])
    }

    private func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }

    /// `/home`, `(other)`, `(entry)`, `2026-10-01`
    package func title(of value: PageDetail.Value, in list: PageDetail.List) -> String {
        switch value {
        case .value(let text): text
        case .other: "(other)"
        case .none: "(none)"
        case .edge: list.edgeTitle
        case .point(let point):
            timeline.map { String(context.zone.text($0.start(of: point)).prefix(10)) } ?? ""
        }
    }
}

extension PageDetail.List {
    /// `viewed_1`; `clicked_elements`, as `elements` names the groups of users.
    fileprivate var jsonName: String {
        self == .elements ? "clicked_elements" : name.replacing("-", with: "_")
    }

    fileprivate var valueName: String {
        switch self {
        case .elements: "value"
        case .trend: "start"
        case .previous, .next, .entriesFrom, .exitsTo: "page"
        case .viewed, .clicked: "value"
        }
    }
}
