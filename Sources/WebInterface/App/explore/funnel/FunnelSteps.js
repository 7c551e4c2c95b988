import { html } from "../../html.js";
import { hue, pale } from "../../components/colours.js";
import { count, duration, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { letter } from "../builder/Breakdown.js";
import { openElementMenu } from "../elements.js";
import { addressOf } from "../question.js";
import { funnelElements } from "./funnelElements.js";

/** A bar for each step and series: what is filled went on, what is pale above was lost on the way. */
export function FunnelSteps({ question, names, lines }) {
    return html`<div class="funnel-scroll" tabindex="0" role="region" aria-label=${t("funnel.chart")}><div class="funnel" style=${{ "--steps": names.length }}>
        ${names.map((name, index) => html`<div class="funnel-step" key=${index}>
            <p class="funnel-name" title=${name}><span class="step-letter">${letter(index)}</span><span>${name}</span></p>
            <div class="funnel-bars">${lines.map((line) => html`<${Bar} key=${line.index} line=${line} index=${index} names=${names} question=${question} alone=${lines.length === 1} />`)}</div>
            ${lines.length === 1 && html`<${Below} step=${lines[0].steps[index]} index=${index} />`}
        </div>`)}
    </div>
    ${lines.length > 1 && html`<ul class="series-legend">${lines.map((line) => html`<li key=${line.index}><i style=${{ background: hue(line.index) }}></i>${line.text}</li>`)}</ul>`}</div>`;
}

function Bar({ line, index, names, question, alone }) {
    const step = line.steps[index];
    const before = index === 0 ? step : line.steps[index - 1];
    const first = Math.max(1, line.steps[0].count);
    const elements = funnelElements(question, line, names, index);
    const lost = index > 0 ? funnelElements(question, line, names, index - 1).dropped : null;
    const reached = `${line.text}, ${names[index]}: ${t("element.users", { count: step.users })}, ${share(step.from_first)}`;
    const open = (event) => openElementMenu(event.currentTarget, elements.converted, index < names.length - 1 ? paths(question, names, index) : []);
    return html`<div class="funnel-bar" title=${t("funnel.hover", { name: line.text, count: step.count, share: share(step.from_first), time: duration(step.time_from_previous_ms.mean) })}>
        ${lost && html`<button type="button" class="funnel-lost" style=${{ height: `${((before.count - step.count) / first) * 100}%`, "--pale": pale(line.index) }} aria-label=${`${lost.title}: ${t("element.users", { count: lost.users })}`}
            onClick=${(event) => openElementMenu(event.currentTarget, lost, paths(question, names, index - 1))}></button>`}
        <button type="button" class="funnel-kept" style=${{ height: `${(step.count / first) * 100}%`, background: hue(line.index) }} aria-label=${reached} onClick=${open}>
            ${!alone && html`<span>${share(step.from_first, 0)}</span>`}</button>
    </div>`;
}

function Below({ step, index }) {
    return html`<div class="funnel-below"><p><b>${count(step.count)}</b> <span class="quiet">${share(step.from_first)}</span></p>
        ${index > 0 && html`<p class="quiet small">${t("funnel.ofPrevious", { share: share(step.from_previous) })}</p><p class="quiet small">${t("funnel.medianAfter", { time: duration(step.time_from_previous_ms.median) })}</p>`}</div>`;
}

/** What people do after a step, as a flow. */
function paths(question, names, index) {
    const event = question.steps[index]?.event;
    if (!event) return [];
    const { dataset, range, where, segments } = question;
    const flow = (at) => addressOf(JSON.parse(JSON.stringify({ kind: "flow", dataset, range, where, segments, by: "event", anchor: { at, value: event }, steps: 4, nodes_per_step: 6, unit: "user" })));
    return [
        { text: t("funnel.pathsAfter", { step: names[index] }), icon: "waypoints", href: flow("start") },
        { text: t("funnel.pathsBefore", { step: names[index] }), icon: "waypoints", href: flow("end") },
    ];
}
