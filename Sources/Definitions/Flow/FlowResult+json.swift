extension FlowResult {
    /// The result as `docs/guide/flow.md` shows it; `nodes` and `links` are those of the first series.
    package var json: JSONValue {
        var members = context.members(kind: "flow")
        members.append(.init("unit", .string(flow.unit.rawValue)))
        members += parts(of: 0)
        members.append(
            .init(
                "series",
                .array(
                    series.indices.map { index in
                        .object([.init("segment", series[index].segment.json)] + parts(of: index))
                    })))
        return .object(members)
    }

    private func parts(of index: Int) -> [JSONValue.Member] {
        let series = series[index]
        return [
            .init("nodes", .array(series.nodes.map { json(of: $0, series: index) })),
            .init("links", .array(series.links.map { json(of: $0, in: series, index) })),
        ]
    }

    private func json(of node: FlowNode, series: Int) -> JSONValue {
        func id(_ group: FlowElement.Group) -> JSONValue {
            .string(FlowElement(group, step: node.step, series: series).id)
        }
        return [
            "step": .integer(Int64(node.step)), "label": .string(node.label.title),
            "arrivals": .integer(Int64(node.arrivals)), "users": .integer(Int64(node.users)),
            "onward": .integer(Int64(node.onward)), "exits": .integer(Int64(node.exits)),
            "exited_users": .integer(Int64(node.exitedUsers)),
            "exit_rate": .number(Self.share(node.exits, of: node.arrivals)),
            "arrived": id(.arrived(node.label)), "exited": id(.exited(node.label)),
        ]
    }

    private func json(of link: FlowLink, in series: FlowSeries, _ index: Int) -> JSONValue {
        let arrivals = series.node(link.step, link.from)?.arrivals ?? 0
        let element = FlowElement(
            .went(from: link.from, to: link.to), step: link.step, series: index)
        return [
            "step": .integer(Int64(link.step)), "from": .string(link.from.title),
            "to": .string(link.to.title), "count": .integer(Int64(link.count)),
            "users": .integer(Int64(link.users)),
            "rate": .number(Self.share(link.count, of: arrivals)),
            "element": .string(element.id),
        ]
    }

    package static func share(_ part: Int, of whole: Int) -> Double {
        whole == 0 ? 0 : Double(part) / Double(whole)
    }
}
