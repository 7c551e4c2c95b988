import { html, useEffect } from "../html.js";
import { get, put } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Badge, Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button, Select } from "../components/Buttons.js";
import { prepareCharts } from "../components/Chart.js";
import { DateRange } from "../components/DateRange.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { setQuery, usePlace } from "../router.js";
import { t } from "../words/words.js";
import { loadSegments, segmentText, useSegments } from "../explore/builder/SegmentChoice.js";
import { loadDatasets, useDatasets } from "../explore/datasets.js";
import { Actions, AddButton } from "./BoardActions.js";
import { Board } from "./BoardGrid.js";
import { rememberDashboard } from "./SaveToDashboard.js";
import { useBoard } from "./useBoard.js";

/** `/dashboards/:id`: its tiles, under a range and a segment that the address may replace. */
export default function DashboardPage({ id }) {
    const saved = useAnswer(`dashboard ${id}`, (signal) => get(`/dashboards/${id}`, { signal }));
    const datasets = useDatasets();
    useEffect(() => {
        prepareCharts();
        loadDatasets();
        loadSegments();
    }, []);
    useEffect(() => { if (saved.value) put(`/recents/dashboard/${id}`).catch(() => {}); }, [saved.value?.id]);
    if (saved.problem?.status === 404) return html`<${EmptyState} icon="layout-dashboard" title=${t("dash.gone")} action=${html`<a class="button primary" href="/dashboards">${t("dash.toAll")}</a>`}>${t("dash.goneText")}</${EmptyState}>`;
    if (saved.problem) return html`<${ProblemBox} problem=${saved.problem} again=${saved.again} />`;
    if (datasets?.problem) return html`<${ProblemBox} problem=${datasets.problem} again=${loadDatasets} />`;
    if (!saved.value || !datasets) return html`<${Working} ...${saved} /><div class="page-waits" aria-busy="true"></div>`;
    return html`<${Loaded} key=${`${id} ${saved.value.revision}`} id=${id} first=${saved.value} datasets=${datasets.list} again=${saved.again} />`;
}

function Loaded({ id, first, datasets, again }) {
    const { query } = usePlace();
    const canEdit = may("edit_dashboards");
    const isEditing = canEdit && query.get("edit") === "1";
    const { board, isChanged, revision, problem, change, save, discard, copyMine } = useBoard(id, first, query, again);
    useEffect(() => rememberDashboard(id), [id]);
    const start = () => setQuery({ edit: "1" });
    return html`
        <${PageHead} title=${board.name} subtitle=${board.description} above=${html`<p class="crumbs"><a href="/dashboards">${t("dash.all")}</a>${board.folder && html` <span class="quiet">/ ${board.folder}</span>`}</p>`}
            actions=${html`<${Actions} ...${{ id, board, isEditing, canEdit, change, start, copyMine, revision }} />`} />
        <div class="board-bar"><${DateRange} value=${board.range} label=${t("dash.range")} onChange=${(next) => setQuery({ range: JSON.stringify(next ?? null) })} />
            <${SegmentOfAll} value=${board.segment} onChange=${(next) => setQuery({ segment: JSON.stringify(next ?? null) })} />
            ${!board.range && html`<span class="quiet small">${t("dash.ownRanges")}</span>`}
            ${isChanged && html`<span class="board-unsaved"><${Badge} kind="warn">${t("dash.unsaved")}</${Badge}>
                <${Button} small onClick=${discard}>${t("dash.discard")}</${Button}>
                ${canEdit && html`<${Button} small kind="primary" icon="save" onClick=${() => save()}>${t("dash.save")}</${Button}>`}</span>`}</div>
        <${ProblemBox} problem=${problem} />
        ${problem?.status === 404 && html`<p><${Button} icon="copy" onClick=${copyMine}>${t("dash.copyMine")}</${Button}></p>`}
        ${isEditing && board.tiles.length > 0 && html`<p class="quiet small board-hint">${t("dash.editHint")}</p>`}
        ${board.tiles.length === 0 ? html`<${Card}><${EmptyState} icon="layout-dashboard" title=${t("dash.empty")} action=${canEdit && html`<${AddButton} kind="primary" change=${(values) => { start(); change(values); }} />`}>${t("dash.emptyText")}</${EmptyState}></${Card}>`
        : html`<${Board} board=${board} datasets=${datasets} onChange=${isEditing ? (tiles) => change({ tiles }) : undefined} />`}`;
}

/** One segment in place of those of each tile. */
function SegmentOfAll({ value, onChange }) {
    const list = useSegments() ?? [];
    const choices = [["", t("dash.ownSegments")], [JSON.stringify("all"), t("segment.all")],
        ...list.map((one) => [JSON.stringify(one.id), one.name]), ...list.map((one) => [JSON.stringify({ not: one.id }), t("segment.not", { name: one.name })])];
    const current = value ? JSON.stringify(value) : "";
    if (!choices.some(([code]) => code === current)) choices.push([current, segmentText(value)]);
    return html`<${Select} label=${t("dash.segment")} value=${current} choices=${choices} onChange=${(code) => onChange(code ? JSON.parse(code) : null)} />`;
}
