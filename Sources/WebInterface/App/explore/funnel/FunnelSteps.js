import { html } from "../../html.js";
import { hue, pale } from "../../components/colours.js";
import { count, days, duration, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { letter } from "../builder/Breakdown.js";
import { openElementMenu } from "../elements.js";
import { addressOf } from "../question.js";
import { Change, Points } from "../Change.js";
import { difference, relative } from "../compare.js";
import { openDrivers } from "../drivers/Drivers.js";
import { funnelElements } from "./funnelElements.js";

/** A bar for each step and series: what is filled went on, what is pale above was lost on the way; beside it, pale, the days before. */
export function FunnelSteps({ answer, question, names, lines, compared }) {
    const isCompared = lines.some((line) => line.before);
    return html`<div class="funnel-scroll" tabindex="0" role="region" aria-label=${t("funnel.chart")}><div class="funnel" style=${{ "--steps": names.length }}>
        ${names.map((name, index) => html`<div class="funnel-step" key=${index}>
            <p class="funnel-name" title=${name}><span class="step-letter">${letter(index)}</span><span>${name}</span></p>
            <div class="funnel-bars">${lines.map((line) => html`<${Bar} key=${line.index} line=${line} index=${index} names=${names} question=${question} alone=${lines.length === 1} />
                ${line.before && html`<${BarBefore} key=${`before-${line.index}`} line=${line.before} index=${index} names=${names} />`}`)}</div>
            ${lines.length === 1 && html`<${Below} step=${lines[0].steps[index]} before=${lines[0].before?.steps[index]} index=${index} />`}
        </div>`)}
    </div>
    ${(lines.length > 1 || isCompared) && html`<ul class="series-legend">${lines.map((line) => html`<li key=${line.index}><i style=${{ background: hue(line.index) }}></i>${lines.length > 1 ? line.text : days(answer.resolved)}</li>`)}
        ${isCompared && html`<li><i style=${{ background: pale(lines[0].index, 0.45) }}></i>${t("compare.legend", { range: days(compared.range) })}</li>`}</ul>`}</div>`;
}

function Bar({ line, index, names, question, alone }) {
    const step = line.steps[index];
    const before = index === 0 ? step : line.steps[index - 1];
    const first = Math.max(1, line.steps[0].count);
    const elements = funnelElements(question, line, names, index);
    const lost = index > 0 ? funnelElements(question, line, names, index - 1).dropped : null;
    const reached = `${line.text}, ${names[index]}: ${t("element.users", { count: step.users })}, ${share(step.from_first)}`;
    const open = (event) => openElementMenu(event.currentTarget, elements.converted, index < names.length - 1 ? [...told(question, line, names, index), ...paths(question, names, index)] : []);
    return html`<div class="funnel-bar" title=${t("funnel.hover", { name: line.text, count: step.count, share: share(step.from_first), time: duration(step.time_from_previous_ms.mean) })}>
        ${lost && html`<button type="button" class="funnel-lost" style=${{ height: `${((before.count - step.count) / first) * 100}%`, "--pale": pale(line.index) }} aria-label=${`${lost.title}: ${t("element.users", { count: lost.users })}`}
            onClick=${(event) => openElementMenu(event.currentTarget, lost, [...told(question, line, names, index - 1), ...paths(question, names, index - 1)])}></button>`}
        <button type="button" class="funnel-kept" style=${{ height: `${(step.count / first) * 100}%`, background: hue(line.index) }} aria-label=${reached} onClick=${open}>
            ${!alone && html`<span>${share(step.from_first, 0)}</span>`}</button>
    </div>`;
}

/** The same step in the days before, as a share of their own first step. */
function BarBefore({ line, index, names }) {
    const step = line.steps[index];
    const element = funnelElements(line.question, line, names, index).converted;
    const title = `${t("trend.before", { name: names[index] })}: ${count(step.count)}, ${share(step.from_first)}`;
    return html`<div class="funnel-bar is-before" title=${title}><button type="button" class="funnel-kept" style=${{ height: `${(step.count / Math.max(1, line.steps[0].count)) * 100}%`, background: pale(line.index, 0.45) }} aria-label=${`${line.text}, ${title}`}
        onClick=${(event) => openElementMenu(event.currentTarget, { ...element, title: t("trend.before", { name: element.title }) })}></button></div>`;
}

function Below({ step, before, index }) {
    return html`<div class="funnel-below"><p><b>${count(step.count)}</b> <span class="quiet">${share(step.from_first)}</span></p>
        ${before && html`<p class="small funnel-change" title=${t("compare.was", { count: before.count, share: share(before.from_first) })}><${Change} of=${relative(step.count, before.count)} />${index > 0 && html` · <${Points} of=${difference(step.from_first, before.from_first)} />`}</p>`}
        ${index > 0 && html`<p class="quiet small">${t("funnel.ofPrevious", { share: share(step.from_previous) })}</p><p class="quiet small">${t("funnel.medianAfter", { time: duration(step.time_from_previous_ms.median) })}</p>`}</div>`;
}

/** What tells those who went on after a step from those who stopped there. */
const told = (question, line, names, index) => [{ text: t("drivers.item"), icon: "split", run: () => openDrivers(question, line, names, index) }];

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
