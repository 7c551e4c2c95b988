import { classes, html } from "../html.js";
import { get } from "../api/client.js";
import { useAnswer } from "../api/useAnswer.js";
import { useMore } from "../api/useMore.js";
import { Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button } from "../components/Buttons.js";
import { save } from "../components/download.js";
import { Icon } from "../components/Icon.js";
import { openDrawer } from "../components/layers.js";
import { openMenu } from "../components/Menu.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { Table } from "../components/Table.js";
import { tell } from "../components/tell.js";
import { navigate, setQuery, usePlace } from "../router.js";
import { moment } from "../words/figures.js";
import { t } from "../words/words.js";
import { ForThose } from "./parts.js";

const FILTERS = ["actor", "action", "subject", "from", "to"];
const GROUPS = ["access.", "user.", "client.", "people.", "segment.", "catalogue.", "destination.", "delivery.", "job.", "export.", "audit."];

/** Who did what and when: found, page by page, and taken away as a file. */
export default function AuditPage() {
    return html`<${ForThose} who="read_audit"><${Audit} /></${ForThose}>`;
}

const queryOf = (query) => FILTERS.filter((name) => query.get(name)).map((name) => `${name}=${encodeURIComponent(query.get(name))}`).join("&");

async function pageOf(asked, after, signal) {
    const { records, next_cursor: next } = await get(`/audit?limit=100&${asked}${after ? `&cursor=${encodeURIComponent(after)}` : ""}`, { signal });
    return { items: records, next };
}

/** What is refused is told in the page; what is not goes to the disk. */
async function exportAs(format, asked) {
    await get(`/audit?limit=1&${asked}`);
    save(`/api/v1/audit/export?format=${format}&${asked}`);
}

function Audit() {
    const { query } = usePlace();
    const asked = queryOf(query);
    const key = `audit?${asked}`;
    const list = useAnswer(key, (signal) => pageOf(asked, null, signal), { delay: 200 });
    const { items, next, more } = useMore(key, list, (after) => pageOf(asked, after));
    const rows = list.value && items;
    const isCurrent = list.valueKey === key;
    const item = (format) => ({ text: t("audit.as", { format: format.toUpperCase() }), icon: "download", run: () => tell(() => exportAs(format, asked)) });
    return html`<${PageHead} title=${t("audit.title")} subtitle=${t("audit.subtitle")} actions=${html`<${Button} icon="download" aria-haspopup="menu" onClick=${(event) => openMenu(event.currentTarget, [item("csv"), item("ndjson")], { label: t("audit.export") })}>${t("audit.export")}</${Button}>`} />
        <${Filters} query=${query} />
        <${Working} ...${list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${isCurrent && items.length === 0 && html`<${Card}><${EmptyState} icon="history" title=${t("audit.none")} action=${asked && html`<${Button} onClick=${() => navigate("/admin/audit")}>${t("audit.clear")}</${Button}>`}>${t("audit.noneText")}</${EmptyState}></${Card}>`}
        ${rows?.length > 0 && html`<${Card} flush title=${t("audit.records")} class=${classes((list.isBusy || !isCurrent) && "result-old")}><${Table} name="audit" caption=${t("audit.title")} rows=${rows} rowKey=${(row) => row.id} isSortable=${false} limit=${5000} onRow=${(row) => openDrawer(row.action, () => html`<${Details} record=${row} />`)} columns=${[
        { id: "at", title: t("audit.at"), value: (row) => row.at, show: (row) => html`<span class="no-wrap">${moment(row.at)}</span>` },
        { id: "actor", title: t("audit.actor"), value: (row) => row.actor, show: (row) => html`<button type="button" class="row-link" onClick=${() => setQuery({ actor: row.actor }, { replace: false })}>${row.actor}</button>` },
        { id: "action", title: t("audit.action"), value: (row) => row.action, show: (row) => html`<code>${row.action}</code>` },
        { id: "subject", title: t("audit.subject"), value: (row) => row.subject, show: (row) => html`<span class="wrap">${row.subject}</span>` },
        { id: "details", title: t("audit.details"), value: (row) => JSON.stringify(row.details), show: (row) => html`<span class="cut quiet">${short(row.details)}</span>` },
    ]} />${next && html`<button type="button" class="link more" onClick=${() => tell(more)}>${t("audit.more")}</button>`}</${Card}>`}`;
}

const short = (details) => Object.entries(details).map(([name, value]) => `${name}: ${typeof value === "object" ? JSON.stringify(value) : value}`).join(", ") || "–";

function Filters({ query }) {
    const text = (name, type = "search") => html`<label class="field"><span>${t("audit." + name)}</span><input class="form-control" type=${type} value=${query.get(name) ?? ""} list=${name === "action" ? "audit-actions" : undefined} placeholder=${type === "search" ? t("audit.hint." + name) : undefined} onInput=${(event) => setQuery({ [name]: event.target.value })} /></label>`;
    return html`<${Card}><div class="audit-filters">${text("actor")}${text("action")}${text("subject")}${text("from", "date")}${text("to", "date")}</div>
        <datalist id="audit-actions">${GROUPS.map((group) => html`<option key=${group} value=${group} />`)}</datalist>
        <p class="quiet small"><${Icon} name="info" size=${13} /> ${t("audit.filtersText")}</p></${Card}>`;
}

function Details({ record }) {
    const line = (label, value) => html`<dt>${label}</dt><dd class="wrap">${value}</dd>`;
    return html`<dl class="terms">${line(t("audit.at"), moment(record.at))}${line(t("audit.actor"), record.actor)}${line(t("audit.action"), record.action)}${line(t("audit.subject"), record.subject)}</dl>
        <h3>${t("audit.details")}</h3><pre class="wrap">${JSON.stringify(record.details, null, 2)}</pre>`;
}
