import { html, useState } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button, Select, Switch } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { openDialog } from "../../components/layers.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { Input } from "../parts.js";
import { after, fitting, readRows, withField } from "./change.js";
import { CLASSES } from "./FieldGrid.js";

/** Everything that can be said of one field; what is changed waits in the table's draft. */
export function FieldEditor({ table, field: saved, draft, change }) {
    const field = after(saved, draft);
    const set = (more) => change((old) => withField(old, field.name, more));
    const label = (code, title) => html`<label class="field"><span>${title}</span><${Input} value=${field.labels[code] ?? ""} lang=${code} onChange=${(text) => set({ labels: { [code]: text } })} /></label>`;
    return html`<${Card} title=${t("data.displayName")}><div class="two-fields">${label("ko", t("data.korean"))}${label("en", t("data.english"))}</div>
            <label class="field"><span>${t("data.synonyms")}</span><${Synonyms} value=${field.synonyms ?? []} onChange=${(synonyms) => set({ synonyms })} /><small class="quiet">${t("data.synonymsHint")}</small></label>
            <div class="two-fields"><label class="field"><span>${t("data.personal")}</span><${Select} label=${t("data.personal")} value=${field.personal_data} onChange=${(name) => set({ personal_data: name })} choices=${CLASSES.map((name) => [name, t("personal." + name)])} /><small class="quiet">${t("personalText." + field.personal_data)}</small></label>
                <div class="field"><span class="quiet">${t("data.offered")}</span><${Switch} label=${t("data.hiddenText")} checked=${field.hidden} onChange=${(hidden) => set({ hidden })} /></div></div></${Card}>
        <${Operators} field=${field} set=${set} /><${Values} table=${table} field=${field} set=${set} />`;
}

function Synonyms({ value, onChange }) {
    const [typed, setTyped] = useState("");
    const words = (text) => text.split(",").map((word) => word.trim()).filter(Boolean);
    // Shown as it is typed, a comma at its end too, as long as it says what the draft says.
    const shown = words(typed).join() === value.join() ? typed : value.join(", ");
    return html`<${Input} value=${shown} onChange=${(next) => { setTyped(next); onChange(words(next)); }} />`;
}

function Operators({ field, set }) {
    const all = fitting(field.type);
    const chosen = field.operators ?? all;
    const turn = (name) => {
        const next = all.filter((other) => (other === name ? !chosen.includes(name) : chosen.includes(other)));
        if (next.length > 0) set({ operators: next.length === all.length ? null : next });
    };
    return html`<${Card} title=${t("data.operators")} subtitle=${t("data.operatorsHint")}><div class="check-list" role="group" aria-label=${t("data.operators")}>${all.map((name) => html`<label class="form-check" key=${name}>
        <input type="checkbox" class="form-check-input" checked=${chosen.includes(name)} onChange=${() => turn(name)} /><span class="form-check-label">${t("operator." + name)}</span></label>`)}</div></${Card}>`;
}

/** The values as they occur, with their counts, and what people are to read for them. */
function Values({ table, field, set }) {
    const [words, setWords] = useState("");
    const at = `/tables/${encodeURIComponent(table)}/fields/${encodeURIComponent(field.name)}/values?limit=200&prefix=${encodeURIComponent(words)}`;
    const answer = useAnswer(at, (signal) => get(at, { signal }), { delay: 150 });
    const found = answer.value;
    const known = new Set(found?.values.map((row) => String(row.value)));
    const rows = found ? [...found.values, ...(words ? [] : Object.keys(field.value_labels).filter((value) => !known.has(value)).map((value) => ({ value, count: 0 })))] : [];
    const input = (row, code, title) => html`<${Input} lang=${code} aria-label=${`${row.value}: ${title}`} value=${field.value_labels[row.value]?.[code] ?? ""} onChange=${(text) => set({ value_labels: { [row.value]: { [code]: text } } })} />`;
    const paste = () => openDialog(t("data.paste"), (close) => html`<${Paste} close=${close} take=${(labels) => { set({ value_labels: labels }); close(); }} />`);
    return html`<${Card} flush title=${t("data.values")} subtitle=${found && t("data.valuesText", { rows: found.rows, nulls: found.nulls, distinct: found.distinct ?? "–" })} actions=${!found?.masked && html`<${Button} small icon="upload" onClick=${paste}>${t("data.paste")}</${Button}>`}>
        <${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${found?.masked && html`<${EmptyState} icon="lock" title=${t("data.masked")}>${t("data.maskedText")}</${EmptyState}>`}
        ${found && !found.masked && html`<div class="value-search"><div class="search-field"><${Icon} name="search" size=${16} /><input class="form-control" type="search" aria-label=${t("data.valueSearch")} placeholder=${t("data.valueSearch")} value=${words} onInput=${(event) => setWords(event.target.value)} /></div></div>
            ${rows.length === 0 ? html`<p class="quiet data-nothing">${t("data.noValues")}</p>` : html`<${Table} name=${`${table}-${field.name}-values`} caption=${t("data.values")} rows=${rows} rowKey=${(row) => row.value} isSortable=${false} columns=${[
        { id: "value", title: t("data.value"), value: (row) => row.value, show: (row) => html`<code>${String(row.value)}</code>` },
        { id: "ko", title: t("data.korean"), value: (row) => field.value_labels[row.value]?.ko, show: (row) => input(row, "ko", t("data.korean")), width: "28%" },
        { id: "en", title: t("data.english"), value: (row) => field.value_labels[row.value]?.en, show: (row) => input(row, "en", t("data.english")), width: "28%" },
        { id: "count", title: t("data.count"), isNumber: true, value: (row) => row.count, show: (row) => count(row.count) },
        { id: "share", title: t("data.share"), isNumber: true, value: (row) => row.count / found.rows, show: (row) => (found.rows > 0 ? share(row.count / found.rows) : "–") },
    ]} />`}`}</${Card}>`;
}

function Paste({ take, close }) {
    const [text, setText] = useState("");
    const rows = readRows(text);
    return html`<p>${t("data.pasteText")}</p><textarea class="form-control" rows="9" aria-label=${t("data.paste")} placeholder=${"F\tFemale\t여자\nM\tMale\t남자"} value=${text} onInput=${(event) => setText(event.target.value)}></textarea>
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" disabled=${Object.keys(rows).length === 0} onClick=${() => take(rows)}>${t("data.pasteTake", { count: Object.keys(rows).length })}</${Button}></div>`;
}
