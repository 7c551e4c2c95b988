import { escape, tooltip } from "../../components/Chart.js";
import { hue, token } from "../../components/colours.js";
import { compact, count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { labelsOf } from "./pair.js";

/**
 * A flow's series as ECharts draws it: a column a step, exits as nodes of their own below. `labels` give the hues where
 * several are drawn beside each other, `isNarrow` shortens names.
 */
export function drawFlow(series, { isBackwards, text, labels = labelsOf([series]), isNarrow = false }) {
    const short = (name) => shortened(name, isNarrow ? 10 : 22);
    const last = Math.max(...series.nodes.map((node) => node.step));
    const column = (step) => (isBackwards ? last - step : step);
    const nodes = series.nodes.filter((node) => node.arrivals > 0).map((node) => ({
        name: `${node.step}:${node.label}`, depth: column(node.step), node, value: node.arrivals,
        itemStyle: { color: node.label === "(other)" ? token("--line-strong") : hue(labels.indexOf(node.label)) },
        label: { formatter: `${short(text(node.label))}  {n|${compact(node.arrivals)}}` },
    }));
    const exits = series.nodes.filter((node) => node.exits > 0 && node.step < last).map((node) => ({
        name: `exit:${node.step}:${node.label}`, depth: column(node.step + 1), node, isExit: true, value: node.exits,
        itemStyle: { color: token("--bad"), opacity: 0.55 }, label: { show: !isNarrow && node.exits > node.arrivals * 0.12, formatter: `${t(isBackwards ? "flow.beginWord" : "flow.exitWord")}  {n|${compact(node.exits)}}`, color: token("--quiet") },
    }));
    const between = (from, to) => (isBackwards ? { source: to, target: from } : { source: from, target: to });
    const links = [
        ...series.links.filter((link) => link.count > 0).map((link) => ({
            // A link of a backward flow leads from a later step to an earlier one, too.
            ...between(`${link.step}:${link.from}`, `${link.step + 1}:${link.to}`), value: link.count, link,
        })),
        ...exits.map((exit) => ({ ...between(`${exit.node.step}:${exit.node.label}`, exit.name), value: exit.node.exits, isExit: true, link: { from: exit.node.label, to: "", element: exit.node.exited, users: exit.node.exited_users }, lineStyle: { color: token("--bad"), opacity: 0.1 } })),
    ];
    const known = new Set([...nodes, ...exits].map((node) => node.name));
    return {
        tooltip: tooltip({ trigger: "item", formatter: (params) => describe(params, text, isBackwards) }),
        series: [{
            type: "sankey", left: 4, right: isNarrow ? 100 : 176, top: 8, bottom: 8, nodeWidth: isNarrow ? 10 : 14, nodeGap: 12, layoutIterations: 24, draggable: false, nodeAlign: "left",
            emphasis: { focus: "trajectory" }, data: [...nodes, ...exits], links: links.filter((link) => known.has(link.source) && known.has(link.target)),
            labelLayout: { hideOverlap: true },
            lineStyle: { color: "source", opacity: 0.22, curveness: 0.5 },
            label: { color: token("--text"), fontSize: isNarrow ? 11 : 12, rich: { n: { color: token("--quiet"), fontSize: isNarrow ? 11 : 12 } } },
        }],
    };
}

const shortened = (text, length) => (text.length > length ? `${text.slice(0, length - 1)}…` : text);

function describe({ dataType, data }, text, isBackwards) {
    if (dataType === "edge") {
        const { link } = data;
        return `${escape(text(link.from))} ${isBackwards ? "←" : "→"} ${data.isExit ? t(isBackwards ? "flow.beginWord" : "flow.exitWord") : escape(text(link.to))}<br><b>${count(data.value)}</b>${link.rate !== undefined ? ` · ${share(link.rate)}` : ""}`;
    }
    const { node } = data;
    return `<b>${escape(text(node.label))}</b><br>${t("flow.tip", { arrivals: count(node.arrivals), exits: count(node.exits), rate: share(node.exit_rate) })}`;
}
