import { html, useMemo, useState } from "../html.js";
import { all } from "../api/all.js";
import { analyze } from "../api/analyses.js";
import { get, post, put } from "../api/client.js";
import { useAnswer } from "../api/useAnswer.js";
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
    const [chosen, setTarget] = useState(null);
    const [name, setName] = useState("");
    const [kind, setKind] = useState("analysis");
    const [element, setElement] = useState(null);
    const [state, setState] = useState({});
    const list = useAnswer("dashboards", (signal) => all("/dashboards", { signal }));
    const answer = useAnswer(JSON.stringify(question), (signal) => analyze(question, signal));
    const boards = list.value;
    const last = sessionStorage.getItem(LAST);
    // Until the dashboards are known none is offered: what is written for a new one must not land on another.
    const target = chosen ?? (boards ? String((boards.find((one) => String(one.id) === last) ?? boards[0])?.id ?? "new") : "");
    const numbers = useMemo(() => (answer.value ? numbersOf(answer.value, question, knownDatasets()?.list?.find((one) => one.name === question.dataset)) : []), [answer.value]);
    const number = numbers.find((one) => one.id === element) ?? numbers[0];
    const first = kind === "number" ? number?.text : titleOf(question);
    const title = typed ?? first ?? "";
    const save = async (event) => {
        event.preventDefault();
        setState({ isBusy: true });
        const tile = { kind, title: title.trim(), question, view: kind === "number" ? { element: number.id } : view ? { view } : {} };
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
        <label class="field"><span>${t("dash.which")}</span><${Select} value=${target} onChange=${setTarget} label=${t("dash.which")} choices=${boards ? [...boards.map((one) => [String(one.id), one.name]), ["new", t("dash.aNew")]] : [["", t("state.loading")]]} /></label>
        <${ProblemBox} problem=${list.problem} again=${list.again} />
        ${target === "new" && html`<label class="field"><span>${t("dash.newName")}</span><input class="form-control" value=${name} maxlength="200" onInput=${(event) => setName(event.target.value)} /></label>`}
        <label class="field"><span>${t("dash.title")}</span><input class="form-control" value=${title} maxlength="200" onInput=${(event) => setTitle(event.target.value)} /></label>
        ${numbers.length > 0 && html`<div class="field"><span>${t("dash.as")}</span><${Segmented} label=${t("dash.as")} value=${kind} onChange=${setKind} choices=${[["analysis", t("dash.kind.analysis"), "chart-column"], ["number", t("dash.kind.number"), "hash"]]} />
            ${kind === "number" && html`<${Select} label=${t("dash.kind.number")} value=${number.id} onChange=${setElement} choices=${numbers.map((one) => [one.id, `${one.text}: ${one.value}`])} />`}</div>`}
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
