import { html, useState } from "../html.js";
import { get, post, Problem, put, remove } from "../api/client.js";
import { may } from "../api/me.js";
import { Button } from "../components/Buttons.js";
import { copy } from "../components/clipboard.js";
import { confirm, openDialog } from "../components/layers.js";
import { ProblemBox, sentence } from "../components/ProblemBox.js";
import { tell } from "../components/tell.js";
import { toast } from "../components/toast.js";
import { leading } from "../frame/lead.js";
import { navigate, setQuery } from "../router.js";
import { moment } from "../words/figures.js";
import { t } from "../words/words.js";
import { titleOf } from "../dashboards/SaveToDashboard.js";
import { addressOfView, viewOf } from "./saved.js";

const shown = () => viewOf(new URLSearchParams(location.search));

/** Keeps the analysis that is open: as a new one, or what was changed of the one it was opened from. */
export function SaveView({ saved, question }) {
    const [isBusy, setIsBusy] = useState(false);
    const save = async () => {
        setIsBusy(true);
        await saveChanges(saved, question);
        setIsBusy(false);
    };
    if (!saved || saved.isGone) return html`<${Button} icon="bookmark" disabled=${!question} onClick=${() => openSave(question)}>${t("view.save")}</${Button}>`;
    return html`<${Button} icon=${saved.isChanged ? "save" : "check"} kind=${saved.isChanged ? "primary" : "secondary"} disabled=${isBusy || !saved.isChanged} onClick=${save}>${t(saved.isChanged ? "view.saveChanges" : "view.isSaved")}</${Button}>`;
}

/** What else can be done with a saved analysis, for the menu of the page. */
export function viewItems(saved, question, mayKeep) {
    const { value } = saved ?? {};
    return [
        value && mayKeep && { text: t("view.saveAsNew"), icon: "bookmark", run: () => openSave(question, t("dash.copyOf", { name: value.name })) },
        value && mayKeep && { text: t("view.about"), icon: "pencil", run: () => openAbout(value, (kept) => { if (standing().saved === kept.id) setQuery({ revision: kept.revision }); }) },
        value && { text: t("view.share"), icon: "link", run: () => shareView(saved.id) },
        value && mayKeep && { text: t("view.remove"), icon: "trash-2", isDanger: true, run: () => removeOpen(value) },
        { text: t("view.all"), icon: "bookmark", href: "/views" }, null,
    ];
}

/** What the address asks, and which saved analysis it names. */
function standing() {
    const query = new URLSearchParams(location.search);
    return { path: location.pathname, saved: query.get("saved"), q: query.get("q") };
}

function removeOpen(view) {
    const lead = leading();
    return removeView(view, (kept) => (kept ? navigate(`/views/${kept.id}`) : lead("/views")));
}

/** Copies the link that always opens what is saved. */
export async function shareView(id) {
    await copy(`${location.origin}/views/${id}`);
    toast(t("explore.linkCopied"));
}

/** The address goes on with what is saved now; what somebody asked meanwhile, or another page, stays as it is. */
function goOn(kept, asked) {
    const { kind: _, ...draft } = kept.question;
    const now = standing();
    if (now.path !== asked.path || now.saved !== asked.saved) return;
    setQuery({ ...(now.q === asked.q ? { q: JSON.stringify(draft) } : {}), saved: kept.id, revision: kept.revision });
}

async function saveChanges(saved, question, revision = saved.revision) {
    const { name, folder } = saved.value;
    const asked = standing();
    try {
        const kept = await put(`/views/${saved.id}`, { name, folder, question, view: shown() }, { revision });
        goOn(kept, asked);
        toast(t("view.saved", { name: kept.name }));
    } catch (problem) {
        if (problem.status === 412) await tell(async () => openConflict(await newest(saved.id), saved, question));
        else if (problem.status === 404) openSave(question, name);
        else toast(sentence(problem), { kind: "problem" });
    }
}

/** What is saved now, and by whom as far as one may read the audit. */
async function newest(id) {
    const theirs = await get(`/views/${id}`);
    if (!may("read_audit")) return theirs;
    const by = await get(`/audit?action=analysis.save&subject=analysis/${id}&limit=1`).then(({ records }) => records[0]?.actor, () => undefined);
    return { ...theirs, by };
}

/** Somebody else has saved meanwhile: both states are kept until one is chosen. */
function openConflict(theirs, saved, question) {
    openDialog(t("view.conflict"), (close) => html`<p>${t("dash.conflictText", { name: theirs.name, who: theirs.by ?? t("dash.somebody"), moment: moment(theirs.changed_at) })}</p>
        <p><a href=${`/views/${theirs.id}`} target="_blank" rel="noopener">${t("view.lookAtTheirs")}</a></p>
        <div class="dialog-actions"><${Button} onClick=${() => { close(); navigate(addressOfView(theirs)); }}>${t("dash.takeTheirs")}</${Button}>
            <${Button} onClick=${() => { close(); openSave(question, t("dash.copyOf", { name: saved.value.name })); }}>${t("view.saveAsNew")}</${Button}>
            <${Button} kind="primary" onClick=${() => { close(); saveChanges({ ...saved, value: theirs }, question, theirs.revision); }}>${t("dash.overwrite")}</${Button}></div>`);
}

/** Saves the question under a name. */
export function openSave(question, name) {
    openDialog(t("view.save"), (close) => html`<${About} start=${{ name: name ?? titleOf(question), folder: "" }} close=${close} save=${async (values) => {
        const asked = standing();
        const kept = await post("/views", { ...values, question, view: shown() });
        goOn(kept, asked);
        toast(t("view.saved", { name: kept.name }), { action: { text: t("view.all"), href: "/views" } });
    }} />`, { size: "small" });
}

/** Changes the name and the folder; what else was changed of the analysis meanwhile stays. */
export function openAbout(view, done) {
    let seen = view;
    const save = async (values) => {
        const { name, folder, question, view: look, revision } = await get(`/views/${view.id}`);
        if (name !== seen.name || folder !== seen.folder) {
            seen = { name, folder };
            throw new Problem({ code: "renamed", detail: t("view.renamed", { name, folder: folder || "–" }) });
        }
        done(await put(`/views/${view.id}`, { ...values, question, view: look ?? {} }, { revision }));
        toast(t("view.saved", { name: values.name }));
    };
    openDialog(t("view.about"), (close) => html`<${About} start=${{ name: view.name, folder: view.folder }} close=${close} save=${save} />`, { size: "small" });
}

function About({ start, close, save }) {
    const [values, setValues] = useState(start);
    const [state, setState] = useState({});
    const submit = async (event) => {
        event.preventDefault();
        setState({ isBusy: true });
        try {
            await save({ name: values.name.trim(), folder: values.folder.trim() });
            close();
        } catch (problem) {
            setState({ problem });
        }
    };
    const field = (name, label, more) => html`<label class="field"><span>${label}</span><input class="form-control" value=${values[name]} maxlength="200" ...${more} onInput=${(event) => setValues((old) => ({ ...old, [name]: event.target.value }))} /></label>`;
    return html`<form onSubmit=${submit}>${field("name", t("dash.name"), { required: true, autofocus: true })}${field("folder", t("dash.folder"), { placeholder: t("view.noFolder") })}
        <${ProblemBox} problem=${state.problem} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${state.isBusy || !values.name.trim()}>${t("dash.saveAction")}</${Button}></div></form>`;
}

/** Removes it after a question; for a while it can be brought back: `done(view)` is told that, `done()` that it is gone. */
export async function removeView(view, done) {
    if (!await confirm(t("view.remove"), { text: t("view.removeText", { name: view.name }), action: t("view.remove"), isDanger: true })) return;
    await tell(async () => {
        const { name, folder, question, view: look } = await get(`/views/${view.id}`);
        await remove(`/views/${view.id}`, { revision: view.revision });
        done();
        const back = async () => done(await post("/views", { name, folder, question, view: look ?? {} }));
        toast(t("view.removed", { name }), { action: { text: t("view.bringBack"), run: () => tell(back) }, seconds: 12 });
    });
}
