import { html } from "../../html.js";
import { Card } from "../../components/Blocks.js";
import { Select } from "../../components/Buttons.js";
import { Table } from "../../components/Table.js";
import { t } from "../../words/words.js";
import { Input } from "../parts.js";
import { after, withField } from "./change.js";
import { address } from "./DataPage.js";
import { FieldDrift } from "./Drift.js";

export const CLASSES = ["none", "indirect", "direct", "sensitive"];

/** A table's own labels, then a line for each field: labels side by side, personal-data class. */
export function FieldGrid({ table, drift, draft, change }) {
    const labels = { ...table.labels, ...draft.labels };
    const set = (field, more) => change((old) => withField(old, field.name, more));
    const label = (row, code, title) => html`<${Input} value=${row.labels[code] ?? ""} lang=${code} aria-label=${`${row.name}: ${title}`} onChange=${(text) => set(row, { labels: { [code]: text } })} />`;
    const one = (code, title) => html`<label class="field"><span>${title}</span><${Input} value=${labels[code] ?? ""} lang=${code} onChange=${(text) => change((old) => ({ ...old, labels: { ...old.labels, [code]: text } }))} /></label>`;
    const rows = table.fields.map((field) => after(field, draft));
    return html`<${Card} title=${t("data.tableLabels")}><div class="two-fields">${one("ko", t("data.korean"))}${one("en", t("data.english"))}</div></${Card}>
        <${Card} flush title=${t("data.fieldsOf", { count: rows.length })} subtitle=${t("data.fieldsHint")}><${Table} name=${`${table.name}-fields`} caption=${t("data.fields")} rows=${rows} rowKey=${(row) => row.name} isSortable=${false} rowClass=${(row) => draft.fields?.[row.name] && "chosen"} columns=${[
        { id: "name", title: t("data.field"), value: (row) => row.name, show: (row) => html`<a href=${address(table.name, row.name)}><code>${row.name}</code></a> <${FieldDrift} drift=${drift} name=${row.name} />` },
        { id: "type", title: t("data.type"), value: (row) => t("type." + row.type) },
        { id: "ko", title: t("data.korean"), value: (row) => row.labels.ko, show: (row) => label(row, "ko", t("data.korean")), width: "24%" },
        { id: "en", title: t("data.english"), value: (row) => row.labels.en, show: (row) => label(row, "en", t("data.english")), width: "24%" },
        { id: "personal", title: t("data.personal"), value: (row) => t("personal." + row.personal_data), explain: t("data.personalExplained"), show: (row) => html`<${Select} small label=${`${row.name}: ${t("data.personal")}`} value=${row.personal_data} onChange=${(name) => set(row, { personal_data: name })} choices=${CLASSES.map((name) => [name, t("personal." + name)])} />` },
        { id: "values", title: t("data.valueLabels"), isNumber: true, value: (row) => Object.keys(row.value_labels).length, show: (row) => html`<a href=${address(table.name, row.name)} aria-label=${`${row.name}: ${t("data.valueLabels")}`}>${Object.keys(row.value_labels).length}</a>` },
        { id: "hidden", title: t("data.hidden"), value: (row) => (row.hidden ? t("data.hidden") : ""), show: (row) => html`<input type="checkbox" class="form-check-input" aria-label=${`${row.name}: ${t("data.hidden")}`} checked=${row.hidden} onChange=${(event) => set(row, { hidden: event.target.checked })} />` },
    ]} /></${Card}>`;
}
