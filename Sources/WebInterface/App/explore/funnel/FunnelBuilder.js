import { html } from "../../html.js";
import { Select } from "../../components/Buttons.js";
import { Explain } from "../../components/Blocks.js";
import { FieldProblem, isAt } from "../../components/ProblemBox.js";
import { Picker } from "../../components/Picker.js";
import { IconButton } from "../../components/Buttons.js";
import { fieldOptions } from "../../components/Filters.js";
import { t } from "../../words/words.js";
import { fieldsOf } from "../datasets.js";
import { letter } from "../builder/Breakdown.js";
import { Line, Section } from "../builder/Section.js";
import { Span } from "../builder/Span.js";
import { StepList } from "../builder/StepList.js";

/** Steps in their order, and how an attempt may go. */
export function FunnelBuilder({ draft, change, dataset, problem }) {
    const steps = draft.steps ?? [{}, {}];
    return html`
        <${Section} title=${t("funnel.steps")}>
            <${StepList} steps=${steps} dataset=${dataset} range=${draft.range} minimum=${2} onChange=${(next) => change({ steps: next, ...fitting(draft, next.length) })}
                isInvalid=${(index) => isAt(problem, `/steps/${index}`)} />
            <${FieldProblem} problem=${problem} pointer="/steps" />
        </${Section}>
        <${Section} title=${t("funnel.rules")}>
            <${Line} label=${t("funnel.window")} explain=${html`<${Explain}>${t("funnel.windowExplained")}</${Explain}>`}>
                <${Span} label=${t("funnel.window")} span=${draft.window} onChange=${(window) => change({ window })} /></${Line}>
            <${Line} label=${t("funnel.order")} explain=${html`<${Explain}>${t("funnel.orderExplained")}</${Explain}>`}>
                <${Select} small label=${t("funnel.order")} value=${draft.order ?? "ordered"} onChange=${(order) => change({ order: order === "ordered" ? undefined : order })}
                    choices=${["ordered", "strict", "unordered"].map((order) => [order, t("funnel.order." + order)])} /></${Line}>
            <${Line} label=${t("funnel.unit")} explain=${html`<${Explain}>${t("funnel.unitExplained")}</${Explain}>`}>
                <${Select} small label=${t("funnel.unit")} value=${draft.unit ?? "user"} onChange=${(unit) => change({ unit: unit === "user" ? undefined : unit })}
                    choices=${["user", "session", "entry"].map((unit) => [unit, t("unitOf." + unit)])} /></${Line}>
        </${Section}>
        <${Section} title=${t("funnel.more")} isFolded=${!(draft.exclude?.length || draft.hold?.length || draft.step_window)}>
            <${Line} label=${t("funnel.stepWindow")} explain=${html`<${Explain}>${t("funnel.stepWindowExplained")}</${Explain}>`}>
                <${Span} label=${t("funnel.stepWindow")} span=${draft.step_window} onChange=${(span) => change({ step_window: span })} /></${Line}>
            <${Hold} draft=${draft} change=${change} dataset=${dataset} />
            <${Exclude} draft=${draft} change=${change} dataset=${dataset} count=${steps.length} />
            <${FieldProblem} problem=${problem} pointer="/exclude" />
        </${Section}>`;
}

/** What named a step that is gone is taken back. */
function fitting(draft, count) {
    const step = draft.breakdown?.at_step;
    return step > count ? { breakdown: { ...draft.breakdown, at_step: count } } : {};
}

function Hold({ draft, change, dataset }) {
    const held = draft.hold ?? [];
    const properties = fieldsOf(dataset).filter((field) => field.kind === "property");
    return html`<${Line} label=${t("funnel.hold")} explain=${html`<${Explain}>${t("funnel.holdExplained")}</${Explain}>`}>
        <span class="stack">${held.map((name) => html`<span class="chip" key=${name}>${properties.find((field) => field.name === name)?.text ?? name}
            <${IconButton} icon="x" size=${12} label=${t("funnel.unhold", { name })} onClick=${() => change({ hold: held.length > 1 ? held.filter((other) => other !== name) : undefined })} /></span>`)}
        <${Picker} small label=${t("funnel.hold")} placeholder=${t("funnel.holdChoose")} options=${fieldOptions(properties).filter((option) => !held.includes(option.field.name))}
            onChange=${(_, { field }) => change({ hold: [...held, field.name] })} /></span></${Line}>`;
}

function Exclude({ draft, change, dataset, count }) {
    const list = draft.exclude ?? [];
    const set = (next) => change({ exclude: next.length ? next : undefined });
    const between = (exclusion, index) => {
        const after = exclusion.after_step ?? 1;
        const before = exclusion.before_step ?? count;
        const choose = (values) => set(list.with(index, { ...exclusion, after_step: after, before_step: before, ...values }));
        return html`<div class="row-line small quiet">${t("funnel.between")}
            <${Select} small label=${t("funnel.after")} value=${String(after)} choices=${range(1, count - 1)} onChange=${(step) => choose({ after_step: Number(step), before_step: Math.max(before, Number(step) + 1) })} />–
            <${Select} small label=${t("funnel.before")} value=${String(before)} choices=${range(after + 1, count)} onChange=${(step) => choose({ before_step: Number(step) })} /></div>`;
    };
    return html`<div class="exclude"><p class="line-label">${t("funnel.exclude")} <${Explain}>${t("funnel.excludeExplained")}</${Explain}></p>
        <${StepList} steps=${list} order=${false} minimum=${0} dataset=${dataset} range=${draft.range} onChange=${set} addText=${t("funnel.excludeAdd")} footer=${between} /></div>`;
}

const range = (from, to) => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => [String(from + index), letter(from + index - 1)]);
