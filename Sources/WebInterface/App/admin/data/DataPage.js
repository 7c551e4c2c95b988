import { classes, html } from "../../html.js";
import { get, post, put } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, EmptyState, PageHead, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { tell } from "../../components/tell.js";
import { toast } from "../../components/toast.js";
import { navigate, setQuery, usePlace } from "../../router.js";
import { count, moment } from "../../words/figures.js";
import { labelOf, t } from "../../words/words.js";
import { DoingSelect, ForThose, useAct } from "../parts.js";
import { ConnectionList } from "./ConnectionList.js";

export const address = (table, field) => `/admin/data/${encodeURIComponent(table)}${field ? `?field=${encodeURIComponent(field)}` : ""}`;

/** The tables segments are made of, and where they come from. */
export default function DataPage() {
    return html`<${ForThose} who="manage_catalogue"><${Data} /></${ForThose}>`;
}

function Data() {
    const list = useAnswer("tables", (signal) => get("/tables", { signal }));
    const ages = useAnswer(list.value ? list.value.tables.map((table) => table.name).join("\n") : null, async (signal) => Object.fromEntries(await Promise.all(
        list.value.tables.map(async ({ name }) => [name, await get(`/tables/${encodeURIComponent(name)}?freshness=true`, { signal }).then((answer) => answer.freshness, () => null)]))));
    const [act, isBusy, problem] = useAct();
    const check = () => act(async () => {
        const found = (await post("/drift")).tables.filter((table) => table.drift.unreachable || table.drift.problems.length > 0);
        list.again();
        toast(found.length === 0 ? t("data.noDrift") : t("data.drifted", { tables: found.map((table) => table.table).join(", ") }), { kind: found.length === 0 ? "done" : "problem" });
    });
    return html`<${PageHead} title=${t("data.title")} subtitle=${t("data.subtitle")} actions=${html`
            <${Button} icon="refresh-cw" onClick=${check} disabled=${isBusy}>${t("data.check")}</${Button}>
            <a class="button secondary" href="/admin/imports"><${Icon} name="upload" size=${16} /><span>${t("imports.title")}</span></a>
            <a class="button primary" href="/admin/data/register"><${Icon} name="plus" size=${16} /><span>${t("data.register")}</span></a>`} />
        <${FieldSearch} />
        <${Working} ...${list} isBusy=${list.isBusy || isBusy} /><${ProblemBox} problem=${list.problem ?? problem} again=${list.problem ? list.again : undefined} />
        ${list.value && html`<${Tables} list=${list.value} ages=${ages.value ?? {}} />
            <${Population} list=${list.value} again=${list.again} />`}
        <${ConnectionList} />`;
}

const sourceOf = (source) => (source.events ? t("data.source.events") : source.attributes ? t("data.source.attributes") : `${source.connection}: ${(source.path ?? []).join(".")}`);

function Tables({ list, ages }) {
    if (list.tables.length === 0) return html`<${Card}><${EmptyState} icon="table" title=${t("data.none")} action=${html`<a class="button primary" href="/admin/data/register">${t("data.register")}</a>`}>${t("data.noneText")}</${EmptyState}></${Card}>`;
    const age = (row) => ages[row.name]?.data_until ?? ages[row.name]?.written_at;
    return html`<${Card} flush title=${t("data.tables")}><${Table} name="tables" caption=${t("data.tables")} rows=${list.tables} rowKey=${(row) => row.name} onRow=${(row) => navigate(address(row.name))} columns=${[
        { id: "label", title: t("data.table"), value: (row) => labelOf(row.labels, row.name) },
        { id: "name", title: t("data.name"), value: (row) => row.name, show: (row) => html`<code>${row.name}</code>` },
        { id: "source", title: t("data.source"), value: (row) => sourceOf(row.source) },
        { id: "fields", title: t("data.fields"), isNumber: true, value: (row) => row.fields, show: (row) => count(row.fields) },
        { id: "until", title: t("data.until"), value: age, show: (row) => html`<span class="no-wrap">${moment(age(row))}</span>`, explain: t("data.untilExplained") },
        { id: "state", title: t("data.state"), value: (row) => (row.sound ? t("data.sound") : t("data.broken")), show: (row) => html`<${Badge} kind=${row.sound ? "good" : "bad"}>${row.sound ? t("data.sound") : t("data.broken")}</${Badge}>` },
    ]} /></${Card}>`;
}

function Population({ list, again }) {
    const choose = async (name) => {
        const isDone = await tell(() => put("/population", { table: name || null }), t("admin.saved"));
        if (isDone) again();
        return isDone;
    };
    return html`<${Card}><label class="row-line"><span><b>${t("data.population")}</b> <span class="quiet">${t("data.populationText")}</span></span>
        <${DoingSelect} label=${t("data.population")} value=${list.population ?? ""} onChange=${choose} choices=${[["", t("data.everybody")], ...list.tables.map((table) => [table.name, labelOf(table.labels, table.name)])]} /></label></${Card}>`;
}

/** Finds tables, fields and values by name, label or initial consonants: what pickers would find. */
function FieldSearch() {
    const { query } = usePlace();
    const words = query.get("q") ?? "";
    const asked = words.trim() || null;
    const hits = useAnswer(asked, (signal) => get(`/catalogue/search?hidden=true&q=${encodeURIComponent(asked)}`, { signal }), { delay: 120 });
    return html`<div class="search-field data-search"><${Icon} name="search" size=${16} /><input class="form-control" type="search" aria-label=${t("data.search")} placeholder=${t("data.search")} value=${words}
            onInput=${(event) => setQuery({ q: event.target.value })} /></div>
        <${ProblemBox} problem=${hits.problem} again=${hits.again} />
        ${asked && hits.value && (hits.valueKey === asked || hits.value.hits.length > 0) && html`<${Card} flush class=${classes(hits.valueKey !== asked && "result-old")} title=${t("data.found", { count: hits.value.hits.length })}>${hits.value.hits.length === 0
        ? html`<p class="quiet data-nothing">${t("data.foundNone")}</p>`
        : html`<ul class="data-hits">${hits.value.hits.map((hit) => html`<li key=${[hit.table, hit.field, hit.value].join("\n")}><a href=${address(hit.table, hit.field)}>
            <b>${labelOf(hit.labels, hit.value ?? hit.field ?? hit.table)}</b> <span class="quiet">${[hit.table, hit.field, hit.value].filter(Boolean).join(" › ")}</span></a></li>`)}</ul>`}</${Card}>`}`;
}
