import { html } from "../../html.js";
import { Explain } from "../../components/Blocks.js";
import { IconButton, Select } from "../../components/Buttons.js";
import { NumberField } from "../../components/Fields.js";
import { fieldOptions } from "../../components/Filters.js";
import { FieldProblem, isAt } from "../../components/ProblemBox.js";
import { Picker } from "../../components/Picker.js";
import { t } from "../../words/words.js";
import { letter } from "../builder/Breakdown.js";
import { Line, Section } from "../builder/Section.js";
import { StepList } from "../builder/StepList.js";
import { fieldsOf } from "../datasets.js";
import { needsProperty } from "../question.js";

const MEASURES = ["count", "users", "count_per_user", "sum", "average", "minimum", "maximum", "percentile", "sum_per_user"];

/** Lines: an event and what is told of it each; and how time is cut. */
export function TrendBuilder({ draft, change, dataset, problem }) {
    const series = draft.series ?? [{}];
    return html`
        <${Section} title=${t("trend.series")}>
            <${StepList} steps=${series} dataset=${dataset} range=${draft.range} addText=${t("trend.add")} create=${() => ({ measure: "count" })}
                onChange=${(next) => change({ series: next, ...formulasFor(draft, next.length) })} isInvalid=${(index) => isAt(problem, `/series/${index}`)}
                footer=${(one, index, set) => html`<${Measure} one=${one} set=${set} dataset=${dataset} />`} />
            <${FieldProblem} problem=${problem} pointer="/series" />
        </${Section}>
        ${series.length > 1 && html`<${Section} title=${t("trend.formulas")} isFolded=${!draft.formulas?.length}><${Formulas} draft=${draft} change=${change} count=${series.length} /><${FieldProblem} problem=${problem} pointer="/formulas" /></${Section}>`}
        <${Section} title=${t("trend.time")}>
            <${Line} label=${t("trend.period")}><${Select} small label=${t("trend.period")} value=${draft.period ?? "day"} onChange=${(period) => change({ period })}
                choices=${["hour", "day", "week", "month"].map((unit) => [unit, t("unit." + unit)])} /></${Line}>
            <${Line} label=${t("trend.compare")} explain=${html`<${Explain}>${t("trend.compareExplained")}</${Explain}>`}><${Select} small label=${t("trend.compare")} value=${draft.compare ?? "none"}
                onChange=${(compare) => change({ compare: compare === "none" ? undefined : compare })}
                choices=${["none", "previous_period", "previous_year"].map((name) => [name, t("trend.compare." + name)])} /></${Line}>
        </${Section}>`;
}

/** What a series tells of its events. */
function Measure({ one, set, dataset }) {
    const numbers = fieldsOf(dataset).filter((field) => field.kind === "property" && (field.type === "integer" || field.type === "number"));
    const measure = one.measure ?? "count";
    const choose = (name) => {
        const { property, percentile, ...rest } = one;
        set({ ...rest, measure: name, ...(needsProperty(name) ? { property: property ?? numbers[0]?.name } : {}), ...(name === "percentile" ? { percentile: percentile ?? 90 } : {}) });
    };
    return html`<div class="row-line measure"><${Select} small label=${t("trend.measure")} value=${measure} onChange=${choose} choices=${MEASURES.map((name) => [name, t("measure." + name)])} />
        ${needsProperty(measure) && html`<${Picker} small label=${t("trend.property")} value=${one.property && `property:${one.property}`} text=${numbers.find((field) => field.name === one.property)?.text} placeholder=${t("trend.property")}
            options=${fieldOptions(numbers)} onChange=${(_, { field }) => set({ ...one, property: field.name })} />`}
        ${measure === "percentile" && html`<${NumberField} label=${t("trend.percentile")} min=${1} max=${99} value=${one.percentile ?? 90}
            onChange=${(percentile) => set({ ...one, percentile })} />`}</div>`;
}

/** One series divided by another. */
function Formulas({ draft, change, count }) {
    const list = draft.formulas ?? [];
    const set = (next) => change({ formulas: next.length ? next : undefined });
    const letters = Array.from({ length: count }, (_, index) => [String(index + 1), letter(index)]);
    const part = (formula, index, place) => html`<${Select} small label=${t(place ? "trend.divisor" : "trend.dividend")} value=${String(formula.ratio[place])} choices=${letters}
        onChange=${(number) => set(list.with(index, { ...formula, ratio: formula.ratio.with(place, Number(number)) }))} />`;
    return html`${list.map((formula, index) => html`<div class="row-line" key=${index}>${part(formula, index, 0)}<span>÷</span>${part(formula, index, 1)}
            <${IconButton} icon="x" size=${14} label=${t("trend.removeFormula")} onClick=${() => set(list.toSpliced(index, 1))} /></div>`)}
        <button type="button" class="link small" onClick=${() => set([...list, { ratio: [2, 1] }])}>${t("trend.addFormula")}</button>`;
}

/** A formula over a series that is gone goes, too. */
const formulasFor = (draft, count) => {
    const kept = (draft.formulas ?? []).filter((formula) => formula.ratio.every((number) => number <= count));
    return { formulas: kept.length ? kept : undefined };
};
