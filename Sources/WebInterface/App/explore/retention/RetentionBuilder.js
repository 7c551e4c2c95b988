import { html } from "../../html.js";
import { Explain } from "../../components/Blocks.js";
import { Segmented, Select, Switch } from "../../components/Buttons.js";
import { NumberField } from "../../components/Fields.js";
import { FieldProblem, isAt } from "../../components/ProblemBox.js";
import { t } from "../../words/words.js";
import { Line, Section } from "../builder/Section.js";
import { MatcherEditor } from "../builder/MatcherEditor.js";

const BRACKETS = { day: [[0, 0], [1, 3], [4, 7], [8, 14], [15, 30]], week: [[0, 0], [1, 2], [3, 4], [5, 8]], month: [[0, 0], [1, 2], [3, 5], [6, 11]] };

/** Who begins with what, comes back with what, and how periods are counted. */
export function RetentionBuilder({ draft, change, dataset, problem }) {
    const view = draft.view ?? "retention";
    const isCohorts = view === "retention";
    const setView = (next) => change({ view: next === "retention" ? undefined : next, ...(draft.return ? {} : { return: draft.start }) });
    return html`
        <${Section} title=${t("retention.view")}><${Segmented} small label=${t("retention.view")} value=${view} onChange=${setView} choices=${["retention", "stickiness", "lifecycle"].map((name) => [name, t("retention.view." + name)])} />
            <p class="quiet small">${t("retention.viewText." + view)}</p></${Section}>
        ${isCohorts && html`<${Section} title=${t("retention.start")}>
            <div class="step-card alone"><${MatcherEditor} matcher=${draft.start ?? {}} dataset=${dataset} range=${draft.range} label=${t("retention.start")} isInvalid=${isAt(problem, "/start")} onChange=${(start) => change({ start })} /></div>
            <${FieldProblem} problem=${problem} pointer="/start" /></${Section}>`}
        <${Section} title=${isCohorts ? t("retention.return") : t("retention.activity")}>
            <div class="step-card alone"><${MatcherEditor} matcher=${draft.return ?? (isCohorts ? draft.start : undefined) ?? {}} dataset=${dataset} range=${draft.range} label=${t("retention.return")} isInvalid=${isAt(problem, "/return")} onChange=${(back) => change({ return: back })} /></div>
            <${FieldProblem} problem=${problem} pointer="/return" /></${Section}>
        <${Section} title=${t("retention.periods")}>
            <${Line} label=${t("retention.period")}><${Select} small label=${t("retention.period")} value=${draft.period ?? "day"} choices=${["day", "week", "month"].map((unit) => [unit, t("unit." + unit)])}
                onChange=${(period) => change({ period, ...(draft.mode === "brackets" ? { brackets: BRACKETS[period] } : {}), ...(period === "month" ? { calendar: undefined } : {}) })} /></${Line}>
            ${isCohorts && html`<${Rules} draft=${draft} change=${change} />`}
        </${Section}>`;
}

function Rules({ draft, change }) {
    const period = draft.period ?? "day";
    const mode = draft.mode ?? "on";
    const setMode = (next) => change({ mode: next === "on" ? undefined : next, ...(next === "brackets" ? { brackets: BRACKETS[period], periods: undefined } : { brackets: undefined, periods: draft.periods ?? 8 }) });
    return html`
        <${Line} label=${t("retention.mode")} explain=${html`<${Explain}>${t("retention.modeExplained")}</${Explain}>`}><${Select} small label=${t("retention.mode")} value=${mode} onChange=${setMode}
            choices=${["on", "on_or_after", "brackets"].map((name) => [name, t("retention.mode." + name)])} /></${Line}>
        ${mode !== "brackets" && html`<${Line} label=${t("retention.columns")}><${NumberField} class="short" label=${t("retention.columns")} min=${1} max=${366} value=${draft.periods ?? 12}
            onChange=${(periods) => change({ periods })} /></${Line}>`}
        <${Line} label=${t("retention.startKind")} explain=${html`<${Explain}>${t("retention.startKindExplained")}</${Explain}>`}><${Select} small label=${t("retention.startKind")} value=${draft.start_kind ?? "first"}
            onChange=${(kind) => change({ start_kind: kind === "first" ? undefined : kind })} choices=${["first", "first_ever", "recurring"].map((name) => [name, t("retention.startKind." + name)])} /></${Line}>
        ${period !== "month" && html`<${Line} label=${t("retention.calendar")} explain=${html`<${Explain}>${t("retention.calendarExplained")}</${Explain}>`}><${Switch} name=${t("retention.calendar")} checked=${draft.calendar !== false} onChange=${(on) => change({ calendar: on ? undefined : false })} /></${Line}>`}`;
}
