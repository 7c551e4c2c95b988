import { html } from "../../html.js";
import { Card, Figure } from "../../components/Blocks.js";
import { Button, Select } from "../../components/Buttons.js";
import { Chart, useDrawn } from "../../components/Chart.js";
import { setQuery } from "../../router.js";
import { count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { segmentText } from "../builder/SegmentChoice.js";
import { openElementMenu, pointOf } from "../elements.js";
import { eventText, fieldBy, valueText } from "../datasets.js";
import { drawFlow } from "./drawFlow.js";
import { FlowPair } from "./FlowPair.js";
import { FlowTable } from "./FlowTable.js";
import { openGroup } from "./GroupNodes.js";
import { labelsOf } from "./pair.js";

/** Paths as a Sankey: what comes at each step, how many go on, how many leave; two segments stand side by side. */
export function FlowResult({ answer, question, draft, change, dataset, query }) {
    const isBackwards = question.anchor?.at === "end";
    const field = question.by === "event" ? undefined : fieldBy(question.by, dataset);
    const text = (label) => (question.by === "event" && dataset.events.includes(label) ? eventText(dataset, label) : valueText(label, field));
    const parts = { question, draft, change, text, isBackwards, labels: labelsOf(answer.series) };
    const { series, pair } = shownOf(answer.series, query);
    const actions = html`<${Choice} series=${answer.series} query=${query} />
        <${Button} small icon="plus" disabled=${(draft.steps ?? 5) >= 20} onClick=${() => change({ steps: (draft.steps ?? 5) + 1 })}>${t("flow.addStep")}</${Button}>`;
    return pair ? html`<${FlowPair} ...${{ pair, parts, answer, openNode, openLink, actions }} />` : html`<${FlowOne} ...${{ series, parts, answer, actions }} />`;
}

/** What the address says is shown: one series, or a pair; where there are several, the first two. */
function shownOf(all, query) {
    const at = (name, usual) => all[Number(query.get(name) ?? usual)] ?? all[usual];
    if (all.length < 2) return { series: all[0] };
    return query.has("show") ? { series: at("show", 0) } : { pair: [at("left", 0), at("right", 1)] };
}

function Choice({ series, query }) {
    if (series.length < 2) return null;
    const choices = series.map((one, index) => [String(index), segmentText(one.segment)]);
    const side = (name, usual) => html`<${Select} small label=${t("flow." + name)} value=${query.get(name) ?? usual} choices=${choices} onChange=${(index) => setQuery({ [name]: index === usual ? null : index })} />`;
    return html`${series.length > 2 && !query.has("show") && html`${side("left", "0")}${side("right", "1")}`}
        <${Select} small label=${t("flow.show")} value=${query.get("show") ?? "pair"} choices=${[["pair", t("flow.pair")], ...choices]} onChange=${(index) => setQuery({ show: index === "pair" ? null : index })} />`;
}

function FlowOne({ series, parts, answer, actions }) {
    const { draft, isBackwards, text } = parts;
    const option = useDrawn(() => drawFlow(series, { isBackwards, text, labels: parts.labels }), [answer, series]);
    const start = series.nodes.filter((node) => node.step === 0);
    const arrivals = start.reduce((sum, node) => sum + node.arrivals, 0);
    const click = (params) => (params.dataType === "edge" ? openLink(pointOf(params), params.data.link, parts) : params.data.node && openNode(pointOf(params), params.data.node, parts, params.data.isExit));
    return html`
        <div class="card"><div class="card-content figures">
            <${Figure} label=${t("flow.begin." + (isBackwards ? "end" : "start"))} value=${count(arrivals)} note=${t("unitOf." + answer.unit)} />
            <${Figure} label=${t("flow.goOn")} value=${share(arrivals ? start.reduce((sum, node) => sum + node.onward, 0) / arrivals : 0)} explain=${t("flow.goOnExplained")} />
            <${Figure} label=${t("flow.leave." + (isBackwards ? "end" : "start"))} value=${share(arrivals ? start.reduce((sum, node) => sum + node.exits, 0) / arrivals : 0)} explain=${t("flow.leaveExplained")} /></div></div>
        <${Card} title=${t("flow.chart")} actions=${actions}>
            ${series.links.length === 0 ? html`<p class="quiet">${t("flow.none")}</p>`
        : html`<div class="flow-scroll" tabindex="0" role="region" aria-label=${t("flow.chart")}><div style=${{ minWidth: `${(draft.steps ?? 5) * 150}px` }}><${Chart} name="flow" label=${t("flow.chartLabel")} option=${option} height=${Math.max(400, Math.min(820, 60 * ((draft.nodes_per_step ?? 10) + 2)))} onClick=${click} /></div></div>`}
            <p class="quiet small">${t("flow.hint")}</p></${Card}>
        <${Card} title=${t("flow.table")} flush><${FlowTable} series=${series} ...${parts} openNode=${openNode} openLink=${openLink} /></${Card}>`;
}

/** The menu of a node: its people, and what to do with it. */
function openNode(anchor, node, { question, draft, change, text, isBackwards, labels }, isExit) {
    const label = text(node.label);
    const isOne = node.label !== "(other)";
    const groups = [
        !isExit && { question, element: node.arrived, users: node.users, title: t("flow.arrived", { label, step: node.step + 1 }) },
        { question, element: node.exited, users: node.exited_users, title: t(isBackwards ? "flow.began" : "flow.exited", { label, step: node.step + 1 }) },
    ].filter((group) => group && group.users > 0);
    openElementMenu(anchor, groups, isOne ? [
        { text: t("flow.startHere"), icon: "arrow-right", run: () => change({ anchor: { at: "start", value: node.label } }) },
        { text: t("flow.endHere"), icon: "arrow-left", run: () => change({ anchor: { at: "end", value: node.label } }) },
        question.anchor?.value !== node.label && { text: t("flow.hide"), icon: "eye-off", run: () => change({ hide: [...(draft.hide ?? []), node.label] }) },
        { text: t("flow.group"), icon: "folder", run: () => openGroup(node.label, labels.filter((one) => one !== "(other)" && one !== "(none)"), (rule) => change({ rules: [...(draft.rules ?? []), rule] })) },
    ] : [{ text: t("flow.moreNodes"), icon: "plus", run: () => change({ nodes_per_step: Math.min(100, (draft.nodes_per_step ?? 10) + 5) }) }]);
}

function openLink(anchor, link, { question, text }) {
    openElementMenu(anchor, { question, element: link.element, users: link.users, title: t("flow.went", { from: text(link.from), to: text(link.to) }) });
}
