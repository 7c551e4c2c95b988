import Definitions

/// A flow's result as an indented tree with bars: at each step the values, below each what follows.
///
///     web, all time
///
///     step 0
///       /home       1,200  100.0 %  ████████████████████
///         → /pay      600   50.0 %  ██████████
///         (exit)      200   16.7 %  ███▍
///
/// Values: the share of all paths; what follows: the share of the value above.
struct FlowTree {
    let result: FlowResult

    private static let barWidth = 20
    private static let labelLimit = 50
    /// How many links of a node are shown; the others are one line.
    private static let linkLimit = 5

    init(_ result: FlowResult) {
        self.result = result
    }

    var text: String {
        var text = result.context.heading(of: result.flow.scope.dataset) + "\n"
        for series in result.series {
            text += "\n"
            if result.flow.scope.segments != [.all] { text += series.segment.title + "\n" }
            text += tree(of: series)
        }
        return text + "\n" + result.context.footer + "\n"
    }

    private struct Line {
        var label: String
        var count: Int
        var whole: Int
    }

    private func tree(of series: FlowSeries) -> String {
        guard !series.nodes.isEmpty else { return "No path.\n" }
        let total = series.nodes.filter { $0.step == 0 }.reduce(0) { $0 + $1.arrivals }
        var lines: [[Line]] = []
        for step in 0..<result.flow.steps {
            let nodes = series.nodes.filter { $0.step == step }
            lines.append(nodes.flatMap { self.lines(of: $0, in: series, total: total) })
        }
        let all = lines.flatMap(\.self)
        let width = all.map { TextWidth.of($0.label) }.max() ?? 0
        let numbers = all.map { TextWidth.of(Grouped.text($0.count)) }.max() ?? 0
        return lines.enumerated().filter { !$0.element.isEmpty }.map { step, lines in
            "step \(step), \(unitName)\n"
                + lines.map { Self.text(of: $0, width: width, numbers: numbers) }.joined()
        }.joined()
    }

    private var unitName: String {
        switch result.flow.unit {
        case .user: "users"
        case .session: "sessions"
        case .transition: "paths"
        }
    }

    private func lines(of node: FlowNode, in series: FlowSeries, total: Int) -> [Line] {
        let arrow = result.flow.isBackward ? "←" : "→"
        let links = series.links(from: node)
        let label = TextWidth.cut(node.label.title, to: Self.labelLimit)
        var lines = [Line(label: "  " + label, count: node.arrivals, whole: total)]
        for link in links.prefix(Self.linkLimit) {
            let next = TextWidth.cut(link.to.title, to: Self.labelLimit)
            lines.append(
                Line(label: "    \(arrow) \(next)", count: link.count, whole: node.arrivals))
        }
        let rest = links.dropFirst(Self.linkLimit)
        if !rest.isEmpty {
            lines.append(
                Line(
                    label: "    \(arrow) \(rest.count) more",
                    count: rest.reduce(0) { $0 + $1.count }, whole: node.arrivals))
        }
        if node.exits > 0 {
            let name = result.flow.isBackward ? "(begin)" : "(exit)"
            lines.append(Line(label: "    \(name)", count: node.exits, whole: node.arrivals))
        }
        return lines
    }

    private static func text(of line: Line, width: Int, numbers: Int) -> String {
        let share = FlowResult.share(line.count, of: line.whole)
        return [
            TextWidth.padded(line.label, to: width),
            TextWidth.padded(Grouped.text(line.count), to: numbers, leading: true),
            TextWidth.padded(Grouped.percent(share), to: 7, leading: true), bar(share),
        ].joined(separator: "  ") + "\n"
    }

    /// `█████▌` for a share of the width, to an eighth of a cell.
    private static func bar(_ share: Double) -> String {
        let eighths = Int((share * Double(barWidth) * 8).rounded())
        let rest = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        let bar = String(repeating: "█", count: eighths / 8) + rest
        return bar.isEmpty && share > 0 ? "▏" : bar
    }
}
