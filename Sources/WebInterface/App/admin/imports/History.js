import { html } from "../../html.js";
import { Badge, Card, EmptyState } from "../../components/Blocks.js";
import { Table } from "../../components/Table.js";
import { count, date } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { RejectsLink } from "./ImportJob.js";

const filesOf = (row) => row.sources.flatMap((source) => source.files ?? []);
const daysOf = (row) => row.sources.flatMap((source) => source.days ?? []).sort();
const textOf = (reject) => (typeof reject === "string" ? reject : reject.file ?? reject.path ?? JSON.stringify(reject));

/** What was imported into the home, from which files, and the files of rejected rows. */
export function History({ rows }) {
    const span = (row) => (daysOf(row).length > 0 ? `${date(daysOf(row)[0])} – ${date(daysOf(row).at(-1))}` : "–");
    return html`${rows.length === 0 && html`<${Card} title=${t("imports.what")}><${EmptyState} icon="upload" title=${t("imports.none")}>${t("imports.noneText")}</${EmptyState}></${Card}>`}
        ${rows.length > 0 && html`<${Card} flush title=${t("imports.what")} subtitle=${t("imports.subtitle")}><${Table} name="imports" caption=${t("imports.what")} rows=${rows} rowKey=${(row) => row.name} columns=${[
        { id: "name", title: t("data.name"), value: (row) => row.name, show: (row) => html`<code>${row.name}</code>` },
        { id: "kind", title: t("register.kind"), value: (row) => t("imports.kind." + row.kind) },
        { id: "rows", title: t("imports.size"), isNumber: true, value: (row) => row.rows ?? row.users, show: (row) => (row.rows !== null ? t("imports.rows", { count: row.rows }) : t("imports.users", { count: row.users })) },
        { id: "days", title: t("imports.days"), value: span, show: (row) => html`<span class="no-wrap">${span(row)}</span>` },
        { id: "files", title: t("imports.files"), isNumber: true, value: (row) => filesOf(row).length, show: (row) => html`<span title=${filesOf(row).slice(0, 40).map((file) => file.path).join("\n")}>${count(filesOf(row).length)}</span>` },
        { id: "rejects", title: t("imports.rejects"), value: (row) => row.rejects.map(textOf).join(" "), show: (row) => (row.rejects.length === 0 ? html`<${Badge} kind="good">${t("imports.noRejects")}</${Badge}>` : html`<ul class="plain-list">${row.rejects.map((reject) => html`<li key=${textOf(reject)}><${RejectsLink} file=${textOf(reject)} /></li>`)}</ul>`) },
    ]} /></${Card}>`}`;
}
