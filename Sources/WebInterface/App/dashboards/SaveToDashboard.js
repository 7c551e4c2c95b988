import { html, useEffect, useState } from "../html.js";
import { get, post, put } from "../api/client.js";
import { analyze } from "../api/analyses.js";
import { Button, Segmented, Select } from "../components/Buttons.js";
import { openDialog } from "../components/layers.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { toast } from "../components/toast.js";
import { t } from "../words/words.js";
import { eventText, knownDatasets } from "../explore/datasets.js";
import { append, body } from "./board.js";
import { numbersOf } from "./drawings.js";

const LAST = "cxm.dashboard.last";
/** The dashboard that was looked at last is offered first. */
export const rememberDashboard = (id) => { sessionStorage.setItem(LAST, String(id)); };

/** Puts a question on a dashboard, one that is there or a new one, as a chart or as a number. */
export function openSaveToDashboard(question, view) {
    openDialog(t("dash.saveTo"), (close) => html`<${Form} question=${question} view=${view} close=${close} />`, { size: "small" });
}

/** A first title: what the question is about. */
export function titleOf(question) {
    const dataset = knownDatasets()?.list?.find((one) => one.name === question.dataset);
    const text = (matcher) => matcher?.label ?? (matcher?.event ? eventText(dataset, matcher.event) : null);
    const names = {
        funnel: () => [text(question.steps[0]), text(question.steps.at(-1))].filter(Boolean).join(" → "),
        trend: () => question.series.map(text).filter(Boolean).join(", "),
        retention: () => [t("explore.retention"), text(question.start)].filter(Boolean).join(": "),
    }[question.kind]?.();
    return names || t("explore." + question.kind);
}

function Form({ question, view, close }) {
    const [typed, setTitle] = useState(null);
    const [boards, setBoards] = useState(null);
    const [target, setTarget] = useState("new");
    const [name, setName] = useState("");
    const [kind, setKind] = useState("analysis");
    const [numbers, setNumbers] = useState([]);
    const [element, setElement] = useState(null);
    const [state, setState] = useState({});
    useEffect(() => {
        get("/dashboards?limit=200").then(({ items }) => {
            setBoards(items);
            const last = sessionStorage.getItem(LAST);
            if (items.length) setTarget((items.find((one) => String(one.id) === last) ?? items[0]).id);
        }, (problem) => setState({ problem }));
        const dataset = knownDatasets()?.list?.find((one) => one.name === question.dataset);
        analyze(question).then((answer) => {
            const found = numbersOf(answer, question, dataset);
            setNumbers(found);
            setElement(found[0]?.id ?? null);
        }, () => {});
    }, []);
    const first = kind === "number" ? numbers.find((one) => one.id === element)?.text : titleOf(question);
    const title = typed ?? first ?? "";
    const save = async (event) => {
        event.preventDefault();
        setState({ isBusy: true });
        const tile = { kind, title: title.trim(), question, view: kind === "number" ? { element } : view ? { view } : {} };
        try {
            const saved = target === "new" ? await post("/dashboards", { name: name.trim(), folder: "", description: "", tiles: append([], tile) }) : await add(target, tile);
            close();
            rememberDashboard(saved.id);
            toast(t("dash.added", { title: tile.title, name: saved.name }), { action: { text: t("save.open"), href: `/dashboards/${saved.id}` } });
        } catch (problem) {
            setState({ problem });
        }
    };
    const isReady = boards && title.trim() && (target !== "new" || name.trim());
    return html`<form onSubmit=${save}>
        <label class="field"><span>${t("dash.which")}</span><${Select} value=${String(target)} onChange=${setTarget} label=${t("dash.which")} choices=${[...(boards ?? []).map((one) => [String(one.id), one.name]), ["new", t("dash.aNew")]]} /></label>
        ${target === "new" && html`<label class="field"><span>${t("dash.newName")}</span><input class="form-control" value=${name} maxlength="200" onInput=${(event) => setName(event.target.value)} /></label>`}
        <label class="field"><span>${t("dash.title")}</span><input class="form-control" value=${title} maxlength="200" onInput=${(event) => setTitle(event.target.value)} /></label>
        ${numbers.length > 0 && html`<div class="field"><span>${t("dash.as")}</span><${Segmented} label=${t("dash.as")} value=${kind} onChange=${setKind} choices=${[["analysis", t("dash.kind.analysis"), "chart-column"], ["number", t("dash.kind.number"), "hash"]]} />
            ${kind === "number" && html`<${Select} label=${t("dash.kind.number")} value=${element} onChange=${setElement} choices=${numbers.map((one) => [one.id, `${one.text}: ${one.value}`])} />`}</div>`}
        <${ProblemBox} problem=${state.problem} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${state.isBusy || !isReady}>${t("dash.saveAction")}</${Button}></div></form>`;
}

/** Adding does not take anything away: where somebody saved meanwhile, it is added to that. */
async function add(id, tile, tries = 3) {
    const board = await get(`/dashboards/${id}`);
    try {
        return await put(`/dashboards/${id}`, body({ ...board, tiles: append(board.tiles, tile) }), { revision: board.revision });
    } catch (problem) {
        if (problem.status === 412 && tries > 1) return add(id, tile, tries - 1);
        throw problem;
    }
}
