import { html } from "../../html.js";
import { Explain } from "../../components/Blocks.js";
import { IconButton, Segmented, Select, Switch } from "../../components/Buttons.js";
import { NumberField } from "../../components/Fields.js";
import { Picker } from "../../components/Picker.js";
import { FieldProblem } from "../../components/ProblemBox.js";
import { t } from "../../words/words.js";
import { Rules } from "../builder/Rules.js";
import { Line, Section } from "../builder/Section.js";
import { Span } from "../builder/Span.js";
import { eventOptions, eventText, fieldsOf } from "../datasets.js";
import { valuesOf } from "../values.js";

/** What paths are made of, where they are pinned, and how much is shown. */
export function FlowBuilder({ draft, change, dataset, problem }) {
    const texts = fieldsOf(dataset).filter((field) => field.kind === "property" && field.type === "text" && field.name !== "page");
    const by = typeof draft.by === "object" ? `property:${draft.by.property}` : draft.by ?? "page";
    const setBy = (next) => change({ by: next.startsWith("property:") ? { property: next.slice(9) } : next, anchor: undefined, hide: undefined, rules: undefined });
    const number = (label, value, field, low, high) => html`<${Line} label=${label}><${NumberField} class="short" label=${label} min=${low} max=${high} value=${value}
        onChange=${(number) => change({ [field]: number })} /></${Line}>`;
    return html`
        <${Section} title=${t("flow.paths")}>
            <${Line} label=${t("flow.by")}><${Select} small label=${t("flow.by")} value=${by} onChange=${setBy} choices=${[["page", t("flow.byPage")], ["event", t("flow.byEvent")], ...texts.map((field) => [`property:${field.name}`, field.text])]} /></${Line}>
            <${Anchor} draft=${draft} change=${change} dataset=${dataset} by=${by} /><${FieldProblem} problem=${problem} pointer="/anchor" />
        </${Section}>
        <${Section} title=${t("flow.shown")}>
            ${number(t("flow.steps"), draft.steps ?? 5, "steps", 2, 20)}${number(t("flow.nodes"), draft.nodes_per_step ?? 10, "nodes_per_step", 1, 100)}
            <${Line} label=${t("funnel.unit")} explain=${html`<${Explain}>${t("flow.unitExplained")}</${Explain}>`}><${Select} small label=${t("funnel.unit")} value=${draft.unit ?? "user"} onChange=${(unit) => change({ unit })} choices=${["user", "session", "transition"].map((unit) => [unit, t("unitOf." + unit)])} /></${Line}>
            <${Line} label=${t("flow.collapse")} explain=${html`<${Explain}>${t("flow.collapseExplained")}</${Explain}>`}><${Switch} name=${t("flow.collapse")} checked=${draft.collapse_repeats !== false} onChange=${(on) => change({ collapse_repeats: on ? undefined : false })} /></${Line}>
            <${Line} label=${t("flow.within")} explain=${html`<${Explain}>${t("flow.withinExplained")}</${Explain}>`}><${Span} label=${t("flow.within")} none=${t("flow.session")} span=${draft.within} onChange=${(within) => change({ within })} /></${Line}>
        </${Section}>
        ${(draft.hide?.length ?? 0) > 0 && html`<${Section} title=${t("flow.hidden")}><div class="values">${draft.hide.map((label) => html`<span class="chip" key=${label}>${label}
            <${IconButton} icon="x" size=${12} label=${t("flow.unhide", { label })} onClick=${() => change({ hide: draft.hide.length > 1 ? draft.hide.filter((other) => other !== label) : undefined })} /></span>`)}</div></${Section}>`}
        <${Section} title=${t("rules.title")} isFolded=${!draft.rules?.length}><${Rules} rules=${draft.rules} onChange=${(rules) => change({ rules })} /><${FieldProblem} problem=${problem} pointer="/rules" /></${Section}>`;
}

/** Where paths are pinned: after a start, before an end, or at the start of sessions. */
function Anchor({ draft, change, dataset, by }) {
    const at = draft.anchor?.at ?? "free";
    const property = by === "page" ? pageProperty(dataset) : by.startsWith("property:") ? by.slice(9) : null;
    const load = property && ((typed, signal) => valuesOf(dataset, draft.range)(field ?? { kind: "property", name: property, type: "text" }, typed, signal));
    const field = property && fieldsOf(dataset).find((one) => one.kind === "property" && one.name === property);
    const pinText = draft.anchor && (by === "event" ? eventText(dataset, draft.anchor.value) : field?.valueLabels?.[draft.anchor.value] ?? draft.anchor.value);
    const setAt = (next) => change({ anchor: next === "free" ? undefined : { at: next, value: draft.anchor?.value ?? "" } });
    return html`<div class="anchor"><${Segmented} small label=${t("flow.pin")} value=${at} onChange=${setAt} choices=${["free", "start", "end"].map((name) => [name, t("flow.pin." + name)])} />
        ${draft.anchor && html`<${Picker} label=${t("flow.pinnedAt")} value=${draft.anchor.value} text=${pinText} placeholder=${t("flow.choosePin")} options=${by === "event" ? eventOptions(dataset) : undefined} load=${load || undefined} allowsOther
            onChange=${(value) => change({ anchor: { ...draft.anchor, value } })} />`}</div>`;
}

const pageProperty = (dataset) => dataset.roles?.page ?? (dataset.properties.some((property) => property.name === "page") ? "page" : dataset.properties[0]?.name);
