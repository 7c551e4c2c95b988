import { html } from "../../html.js";
import { Button, IconButton, Select } from "../../components/Buttons.js";
import { Picker } from "../../components/Picker.js";
import { t } from "../../words/words.js";

// Conditions on many rows of a user: at least three payments, a sum between two amounts, none at all.

const MEASURES = ["count", "count_distinct", "sum", "avg", "min", "max"];
const OPERATORS = ["at_least", "at_most", "between", "equals", "greater", "less", "not_equals"];

export function Having({ conditions, fields, onChange, after }) {
    const list = conditions ?? [];
    const set = (next) => onChange(next.length > 0 ? next : undefined);
    return html`<div class="having" role="group" aria-label=${t("having.title")}>
        ${list.map((condition, index) => html`<${Condition} key=${index} condition=${condition} fields=${fields} onChange=${(next) => set(next ? list.with(index, next) : list.toSpliced(index, 1))} />${after(index)}`)}
        <${Button} kind="ghost" small icon="hash" onClick=${() => set([...list, { measure: "count", operator: "at_least", value: 1 }])}>${t("having.add")}</${Button}></div>`;
}

function Condition({ condition, fields, onChange }) {
    const isZero = condition.measure === "count" && condition.operator === "equals" && condition.value === 0;
    const numbers = fields.filter((field) => field.type === "integer" || field.type === "number");
    const options = (condition.measure === "count_distinct" ? fields : numbers).map((field) => ({ value: field.name, text: field.text, hint: field.text === field.name ? undefined : field.name, words: field.words }));
    const measure = (name) => {
        const { field, ...rest } = condition;
        const keeps = name !== "count" && (name === "count_distinct" || numbers.some((one) => one.name === field));
        onChange({ ...rest, measure: name, ...(keeps && field ? { field } : {}) });
    };
    const compare = (operator) => {
        const first = Array.isArray(condition.value) ? condition.value[0] : condition.value;
        if (operator === "zero") onChange({ measure: "count", operator: "equals", value: 0 });
        else if (operator === "between") onChange({ ...condition, operator, value: Array.isArray(condition.value) ? condition.value : [first ?? 1, first ?? 1] });
        else onChange({ ...condition, operator, value: isZero ? 1 : first });
    };
    const number = (value, change, label) => html`<input class="form-control form-control-sm" type="number" step="any" aria-label=${label} value=${value ?? ""} onInput=${(event) => change(event.target.value === "" ? null : event.target.valueAsNumber)} />`;
    return html`<div class="filter having-line">
        <${Select} small quiet label=${t("having.measure")} value=${condition.measure} onChange=${measure} choices=${MEASURES.map((name) => [name, t("aggregate." + name)])} />
        ${condition.measure !== "count" && html`<${Picker} small label=${t("having.field")} value=${condition.field} text=${fields.find((field) => field.name === condition.field)?.text} options=${options} onChange=${(field) => onChange({ ...condition, field })} />`}
        <${Select} small quiet label=${t("filter.operator")} value=${isZero ? "zero" : condition.operator} onChange=${compare}
            choices=${[...OPERATORS.map((name) => [name, t("operator." + name)]), ...(condition.measure === "count" ? [["zero", t("having.zero")]] : [])]} />
        ${!isZero && (condition.operator === "between"
        ? html`${number(condition.value?.[0], (low) => onChange({ ...condition, value: [low, condition.value?.[1]] }), t("having.low"))}<span>–</span>${number(condition.value?.[1], (high) => onChange({ ...condition, value: [condition.value?.[0], high] }), t("having.high"))}`
        : number(condition.value, (value) => onChange({ ...condition, value }), t("filter.value")))}
        <${IconButton} icon="x" size=${14} label=${t("filter.remove")} onClick=${() => onChange(null)} /></div>`;
}
