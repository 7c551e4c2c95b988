import { html } from "../html.js";
import { Badge } from "../components/Blocks.js";
import { days, duration, moment } from "../words/figures.js";
import { t } from "../words/words.js";

/** What the numbers rest on: the resolved days, those that they are compared with, how far the data go, the engine and its time. */
export function ResultHead({ answer, dataset, compared }) {
    const { resolved, data_until: until, engine, elapsed_ms: elapsed, cached } = answer;
    return html`<p class="result-head">
        ${resolved && html`<span><b>${resolved.from ? days(resolved) : t("range.all")}</b> <span class="quiet">${resolved.timezone}</span></span>`}
        ${compared?.range && html`<span class="compared-range"><i></i>${t("compare.against", { range: days(compared.range) })}</span>`}
        ${compared?.hasNone && html`<span>${t("compare.needsRange")}</span>`}
        ${until && html`<span>${t("result.dataUntil", { moment: moment(until) })}</span>`}
        ${dataset && html`<span>${t("result.events", { count: dataset.event_count })}</span>`}
        <span>${cached ? t("result.cached") : t("result.took", { engine, time: elapsed === 0 ? "<1 ms" : duration(elapsed) })}</span>
        ${(answer.segments ?? []).filter((used) => used.snapshot).map((used) => html`<${Badge} key=${used.segment}>${t("result.snapshot", { name: used.name ?? used.segment, version: used.version })}</${Badge}>`)}
    </p>`;
}
