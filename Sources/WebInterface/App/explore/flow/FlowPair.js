import { html, useMemo } from "../../html.js";
import { Card } from "../../components/Blocks.js";
import { Chart, useDrawn } from "../../components/Chart.js";
import { Table } from "../../components/Table.js";
import { count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { segmentText } from "../builder/SegmentChoice.js";
import { pointOf } from "../elements.js";
import { Points } from "../Change.js";
import { drawFlow } from "./drawFlow.js";
import { labelsOf, pairRows, pathsOf } from "./pair.js";

/** Two segments side by side, a label in one hue in both; a narrow window has one below the other. */
export function FlowPair({ pair, parts, answer, openNode, openLink, actions }) {
    const labels = useMemo(() => labelsOf(pair), [pair[0], pair[1]]);
    return html`<${Card} title=${t("flow.chart")} actions=${actions}><div class="flow-pair">
            ${pair.map((series, index) => html`<${Side} key=${index} series=${series} labels=${labels} parts=${parts} answer=${answer} openNode=${openNode} openLink=${openLink} />`)}</div>
            <p class="quiet small">${t("flow.hint")}</p></${Card}>
        <${Card} title=${t("flow.pairTable")} subtitle=${t("flow.pairText")} flush><${PairTable} pair=${pair} parts=${parts} openNode=${openNode} openLink=${openLink} /></${Card}>`;
}

function Side({ series, labels, parts, answer, openNode, openLink }) {
    const { isBackwards, text, draft } = parts;
    const name = segmentText(series.segment);
    const option = useDrawn(() => drawFlow(series, { isBackwards, text, labels, isNarrow: true }), [answer, series, labels]);
    const start = series.nodes.filter((node) => node.step === 0);
    const all = pathsOf(series);
    const part = (field) => share(all ? start.reduce((sum, node) => sum + node[field], 0) / all : 0);
    const click = (params) => (params.dataType === "edge" ? openLink(pointOf(params), params.data.link, parts) : params.data.node && openNode(pointOf(params), params.data.node, parts, params.data.isExit));
    return html`<section class="flow-side" aria-label=${name}><h3>${name}</h3>
        <p class="quiet small">${t("flow.sideFigures." + (isBackwards ? "end" : "start"), { paths: count(all), unit: t("unitOf." + answer.unit), onward: part("onward"), exits: part("exits") })}</p>
        ${series.links.length === 0 ? html`<p class="quiet">${t("flow.none")}</p>`
        : html`<div class="flow-scroll" tabindex="0" role="region" aria-label=${`${t("flow.chart")}: ${name}`}><div style=${{ minWidth: `${(draft.steps ?? 5) * 84}px` }}>
            <${Chart} name=${`flow-${name}`} label=${`${name}: ${t("flow.chartLabel")}`} option=${option} height=${Math.max(380, Math.min(760, 56 * ((draft.nodes_per_step ?? 10) + 2)))} onClick=${click} /></div></div>`}</section>`;
}

/** Both segments' numbers, as shares of their own paths, and the difference. */
function PairTable({ pair, parts, openNode, openLink }) {
    const { text, isBackwards } = parts;
    const rows = useMemo(() => pairRows(pair), [pair[0], pair[1]]);
    const names = pair.map((series) => segmentText(series.segment));
    const title = (row) => (row.kind === "node" ? text(row.from) : `${text(row.from)} ${isBackwards ? "←" : "→"} ${row.kind === "exit" ? t(isBackwards ? "flow.beginWord" : "flow.exitWord") : text(row.to)}`);
    const open = (part) => (event) => (part.link ? openLink(event.currentTarget, part.link, parts) : openNode(event.currentTarget, part.node, parts, part.kind === "exit"));
    const number = (side) => (side.part ? html`<button type="button" class="cell-link" onClick=${open(side.part)}>${count(side.number)}</button>` : count(side.number));
    const columns = [
        { id: "name", title: t("flow.node"), width: "30%", value: title },
        { id: "step", title: t("flow.step"), isNumber: true, value: (row) => row.step + 1 },
        ...names.map((name, index) => ({ id: `share-${index}`, title: t("flow.shareOf", { name }), isNumber: true, explain: index === 0 ? t("flow.shareExplained") : undefined, value: (row) => row.sides[index].share, show: (row) => share(row.sides[index].share) })),
        { id: "difference", title: t("compare.difference"), isNumber: true, explain: t("flow.differenceExplained"), value: (row) => row.difference, show: (row) => html`<${Points} of=${row.difference} isNeutral />` },
        ...names.map((name, index) => ({ id: `number-${index}`, title: name, isNumber: true, value: (row) => row.sides[index].number, show: (row) => number(row.sides[index]) })),
    ];
    return html`<div class="pair-table"><${Table} name="flow-compared" caption=${t("flow.pairTable")} rows=${rows} rowKey=${(row) => row.key} columns=${columns} limit=${15} /></div>`;
}
