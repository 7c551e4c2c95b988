import { classes, html } from "../../html.js";
import { get, post, remove } from "../../api/client.js";
import { may } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { useMore } from "../../api/useMore.js";
import { Card, EmptyState, PageHead, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { confirm } from "../../components/layers.js";
import { MenuButton } from "../../components/Menu.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { tell } from "../../components/tell.js";
import { leading } from "../../frame/lead.js";
import { navigate, setQuery, usePlace } from "../../router.js";
import { language } from "../../segments/builder/catalogue.js";
import { moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { datasetsOf } from "./metric.js";

export const EDITS_METRICS = "manage_catalogue";

/** Numbers by which segments are compared: found, made, changed, removed. */
export default function MetricsPage() {
    const { query } = usePlace();
    const search = (query.get("search") ?? "").trim();
    const asked = `${language()}&limit=100${search ? `&search=${encodeURIComponent(search)}` : ""}`;
    const key = `metrics ${asked}`;
    const list = useAnswer(key, (signal) => get(`/metrics?${asked}`, { signal }), { delay: 120 });
    const { items, next, more } = useMore(key, list, (after) => get(`/metrics?${asked}&after=${encodeURIComponent(after)}`));
    const isCurrent = list.valueKey === key;
    const mayEdit = may(EDITS_METRICS);
    const add = html`<a class="button primary" href="/admin/metrics/new"><${Icon} name="plus" size=${16} /><span>${t("metrics.new")}</span></a>`;
    return html`<${PageHead} title=${t("metrics.title")} subtitle=${t("metrics.subtitle")} actions=${mayEdit && add} />
        <div class="search-field data-search"><${Icon} name="search" size=${16} /><input class="form-control" type="search" aria-label=${t("metrics.search")} placeholder=${t("metrics.search")} value=${query.get("search") ?? ""} onInput=${(event) => setQuery({ search: event.target.value })} /></div>
        <${Working} ...${list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${isCurrent && items.length === 0 && html`<${Card}>${search ? html`<${EmptyState} icon="search" title=${t("metrics.notFound")} action=${html`<${Button} onClick=${() => setQuery({ search: null })}>${t("metrics.all")}</${Button}>`}>${t("metrics.notFoundText", { search })}</${EmptyState}>`
        : html`<${EmptyState} icon="target" title=${t("metrics.none")} action=${mayEdit && add}>${t("metrics.noneText")}</${EmptyState}>`}</${Card}>`}
        ${items.length > 0 && html`<${Card} flush title=${t("metrics.count", { count: items.length })} class=${classes((list.isBusy || !isCurrent) && "result-old")}><${Metrics} rows=${items} mayEdit=${mayEdit} again=${list.again} />
            ${next && html`<button type="button" class="link more" onClick=${() => tell(more)}>${t("metrics.more")}</button>`}</${Card}>`}`;
}

function Metrics({ rows, mayEdit, again }) {
    const drop = async (row) => {
        if (!await confirm(t("metrics.remove"), { text: t("metrics.removeText", { name: row.name }), action: t("admin.remove"), isDanger: true })) return;
        if (await tell(() => remove(`/metrics/${row.id}`, { revision: row.revision }), t("admin.removed"))) again();
    };
    const copy = (row) => tell(async () => {
        const lead = leading();
        const made = await post("/metrics", { name: t("segment.copyOf", { name: row.name }), description: row.description, ...row.definition });
        lead(`/admin/metrics/${made.id}`, made.name);
    });
    const open = (row) => navigate(`/admin/metrics/${row.id}`);
    return html`<${Table} name="metrics" caption=${t("metrics.title")} rows=${rows} rowKey=${(row) => row.id} onRow=${open} columns=${[
        { id: "name", title: t("data.name"), value: (row) => row.name },
        { id: "words", title: t("metrics.measures"), value: (row) => row.words, show: (row) => html`<span class="wrap">${row.words ?? JSON.stringify(row.definition)}</span>${row.description && html`<br /><span class="quiet small wrap">${row.description}</span>`}` },
        { id: "tables", title: t("data.table"), value: (row) => datasetsOf(row).join(", "), show: (row) => html`<code>${datasetsOf(row).join(", ")}</code>` },
        { id: "unit", title: t("metrics.unit"), value: (row) => row.definition.unit, show: (row) => row.definition.unit ?? "–" },
        { id: "owner", title: t("clients.owner"), value: (row) => row.owner },
        { id: "changed", title: t("metrics.changed"), value: (row) => row.changed_at, show: (row) => html`<span class="no-wrap">${moment(row.changed_at)}</span>` },
        ...(mayEdit ? [{ id: "more", title: t("admin.actions"), isForm: true, value: () => "", show: (row) => html`<${MenuButton} label=${t("admin.more", { name: row.name })} items=${[
            { text: t("admin.change"), icon: "pencil", run: () => open(row) }, { text: t("segment.duplicate"), icon: "copy", run: () => copy(row) }, null,
            { text: t("admin.remove"), icon: "trash-2", isDanger: true, run: () => drop(row) }]} />` }] : []),
    ]} />`;
}
