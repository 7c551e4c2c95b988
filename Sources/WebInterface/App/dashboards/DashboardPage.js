import { html, useEffect, useMemo, useRef, useState } from "../html.js";
import { get, post, put } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Badge, Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button, Select } from "../components/Buttons.js";
import { prepareCharts } from "../components/Chart.js";
import { DateRange } from "../components/DateRange.js";
import { openDialog } from "../components/layers.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { toast } from "../components/toast.js";
import { fromHere, navigate, setQuery, usePlace } from "../router.js";
import { moment } from "../words/figures.js";
import { t } from "../words/words.js";
import { loadSegments, segmentText, useSegments } from "../explore/builder/SegmentChoice.js";
import { loadDatasets, useDatasets } from "../explore/datasets.js";
import { body, isSame, keepDraft, keptDraft } from "./board.js";
import { Actions, AddButton } from "./BoardActions.js";
import { Board } from "./BoardGrid.js";
import { rememberDashboard } from "./SaveToDashboard.js";

/** `/dashboards/:id`: its tiles, under a range and a segment that the address may replace. */
export default function DashboardPage({ id }) {
    const saved = useAnswer(`dashboard ${id}`, (signal) => get(`/dashboards/${id}`, { signal }));
    const datasets = useDatasets();
    useEffect(() => {
        prepareCharts();
        if (!datasets?.list) loadDatasets();
        loadSegments();
    }, []);
    useEffect(() => { if (saved.value) put(`/recents/dashboard/${id}`).catch(() => {}); }, [saved.value?.id]);
    if (saved.problem?.status === 404) return html`<${EmptyState} icon="layout-dashboard" title=${t("dash.gone")} action=${html`<a class="button primary" href="/dashboards">${t("dash.toAll")}</a>`}>${t("dash.goneText")}</${EmptyState}>`;
    if (saved.problem) return html`<${ProblemBox} problem=${saved.problem} again=${saved.again} />`;
    if (datasets?.problem) return html`<${ProblemBox} problem=${datasets.problem} again=${loadDatasets} />`;
    if (!saved.value || !datasets) return html`<${Working} ...${saved} /><div class="page-waits" aria-busy="true"></div>`;
    return html`<${Loaded} key=${`${id} ${saved.value.revision}`} id=${id} first=${saved.value} datasets=${datasets.list} again=${saved.again} />`;
}

/** A value of the address: JSON, or undefined where there is none that can be read. */
function written(query, name) {
    try {
        return query.has(name) ? JSON.parse(query.get(name)) : undefined;
    } catch {
        return undefined;
    }
}

function Loaded({ id, first, datasets, again }) {
    const { query } = usePlace();
    const [saved, setSaved] = useState(first);
    const [draft, setDraft] = useState(() => keptDraft(id)?.draft ?? first);
    const [revision, setRevision] = useState(() => keptDraft(id)?.revision ?? first.revision);
    const [state, setState] = useState({});
    const canEdit = may("edit_dashboards");
    const isEditing = canEdit && query.get("edit") === "1";
    const range = written(query, "range");
    const segment = written(query, "segment");
    // null in the address takes the dashboard's own away.
    const board = useMemo(() => ({ ...draft, range: range === undefined ? draft.range : range ?? undefined, segment: segment === undefined ? draft.segment : segment ?? undefined }), [draft, query.get("range"), query.get("segment")]);
    const isChanged = !isSame(board, saved);
    // What dialogs change, and what is left when an answer arrives, is the dashboard as it is then.
    const now = useRef(null);
    now.current = { draft, board, saved, revision };
    const change = (values) => {
        const next = { ...now.current.draft, ...(typeof values === "function" ? values(now.current.draft) : values) };
        now.current.draft = next;
        setDraft(next);
        keepDraft(id, isSame(next, now.current.saved) ? null : { draft: next, revision: now.current.revision });
    };
    /** What was sent is saved; what was changed since then is not, and stays. Tiles are the same objects, so that they keep their answers. */
    const done = (answer, sent, isHere) => {
        const mine = { ...answer, tiles: sent.tiles };
        const isMore = isHere && !isSame(now.current.board, sent);
        const next = isMore ? { ...now.current.draft, range: answer.range, segment: answer.segment } : mine;
        keepDraft(id, isMore ? { draft: next, revision: answer.revision } : null);
        setSaved(mine);
        setDraft(next);
        setRevision(answer.revision);
        setState({});
        if (isHere && !isMore) setQuery({ range: null, segment: null, edit: null });
        toast(t("dash.saved", { name: answer.name }));
    };
    const save = async (over = now.current.revision) => {
        const isHere = fromHere();
        const sent = now.current.board;
        setState({ isBusy: true });
        try {
            done(await put(`/dashboards/${id}`, body(sent), { revision: over }), sent, isHere());
        } catch (problem) {
            if (problem.status !== 412) return setState({ problem });
            await meet(isHere);
        }
        return undefined;
    };
    /** Somebody else has saved: shows what, and asks what to do. */
    const meet = async (isHere) => {
        try {
            const theirs = await get(`/dashboards/${id}`);
            const by = await lastActor(id);
            setState({});
            if (isHere()) openConflict({ ...theirs, by }, { takeTheirs, overwrite: () => save(theirs.revision), copyMine });
        } catch (problem) {
            setState({ problem });
        }
    };
    const takeTheirs = () => {
        keepDraft(id, null);
        setQuery({ range: null, segment: null, edit: null });
        again();
    };
    const copyMine = async () => {
        const isHere = fromHere();
        try {
            const mine = now.current.board;
            const made = await post("/dashboards", { ...body(mine), name: t("dash.copyOf", { name: mine.name }) });
            keepDraft(id, null);
            if (isHere()) navigate(`/dashboards/${made.id}`);
        } catch (problem) {
            setState({ problem });
        }
    };
    const discard = () => {
        keepDraft(id, null);
        setDraft(saved);
        setRevision(saved.revision);
        setQuery({ range: null, segment: null });
    };
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
                ${canEdit && html`<${Button} small kind="primary" icon="save" disabled=${state.isBusy} onClick=${() => save()}>${t("dash.save")}</${Button}>`}</span>`}</div>
        <${ProblemBox} problem=${state.problem} />
        ${state.problem?.status === 404 && html`<p><${Button} icon="copy" onClick=${copyMine}>${t("dash.copyMine")}</${Button}></p>`}
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

/** Who has saved it last, as far as one may read the audit. */
async function lastActor(id) {
    if (!may("read_audit")) return null;
    try {
        return (await get(`/audit?action=dashboard.save&subject=dashboard/${id}&limit=1`)).records[0]?.actor ?? null;
    } catch {
        return null;
    }
}

/** Somebody else has saved meanwhile: both states are kept until one is chosen. */
function openConflict(theirs, { takeTheirs, overwrite, copyMine }) {
    openDialog(t("dash.conflict"), (close) => html`<p>${t("dash.conflictText", { name: theirs.name, who: theirs.by ?? t("dash.somebody"), moment: moment(theirs.changed_at) })}</p>
        <div class="dialog-actions"><${Button} onClick=${() => { close(); takeTheirs(); }}>${t("dash.takeTheirs")}</${Button}>
            <${Button} onClick=${() => { close(); copyMine(); }}>${t("dash.copyMine")}</${Button}>
            <${Button} kind="primary" onClick=${() => { close(); overwrite(); }}>${t("dash.overwrite")}</${Button}></div>`);
}
