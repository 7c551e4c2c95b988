import { html } from "../../html.js";
import { Figure } from "../../components/Blocks.js";
import { count, duration, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { openElementMenu } from "../elements.js";
import { Change, Points } from "../Change.js";
import { difference, relative } from "../compare.js";
import { funnelElements } from "./funnelElements.js";

/** What matters at a glance: who began, who came through, how long it took, where most are lost. */
export function FunnelFigures({ question, names, line }) {
    const steps = line.steps;
    const [first, last] = [steps[0], steps.at(-1)];
    const weakest = steps.slice(1).reduce((worst, step, index) => (step.from_previous < (worst?.rate ?? 2) ? { rate: step.from_previous, index } : worst), null);
    const before = line.before?.steps;
    const unit = (step, was) => html`${t("unitOf." + (question.unit ?? "user"))}${was && html` · <${Change} of=${relative(step.count, was.count)} />`}`;
    const menu = (index, part) => (event) => openElementMenu(event.currentTarget, funnelElements(question, line, names, index)[part]);
    return html`<div class="card"><div class="card-content figures">
        <${Figure} label=${names[0]} value=${count(first.count)} note=${unit(first, before?.[0])} onClick=${menu(0, "converted")} />
        <${Figure} label=${names.at(-1)} value=${count(last.count)} note=${unit(last, before?.at(-1))} onClick=${menu(steps.length - 1, "converted")} />
        <${Figure} label=${t("funnel.conversion")} explain=${t("funnel.conversionExplained")} value=${share(last.from_first)} note=${before ? html`${t("compare.from", { share: share(before.at(-1).from_first) })} · <${Points} of=${difference(last.from_first, before.at(-1).from_first)} />` : t("funnel.fromFirstToLast")} />
        <${Figure} label=${t("funnel.median")} explain=${t("funnel.medianExplained")} value=${duration(last.time_from_first_ms.median)} note=${before ? html`${t("compare.from", { share: duration(before.at(-1).time_from_first_ms.median) })} · <${Change} of=${relative(last.time_from_first_ms.median, before.at(-1).time_from_first_ms.median)} />` : t("funnel.p90", { time: duration(last.time_from_first_ms.p90) })} />
        ${weakest && html`<${Figure} label=${t("funnel.weakest")} explain=${t("funnel.weakestExplained")} value=${share(weakest.rate)} note=${`${names[weakest.index]} → ${names[weakest.index + 1]}`} onClick=${menu(weakest.index, "dropped")} />`}
    </div></div>`;
}
