import Definitions

/// A flow's result as CSV: one line per node, then one per link.
struct FlowCSV {
    let result: FlowResult

    init(_ result: FlowResult) {
        self.result = result
    }

    var text: String {
        let header = [
            "segment", "kind", "step", "label", "to", "count", "users", "exits", "exited_users",
            "rate", "element", "exited",
        ]
        let lines = result.series.enumerated().flatMap { index, series in
            series.nodes.map { line(of: $0, in: series, index) }
                + series.links.map { line(of: $0, in: series, index) }
        }
        return ([header] + lines).map(CSVLine.text).joined()
    }

    private func line(of node: FlowNode, in series: FlowSeries, _ index: Int) -> [String] {
        func id(_ group: FlowElement.Group) -> String {
            FlowElement(group, step: node.step, series: index).id
        }
        return [
            series.segment.title, "node", String(node.step), node.label.title, "",
            String(node.arrivals), String(node.users), String(node.exits),
            String(node.exitedUsers),
            String(FlowResult.share(node.exits, of: node.arrivals)), id(.arrived(node.label)),
            id(.exited(node.label)),
        ]
    }

    private func line(of link: FlowLink, in series: FlowSeries, _ index: Int) -> [String] {
        let arrivals = series.node(link.step, link.from)?.arrivals ?? 0
        return [
            series.segment.title, "link", String(link.step), link.from.title, link.to.title,
            String(link.count), String(link.users), "", "",
            String(FlowResult.share(link.count, of: arrivals)),
            FlowElement(.went(from: link.from, to: link.to), step: link.step, series: index).id, "",
        ]
    }
}
