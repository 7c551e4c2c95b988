import { html } from "../../html.js";
import { Select } from "../../components/Buttons.js";
import { Filters } from "../../components/Filters.js";
import { FieldProblem } from "../../components/ProblemBox.js";
import { t } from "../../words/words.js";
import { fieldsOf } from "../datasets.js";
import { starter } from "../starters.js";
import { valuesOf } from "../values.js";
import { Breakdown } from "./Breakdown.js";
import { Section } from "./Section.js";
import { SegmentChoice } from "./SegmentChoice.js";

/** What every kind of question has: filters, segments side by side, a breakdown, the dataset. */
export function ScopeEditor({ kind, draft, change, dataset, datasets, replace, problem }) {
    const isBroken = !(kind === "flow" || kind === "pages" || draft.view === "stickiness" || draft.view === "lifecycle");
    return html`
        <${Section} title=${t("builder.filters")}>
            <${Filters} filters=${draft.where} fields=${fieldsOf(dataset)} loadValues=${valuesOf(dataset, draft.range)} onChange=${(where) => change({ where: where.length ? where : undefined })} />
            <${FieldProblem} problem=${problem} pointer="/where" />
        </${Section}>
        ${isBroken && html`<${Section} title=${t("builder.breakdown")}>
            <${Breakdown} kind=${kind} draft=${draft} change=${change} dataset=${dataset} /><${FieldProblem} problem=${problem} pointer="/breakdown" /></${Section}>`}
        <${Section} title=${t("builder.segments")}>
            <${SegmentChoice} chosen=${draft.segments} onChange=${(segments) => change({ segments })} /><${FieldProblem} problem=${problem} pointer="/segments" /></${Section}>
        ${datasets.length > 1 && html`<${Section} title=${t("builder.dataset")}>
            <${Select} label=${t("builder.dataset")} value=${dataset.name} choices=${datasets.map((one) => [one.name, one.name])}
                onChange=${(name) => replace(starter(kind, datasets.find((one) => one.name === name)))} /></${Section}>`}`;
}
