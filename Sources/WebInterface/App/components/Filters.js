import { html } from "../html.js";
import { t } from "../words/words.js";
import { Button, IconButton, Select } from "./Buttons.js";
import { NumberField } from "./Fields.js";
import { openOptions, Picker } from "./Picker.js";
import { useNewest } from "./useNewest.js";
import { ValuesPicker } from "./ValuesPicker.js";

// Filters as questions write them: `{"property":"os","operator":"in","value":["ios"]}`, or with `attribute`; those of
// segments have a `field`. `fields` are what can be filtered by: `{ kind: "property" | "attribute" | "field", name, type,
// text, group, words?, operators? }`; `operators` are those that the catalogue allows.

const OPERATORS = {
    text: ["in", "not_in", "contains", "starts_with", "ends_with", "matches", "is_set", "is_not_set"],
    integer: ["equals", "not_equals", "at_least", "greater", "at_most", "less", "between", "is_set", "is_not_set"],
    number: ["equals", "not_equals", "at_least", "greater", "at_most", "less", "between", "is_set", "is_not_set"],
    boolean: ["equals", "is_set", "is_not_set"],
    time: ["at_least", "less", "between", "is_set", "is_not_set"],
};

const subjectOf = (filter) => (filter.field !== undefined ? { kind: "field", name: filter.field } : filter.attribute !== undefined ? { kind: "attribute", name: filter.attribute } : { kind: "property", name: filter.property });
const fieldOf = (filter, fields) => {
    const { kind, name } = subjectOf(filter);
    return fields.find((field) => field.kind === kind && field.name === name) ?? { kind, name, type: "text", text: name };
};

/** What a field may be compared with: values that have labels are chosen from a list first. */
function operatorsOf(field) {
    const usual = OPERATORS[field.type] ?? OPERATORS.text;
    const isCode = field.type === "integer" && Object.keys(field.valueLabels ?? {}).length > 0;
    const all = isCode ? ["in", "not_in", ...usual] : usual;
    if (!field.operators) return all;
    return [...all.filter((name) => field.operators.includes(name)), ...field.operators.filter((name) => !all.includes(name))];
}

/** A new filter on a field. */
export const begin = (field) => ({ [field.kind]: field.name, operator: operatorsOf(field)[0] ?? "in", ...(field.type === "boolean" ? { value: true } : {}) });

/** Whether a filter is ready to be asked. */
export const isComplete = (filter) => {
    if (filter.any_of) return filter.any_of.every(isComplete);
    if (filter.operator === "is_set" || filter.operator === "is_not_set") return true;
    if (Array.isArray(filter.value)) return filter.value.length > 0 && filter.value.every((value) => value !== "" && value !== null && value !== undefined);
    return filter.value !== undefined && filter.value !== "" && filter.value !== null && !Number.isNaN(filter.value);
};

/** What stands in a question: the filters that are ready; undefined where there are none. */
export const ready = (filters) => {
    const complete = (filters ?? []).filter(isComplete);
    return complete.length > 0 ? complete : undefined;
};

export const fieldOptions = (fields) => fields.map((field) => ({
    value: `${field.kind}:${field.name}`, text: field.text, hint: field.text === field.name ? undefined : field.name, group: field.group, words: field.words, field,
}));

/**
 * A list of filters that must all hold. `loadValues(field, typed, signal)` gives `{ value, text, count, share }`;
 * `after(filter, index)` stands below a filter: how many it keeps, what is wrong with it.
 */
export function Filters({ filters, fields, onChange, loadValues, addText, label, after }) {
    const list = filters ?? [];
    const set = (index, filter) => onChange(filter ? list.with(index, filter) : list.toSpliced(index, 1));
    const take = useNewest((_, option) => onChange([...list, begin(option.field)]));
    const add = (event) => openOptions(event.currentTarget, { label: t("filter.field"), options: fieldOptions(fields), choose: take });
    return html`<div class="filters" role="group" aria-label=${label ?? t("filter.title")}>
        ${list.map((filter, index) => filter.any_of
        ? html`<${AnyOf} key=${index} filter=${filter} fields=${fields} loadValues=${loadValues} onChange=${(next) => set(index, next)} />${after?.(filter, index)}`
        : html`<${FilterRow} key=${index} filter=${filter} fields=${fields} loadValues=${loadValues} onChange=${(next) => set(index, next)} />${after?.(filter, index)}`)}
        <${Button} kind="ghost" small icon="list-filter" onClick=${add}>${addText ?? t("filter.add")}</${Button}>
    </div>`;
}

/** Alternatives, of which one must hold. */
function AnyOf({ filter, fields, loadValues, onChange }) {
    return html`<div class="filter-any"><p class="quiet small">${t("filter.anyOf")}</p>
        <${Filters} filters=${filter.any_of} fields=${fields} loadValues=${loadValues} addText=${t("filter.or")}
            onChange=${(list) => onChange(list.length === 0 ? null : list.length === 1 ? list[0] : { any_of: list })} /></div>`;
}

function FilterRow({ filter, fields, onChange, loadValues }) {
    const field = fieldOf(filter, fields);
    const operators = operatorsOf(field);
    const choices = operators.includes(filter.operator) ? operators : [filter.operator, ...operators];
    const take = useNewest((_, option) => onChange({ any_of: [filter, begin(option.field)] }));
    const or = (event) => openOptions(event.currentTarget, { label: t("filter.field"), options: fieldOptions(fields), choose: take });
    return html`<div class="filter">
        <div class="filter-line">
            <${Picker} small label=${t("filter.field")} value=${`${field.kind}:${field.name}`} text=${field.text} options=${fieldOptions(fields)}
                onChange=${(_, option) => onChange(begin(option.field))} />
            <${Select} small quiet label=${t("filter.operator")} value=${filter.operator} onChange=${(operator) => onChange(turned(filter, operator))}
                choices=${choices.map((name) => [name, t("operator." + name)])} />
            <${IconButton} icon="split" size=${14} label=${t("filter.or")} onClick=${or} />
            <${IconButton} icon="x" size=${14} label=${t("filter.remove")} onClick=${() => onChange(null)} />
        </div>
        <${FilterValue} filter=${filter} field=${field} onChange=${onChange} loadValues=${loadValues} />
    </div>`;
}

/** The filter with another operator, its value kept where it still fits. */
function turned(filter, operator) {
    const { value, ...rest } = filter;
    const wantsList = operator === "in" || operator === "not_in" || operator === "between";
    if (operator === "is_set" || operator === "is_not_set") return { ...rest, operator };
    if (value === undefined) return { ...rest, operator };
    if (wantsList && !Array.isArray(value)) return { ...rest, operator, value: operator === "between" ? [value, value] : [value] };
    if (!wantsList && Array.isArray(value)) return { ...rest, operator, value: value[0] };
    return { ...rest, operator, value };
}

function FilterValue({ filter, field, onChange, loadValues }) {
    const set = (value) => onChange({ ...filter, value });
    const { operator, value } = filter;
    if (operator === "is_set" || operator === "is_not_set") return null;
    if (operator === "in" || operator === "not_in") return html`<${ValuesPicker} field=${field} values=${value ?? []} onChange=${set} loadValues=${loadValues} />`;
    if (field.type === "boolean") return html`<${Select} small label=${t("filter.value")} value=${String(value)} onChange=${(text) => set(text === "true")}
        choices=${[["true", t("filter.true")], ["false", t("filter.false")]]} />`;
    const isNumber = field.type === "integer" || field.type === "number";
    if (operator === "between") {
        const [low, high] = value ?? ["", ""];
        return html`<div class="filter-between"><${Entry} isNumber=${isNumber} type=${field.type} value=${low} onChange=${(next) => set([next, high])} />
            <span>–</span><${Entry} isNumber=${isNumber} type=${field.type} value=${high} onChange=${(next) => set([low, next])} /></div>`;
    }
    return html`<${Entry} isNumber=${isNumber} type=${field.type} value=${value} onChange=${set} />`;
}

function Entry({ value, onChange, isNumber, type }) {
    if (isNumber) return html`<${NumberField} label=${t("filter.value")} placeholder=${t("filter.value")} isWhole=${false} isOptional value=${value} onChange=${onChange} />`;
    return html`<input class="form-control form-control-sm" type=${type === "time" ? "date" : "text"} aria-label=${t("filter.value")} value=${value ?? ""} placeholder=${t("filter.value")}
        onInput=${(event) => onChange(event.target.value)} />`;
}
