import { html, useEffect, useState } from "../html.js";
import { all } from "../api/all.js";
import { post } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button } from "../components/Buttons.js";
import { openDialog } from "../components/layers.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { finds } from "../components/search.js";
import { Table } from "../components/Table.js";
import { leading } from "../frame/lead.js";
import { navigate, setQuery, usePlace } from "../router.js";
import { moment } from "../words/figures.js";
import { t } from "../words/words.js";
import { loadDatasets, useDatasets } from "../explore/datasets.js";
import { samples } from "../explore/starters.js";
import { append, pack, SIZES } from "./board.js";

/** `/dashboards`: all of them, and a new one. */
export default function DashboardsPage() {
    const { query } = usePlace();
    const list = useAnswer("dashboards", async (signal) => ({ items: await all("/dashboards", { signal }) }));
    const datasets = useDatasets();
    useEffect(() => { loadDatasets(); }, []);
    useEffect(() => {
        if (query.get("new") !== "1") return;
        setQuery({ new: null });
        openNew();
    }, [query.get("new")]);
    const typed = query.get("search") ?? "";
    const items = list.value?.items ?? [];
    const rows = items.filter((one) => finds(typed, [one.name, one.folder, one.owner]));
    const canEdit = may("edit_dashboards");
    const demo = datasets?.list?.find((one) => samples(one).length > 0);
    const create = canEdit && html`<${Button} kind="primary" icon="plus" onClick=${openNew}>${t("dash.new")}</${Button}>`;
    return html`<${PageHead} title=${t("dash.all")} subtitle=${t("dash.subtitle")} actions=${items.length > 0 && create} />
        <${Working} ...${list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${list.value && items.length === 0 && html`<${Card}><${EmptyState} icon="layout-dashboard" title=${t("dash.none")} action=${html`<div class="row-line">${create}${canEdit && demo && html`<${SampleButton} dataset=${demo} />`}<a class="button secondary" href="/explore/funnel"><span>${t("dash.toExplore")}</span></a></div>`}>
            ${t(canEdit ? "dash.noneText" : "dash.noneForViewer")}</${EmptyState}></${Card}>`}
        ${items.length > 0 && html`<${Card} flush><${Table} name="dashboards" caption=${t("dash.all")} rows=${rows} rowKey=${(row) => row.id} onRow=${(row) => navigate(`/dashboards/${row.id}`)} sort=${{ id: "changed", isDown: true }}
            top=${html`<input class="form-control form-control-sm list-search" type="search" placeholder=${t("dash.search")} aria-label=${t("dash.search")} value=${typed} onInput=${(event) => setQuery({ search: event.target.value })} />`}
            columns=${[
        { id: "name", title: t("dash.name"), value: (row) => row.name },
        { id: "folder", title: t("dash.folder"), value: (row) => row.folder, show: (row) => row.folder || "–" },
        { id: "owner", title: t("dash.owner"), value: (row) => row.owner },
        { id: "changed", title: t("dash.changed"), value: (row) => row.changed_at, show: (row) => moment(row.changed_at) }]} /></${Card}>`}`;
}

export function openNew() {
    openDialog(t("dash.new"), (close) => html`<${NewDashboard} close=${close} />`, { size: "small" });
}

function NewDashboard({ close }) {
    const [name, setName] = useState("");
    const [state, setState] = useState({});
    const save = async (event) => {
        event.preventDefault();
        setState({ isBusy: true });
        try {
            const made = await post("/dashboards", { name: name.trim(), folder: "", description: "", tiles: [] });
            if (close()) navigate(`/dashboards/${made.id}?edit=1`);
        } catch (problem) {
            setState({ problem });
        }
    };
    return html`<form onSubmit=${save}>
        <label class="field"><span>${t("dash.name")}</span><input class="form-control" autofocus value=${name} maxlength="200" required onInput=${(event) => setName(event.target.value)} /></label>
        <${ProblemBox} problem=${state.problem} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${state.isBusy || !name.trim()}>${t("dash.create")}</${Button}></div></form>`;
}

/** A dashboard of the sample questions of the demo company. */
export function SampleButton({ dataset, kind = "secondary" }) {
    const [state, setState] = useState({});
    const make = async () => {
        const lead = leading();
        setState({ isBusy: true });
        try {
            const wanted = samples(dataset).filter((sample) => ["sample.payment", "sample.revenue", "sample.comeBack", "sample.pages"].includes(sample.text));
            const number = { kind: "number", title: t("funnel.conversion"), question: { kind: "funnel", ...wanted[0].draft }, view: { element: "conversion" } };
            const about = { kind: "text", title: "", text: t("dash.sampleText"), view: {}, place: { x: 0, y: 0, width: 9, height: 2 } };
            const charts = wanted.map((sample) => ({ kind: "analysis", title: t(sample.text), question: { kind: sample.kind, ...sample.draft }, view: {} }));
            const tiles = charts.reduce(append, pack([{ ...number, place: SIZES.number }, about]));
            const made = await post("/dashboards", { name: t("dash.sampleName"), folder: "", description: "", tiles });
            lead(`/dashboards/${made.id}`);
        } catch (problem) {
            setState({ problem });
        }
    };
    return html`<${Button} kind=${kind} icon="book-open" disabled=${state.isBusy} onClick=${make}>${t("dash.sample")}</${Button}><${ProblemBox} problem=${state.problem} />`;
}
