import { html, useEffect } from "../../html.js";
import { Select } from "../../components/Buttons.js";
import { Filters } from "../../components/Filters.js";
import { Picker } from "../../components/Picker.js";
import { FieldProblem, ProblemBox } from "../../components/ProblemBox.js";
import { fieldsOf, keysOf, loadTable, tableOptions, tableText, valuesOf } from "../../segments/builder/catalogue.js";
import { t } from "../../words/words.js";
import { Field, Input } from "../parts.js";
import { MEASURES } from "./metric.js";

/** What is measured over the rows of one table; `pointer` is where it stands in what is sent. */
export function PartEditor({ part, onChange, catalogue, problem, pointer, label }) {
    useEffect(() => loadTable(part.dataset), [part.dataset, catalogue.list]);
    const table = catalogue.details[part.dataset];
    const rule = MEASURES[part.measure];
    const fields = fieldsOf(table);
    const fitting = rule.numbers ? fields.filter((field) => field.type === "integer" || field.type === "number") : fields;
    const set = (more) => onChange({ ...part, ...more });
    const chooseMeasure = (measure) => {
        const next = MEASURES[measure];
        const keeps = next.field !== "none" && (!next.numbers || fields.some((field) => field.name === part.field && (field.type === "integer" || field.type === "number")));
        set({ measure, field: keeps ? part.field : null });
    };
    const times = fields.filter((field) => field.type === "time");
    const lacksUsers = rule.users && table && !keysOf(table).includes("user");
    const named = (text) => (label ? `${label}: ${text}` : text);
    return html`<div class="metric-part"><div class="two-fields">
            <${Field} label=${t("metrics.measure")} hint=${t("measureText." + part.measure)} problem=${problem} pointer=${pointer + "/measure"}><${Select} label=${named(t("metrics.measure"))} value=${part.measure} onChange=${chooseMeasure} choices=${Object.keys(MEASURES).map((name) => [name, t("metricMeasure." + name)])} /></${Field}>
            <div class="field"><span class="field-title">${t("data.table")}</span><${Picker} icon="table" label=${named(t("data.table"))} value=${part.dataset} text=${part.dataset ? tableText(catalogue, part.dataset) : ""} placeholder=${t("group.chooseTable")} options=${tableOptions(catalogue)}
                    onChange=${(dataset) => onChange({ ...part, dataset, field: null, filters: [], time: "" })} /><${FieldProblem} problem=${problem} pointer=${pointer + "/dataset"} />${lacksUsers && html`<p class="field-problem">${t("metrics.noUsers")}</p>`}</div></div>
        ${table && html`<div class="two-fields">
            ${rule.field !== "none" && html`<div class="field"><span class="field-title">${t("data.field")}</span><${Picker} label=${named(t("data.field"))} value=${part.field ?? ""} placeholder=${t(rule.field === "allowed" ? "metrics.rows" : "register.choose")}
                options=${[...(rule.field === "allowed" ? [{ value: "", text: t("metrics.rows") }] : []), ...fitting.map((field) => ({ value: field.name, text: field.text, hint: field.text === field.name ? undefined : field.name, words: field.words }))]} onChange=${(field) => set({ field: field || null })} />
                ${fitting.length === 0 && rule.numbers && html`<small class="quiet">${t("metrics.noNumbers")}</small>`}<${FieldProblem} problem=${problem} pointer=${pointer + "/field"} /></div>`}
            ${part.measure === "percentile" && html`<${Field} label=${t("metrics.percent")} hint=${t("metrics.percentHint")} problem=${problem} pointer=${pointer + "/percent"}><${Input} type="number" min="0.1" max="99.9" step="any" value=${part.percent} onChange=${(percent) => set({ percent })} /></${Field}>`}
            ${times.length > 0 && html`<${Field} label=${t("metrics.time")} problem=${problem} pointer=${pointer + "/time"}><${Select} label=${named(t("metrics.time"))} value=${part.time} onChange=${(time) => set({ time })} choices=${[["", t("metrics.ownTime")], ...times.map((field) => [field.name, field.text])]} /></${Field}>`}</div>
            <div class="field"><span class="field-title">${t("metrics.filters")}</span><${Filters} filters=${part.filters} fields=${fields} loadValues=${valuesOf(part.dataset)} onChange=${(filters) => set({ filters })} label=${named(t("metrics.filters"))} addText=${t("group.addFilter")} /><${FieldProblem} problem=${problem} pointer=${pointer + "/filters"} /></div>`}
        ${part.dataset && !table && (catalogue.failed[part.dataset] ? html`<${ProblemBox} problem=${catalogue.failed[part.dataset]} again=${() => loadTable(part.dataset)} />` : html`<p class="quiet small">${t("state.loading")}</p>`)}</div>`;
}
