import { html } from "../../html.js";
import { Badge, Card } from "../../components/Blocks.js";
import { Select } from "../../components/Buttons.js";
import { FieldProblem } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { t } from "../../words/words.js";
import { bytesText } from "./FileChoice.js";
import { partsOf, useOf, withUse } from "./importDraft.js";

const TYPES = ["text", "integer", "number", "boolean", "time"];

const useText = (use, kind) => (use === "kept" ? t("importUse." + kind) : t("use." + use));

/** What the columns of the file are for, guessed until somebody says otherwise, beside the first rows. */
export function Mapping({ preview, draft, kind, onChange, problem, lacks }) {
    const { needed, more } = partsOf(kind);
    const set = (name, use) => onChange({ uses: withUse(draft, preview.columns, preview.mapping, name, use) });
    const setType = (name, type) => {
        const { [name]: _, ...rest } = draft.types;
        onChange({ types: type ? { ...rest, [name]: type } : rest });
    };
    const rows = preview.columns.map((column, index) => ({ ...column, use: useOf(draft, column, preview.mapping), samples: preview.rows.map((row) => row[index]).filter((value) => value !== null && value !== "").slice(0, 3) }));
    const place = (row) => (row.use === "kept" || row.use === "out" ? `/types/${row.name}` : `/mapping/${row.use}`);
    return html`<${Card} flush title=${t("imports.columns")} subtitle=${t("imports.columnsText", { file: preview.file, size: bytesText(preview.bytes) })} actions=${lacks.map((part) => html`<${Badge} key=${part} kind="warn" icon="triangle-alert">${t("imports.lacks", { part: t("use." + part) })}</${Badge}>`)}>
        <${FieldProblem} problem=${problem?.pointer === "/mapping" ? problem : null} pointer="/mapping" />
        <${Table} name="import-columns" caption=${t("imports.columns")} rows=${rows} rowKey=${(row) => row.name} isSortable=${false} limit=${500} columns=${[
        { id: "name", title: t("register.column"), value: (row) => row.name, show: (row) => html`<code>${row.name}</code>` },
        { id: "use", title: t("register.use"), value: (row) => useText(row.use, kind), show: (row) => html`<${Select} small label=${`${row.name}: ${t("register.use")}`} value=${row.use} onChange=${(use) => set(row.name, use)}
            choices=${["kept", ...needed, ...more, "out"].map((use) => [use, useText(use, kind)])} /><${FieldProblem} problem=${problem} pointer=${place(row)} />` },
        { id: "type", title: t("data.type"), value: (row) => row.type, show: (row) => (row.use === "kept" ? html`<${Select} small label=${`${row.name}: ${t("data.type")}`} value=${draft.types[row.name] ?? ""} onChange=${(type) => setType(row.name, type)}
            choices=${[["", t("imports.typeAsFound", { type: row.type ? t("type." + row.type) : t("imports.typeUnknown") })], ...TYPES.map((type) => [type, t("type." + type)])]} />` : row.type ? t("type." + row.type) : "–") },
        { id: "samples", title: t("imports.samples"), value: (row) => row.samples.join(", "), show: (row) => html`<span class="cut quiet">${row.samples.join(" · ") || "–"}</span>` },
    ]} /></${Card}>`;
}
