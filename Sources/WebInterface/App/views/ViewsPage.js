import { html } from "../html.js";
import { get } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Select } from "../components/Buttons.js";
import { Icon } from "../components/Icon.js";
import { MenuButton } from "../components/Menu.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { finds } from "../components/search.js";
import { Star } from "../components/Star.js";
import { Table } from "../components/Table.js";
import { navigate, setQuery, usePlace } from "../router.js";
import { moment } from "../words/figures.js";
import { t } from "../words/words.js";
import { ICONS, KINDS } from "../explore/question.js";
import { openAbout, removeView, shareView } from "./SaveView.js";

/** `/views`: every saved analysis; one opens in Explore. */
export default function ViewsPage() {
    const { query } = usePlace();
    const list = useAnswer("views", (signal) => get("/views?limit=200", { signal }));
    const stars = useAnswer("stars", async (signal) => (await get("/stars", { signal })).items.filter((one) => one.kind === "analysis").map((one) => one.id));
    const typed = query.get("search") ?? "";
    const wanted = KINDS.includes(query.get("kind")) ? query.get("kind") : "";
    const items = (list.value?.items ?? []).map((view) => ({ ...view, kindText: KINDS.includes(view.kind) ? t("explore." + view.kind) : "" }));
    const rows = items.filter((view) => finds(typed, [view.name, view.folder, view.owner, view.kindText]) && (!wanted || view.kind === wanted));
    return html`<${PageHead} title=${t("view.all")} subtitle=${t("view.subtitle")} />
        <${Working} ...${list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${list.value && items.length === 0 && html`<${Card}><${EmptyState} icon="bookmark" title=${t("view.none")} action=${html`<a class="button primary" href="/explore/funnel"><span>${t("dash.toExplore")}</span></a>`}>
            ${t(may("edit_dashboards") ? "view.noneText" : "view.noneForViewer")}</${EmptyState}></${Card}>`}
        ${items.length > 0 && html`<${Card} flush><${Table} name="views" caption=${t("view.all")} rows=${rows} rowKey=${(row) => row.id} onRow=${(row) => navigate(`/views/${row.id}`)} sort=${{ id: "changed", isDown: true }}
            top=${html`<div class="row-line"><input class="form-control form-control-sm list-search" type="search" placeholder=${t("view.search")} aria-label=${t("view.search")} value=${typed} onInput=${(event) => setQuery({ search: event.target.value })} />
                <${Select} small label=${t("view.kind")} value=${wanted} choices=${[["", t("view.allKinds")], ...KINDS.map((kind) => [kind, t("explore." + kind)])]} onChange=${(kind) => setQuery({ kind })} /></div>`}
            columns=${columns(stars.value, list.again)} />
            ${rows.length === 0 && html`<${EmptyState} icon="search" title=${t("view.noneFound")} action=${html`<button type="button" class="link" onClick=${() => setQuery({ search: null, kind: null })}>${t("view.showAll")}</button>`} />`}</${Card}>`}`;
}

const columns = (starred, again) => [
    { id: "name", title: t("dash.name"), value: (row) => row.name, show: (row) => html`<span class="view-name"><${Icon} name=${ICONS[row.kind] ?? "chart-column"} size=${16} />${row.name}</span>` },
    { id: "kind", title: t("view.kind"), value: (row) => row.kindText },
    { id: "folder", title: t("dash.folder"), value: (row) => row.folder, show: (row) => row.folder || "–" },
    { id: "owner", title: t("dash.owner"), value: (row) => row.owner },
    { id: "changed", title: t("dash.changed"), value: (row) => row.changed_at, show: (row) => moment(row.changed_at) },
    { id: "actions", title: t("admin.actions"), isForm: true, value: () => "", show: (row) => html`<span class="view-actions">
        ${starred && html`<${Star} of="analysis" id=${row.id} starred=${starred.includes(row.id)} size=${16} />`}
        <${MenuButton} label=${t("view.menu", { name: row.name })} size=${16} items=${() => itemsOf(row, again)} /></span>` },
];

const itemsOf = (row, again) => [
    { text: t("save.open"), icon: "zoom-in", href: `/views/${row.id}` },
    { text: t("view.share"), icon: "link", run: () => shareView(row.id) },
    ...(may("edit_dashboards") ? [
        { text: t("view.about"), icon: "pencil", run: () => openAbout(row, again) }, null,
        { text: t("view.remove"), icon: "trash-2", isDanger: true, run: () => removeView(row, again) },
    ] : []),
];
