import { html, useEffect, useMemo, useState } from "../html.js";
import { get, post, put, remove } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Badge, Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button, IconButton, Select } from "../components/Buttons.js";
import { prepareCharts } from "../components/Chart.js";
import { copy } from "../components/clipboard.js";
import { DateRange } from "../components/DateRange.js";
import { confirm, openDialog } from "../components/layers.js";
import { openMenu } from "../components/Menu.js";
import { openOptions } from "../components/Picker.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { toast } from "../components/toast.js";
import { navigate, setQuery, usePlace } from "../router.js";
import { moment } from "../words/figures.js";
import { t } from "../words/words.js";
import { loadSegments, segmentText, useSegments } from "../explore/builder/SegmentChoice.js";
import { loadDatasets, useDatasets } from "../explore/datasets.js";
import { KINDS } from "../explore/question.js";
import { append, body, isSame, keepDraft, keptDraft } from "./board.js";
import { Board, openText } from "./BoardGrid.js";
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
    const [based] = useState(() => keptDraft(id)?.revision ?? first.revision);
    const [revision, setRevision] = useState(based);
    const [state, setState] = useState({});
    const canEdit = may("edit_dashboards");
    const isEditing = canEdit && query.get("edit") === "1";
    const range = written(query, "range");
    const segment = written(query, "segment");
    // null in the address takes the dashboard's own away.
    const board = useMemo(() => ({ ...draft, range: range === undefined ? draft.range : range ?? undefined, segment: segment === undefined ? draft.segment : segment ?? undefined }), [draft, query.get("range"), query.get("segment")]);
    const isChanged = !isSame(board, saved);
    const change = (values) => {
        const next = { ...draft, ...values };
        setDraft(next);
        keepDraft(id, isSame(next, saved) ? null : { draft: next, revision });
    };
    const done = (answer) => {
        keepDraft(id, null);
        setSaved(answer);
        setDraft(answer);
        setRevision(answer.revision);
        setState({});
        setQuery({ range: null, segment: null, edit: null });
        toast(t("dash.saved", { name: answer.name }));
    };
    const save = async (over = revision) => {
        setState({ isBusy: true });
        try {
            done(await put(`/dashboards/${id}`, body(board), { revision: over }));
        } catch (problem) {
            if (problem.status !== 412) return setState({ problem });
            setState({});
            const theirs = await get(`/dashboards/${id}`);
            openConflict({ ...theirs, by: await lastActor(id) }, { takeTheirs, overwrite: () => save(theirs.revision), copyMine });
        }
        return undefined;
    };
    const takeTheirs = () => {
        keepDraft(id, null);
        setQuery({ range: null, segment: null, edit: null });
        again();
    };
    const copyMine = async () => {
        try {
            const made = await post("/dashboards", { ...body(board), name: t("dash.copyOf", { name: board.name }) });
            keepDraft(id, null);
            navigate(`/dashboards/${made.id}`);
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
        ${isEditing && board.tiles.length > 0 && html`<p class="quiet small board-hint">${t("dash.editHint")}</p>`}
        ${board.tiles.length === 0 ? html`<${Card}><${EmptyState} icon="layout-dashboard" title=${t("dash.empty")} action=${canEdit && html`<${AddButton} kind="primary" board=${board} change=${(values) => { start(); change(values); }} />`}>${t("dash.emptyText")}</${EmptyState}></${Card}>`
        : html`<${Board} board=${board} datasets=${datasets} onChange=${isEditing ? (tiles) => change({ tiles }) : undefined} />`}`;
}

function Actions({ id, board, isEditing, canEdit, change, start, copyMine, revision }) {
    const [isStarred, setIsStarred] = useState(false);
    useEffect(() => { get("/stars").then(({ items }) => setIsStarred(items.some((one) => one.kind === "dashboard" && one.id === String(id))), () => {}); }, [id]);
    const star = async () => {
        setIsStarred(!isStarred);
        try {
            await (isStarred ? remove : put)(`/stars/dashboard/${id}`);
        } catch {
            setIsStarred(isStarred);
        }
    };
    const share = async () => {
        await copy(location.href.replace(/([?&])edit=1&?/, "$1").replace(/[?&]$/, ""));
        toast(t("explore.linkCopied"));
    };
    const removeAll = async () => {
        if (!await confirm(t("dash.remove"), { text: t("dash.removeText", { name: board.name }), action: t("dash.remove"), isDanger: true })) return;
        try {
            await remove(`/dashboards/${id}`, { revision });
            keepDraft(id, null);
            navigate("/dashboards");
        } catch (problem) {
            toast(problem.detail, { kind: "problem" });
        }
    };
    return html`
        <${IconButton} icon="star" kind="secondary" class=${isStarred ? "is-starred" : ""} label=${t(isStarred ? "dash.unstar" : "dash.star")} aria-pressed=${isStarred} onClick=${star} />
        <${Button} icon="link" onClick=${share}>${t("explore.copyLink")}</${Button}>
        ${canEdit && html`<${AddButton} board=${board} change=${(values) => { start(); change(values); }} />
            <${Button} icon=${isEditing ? "check" : "layout-dashboard"} aria-pressed=${isEditing} onClick=${() => setQuery({ edit: isEditing ? null : "1" })}>${t(isEditing ? "dash.done" : "dash.edit")}</${Button}>
            <${IconButton} icon="ellipsis" kind="secondary" label=${t("explore.more")} onClick=${(event) => openMenu(event.currentTarget, [
        { text: t("dash.about"), icon: "pencil", run: () => openAbout(board, change) },
        { text: t("dash.duplicate"), icon: "copy", run: copyMine }, null,
        { text: t("dash.remove"), icon: "trash-2", isDanger: true, run: removeAll },
    ], { label: t("explore.more") })} />`}`;
}

/** What can be put on a dashboard: a text, an analysis that was saved, or a new question. */
function AddButton({ board, change, kind = "secondary" }) {
    const fromViews = async (anchor) => {
        const { items } = await get("/views?limit=200");
        if (items.length === 0) return toast(t("dash.noViews"), { kind: "note" });
        return openOptions(anchor, {
            label: t("dash.addSaved"), options: items.map((view) => ({ value: view.id, text: view.name, hint: view.owner })),
            async choose(value) {
                const view = await get(`/views/${value}`);
                change({ tiles: append(board.tiles, { kind: "analysis", title: view.name, question: view.question, view: view.view ?? {} }) });
            },
        });
    };
    const open = (event) => {
        const anchor = event.currentTarget;
        openMenu(anchor, [
            { text: t("dash.addText"), icon: "type", run: () => openText({}, (values) => change({ tiles: append(board.tiles, { kind: "text", view: {}, ...values }) })) },
            { text: t("dash.addSaved"), icon: "bookmark", run: () => fromViews(anchor) },
            { heading: t("dash.addNew") },
            ...KINDS.map((one) => ({ text: t("explore." + one), icon: "arrow-right", href: `/explore/${one}` })),
        ], { label: t("dash.add") });
    };
    return html`<${Button} kind=${kind} icon="plus" aria-haspopup="menu" onClick=${open}>${t("dash.add")}</${Button}>`;
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

function openAbout(board, change) {
    openDialog(t("dash.about"), (close) => html`<${About} board=${board} change=${change} close=${close} />`, { size: "small" });
}

function About({ board, change, close }) {
    const [values, setValues] = useState({ name: board.name, folder: board.folder ?? "", description: board.description ?? "" });
    const field = (name, label) => html`<label class="field"><span>${label}</span><input class="form-control" value=${values[name]} maxlength="200" required=${name === "name"} onInput=${(event) => setValues({ ...values, [name]: event.target.value })} /></label>`;
    return html`<form onSubmit=${(event) => { event.preventDefault(); change({ ...values, name: values.name.trim() }); close(); }}>
        ${field("name", t("dash.name"))}${field("description", t("dash.description"))}${field("folder", t("dash.folder"))}
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${!values.name.trim()}>${t("action.apply")}</${Button}></div></form>`;
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
