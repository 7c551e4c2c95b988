import { html, useState } from "../../html.js";
import { get, patch, post } from "../../api/client.js";
import { Button } from "../../components/Buttons.js";
import { openDialog } from "../../components/layers.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { runOnArrival } from "../segment.js";
import { readySchedule } from "./ScheduleEditor.js";

const around = (draft) => ({
    name: draft.name.trim(), description: draft.description, folder: draft.folder.trim(), tags: draft.tags, expires: draft.expires || null, schedule: readySchedule(draft.schedule),
});

/** Saves a draft: a new segment, or a new version with a note. Gives the segment, or null where it was called off. */
export async function saveSegment(draft, definition) {
    if (!draft.base) {
        const { expires, schedule, ...rest } = around(draft);
        const saved = await post("/segments", { ...rest, ...(expires ? { expires } : {}), ...(schedule ? { schedule } : {}), ...definition });
        runOnArrival.add(String(saved.id));
        return saved;
    }
    const saved = await askForNote((note) => write(draft.base, { ...around(draft), ...definition, ...(note ? { note } : {}) }));
    if (saved && saved.version !== draft.base.version) runOnArrival.add(String(saved.id));
    return saved;
}

/** Writes over the revision that was read; where somebody was faster, asks whose words count. */
export async function write(base, body, send = (revision) => patch(`/segments/${base.id}`, body, { revision })) {
    try {
        return await send(base.revision);
    } catch (problem) {
        if (problem.status !== 412) throw problem;
        const now = await get(`/segments/${base.id}`);
        const choice = await askWhose(problem, now);
        if (choice === "mine") return send(now.revision);
        if (choice === "theirs") return now;
        return null;
    }
}

function askForNote(save) {
    return new Promise((resolve) => {
        // Whoever closes the dialog while it is saved has it saved all the same: what follows waits for that.
        let sent = null;
        const send = async (note) => {
            sent = save(note);
            try {
                await sent;
            } catch (problem) {
                sent = null;
                throw problem;
            }
            close();
        };
        const close = openDialog(t("builder.saveVersion"), () => html`<${Note} save=${send} close=${() => close()} />`, { size: "small", onClose: () => resolve(sent) });
    });
}

function Note({ save, close }) {
    const [note, setNote] = useState("");
    const [state, setState] = useState({ isBusy: false, problem: null });
    const submit = async (event) => {
        event.preventDefault();
        setState({ isBusy: true, problem: null });
        try {
            await save(note.trim());
        } catch (problem) {
            setState({ isBusy: false, problem });
        }
    };
    return html`<form onSubmit=${submit}><label class="field"><span>${t("builder.note")}</span><input class="form-control" value=${note} placeholder=${t("builder.notePlaceholder")} autofocus onInput=${(event) => setNote(event.target.value)} /></label>
        <${ProblemBox} problem=${state.problem} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${state.isBusy}>${t("builder.save")}</${Button}></div></form>`;
}

/** Somebody changed the segment meanwhile: who, when, and both ways on. */
function askWhose(problem, now) {
    return new Promise((resolve) => {
        let answer = null;
        const choose = (choice, close) => { answer = choice; close(); };
        const who = problem.rest?.changed_by ?? now.author;
        openDialog(t("conflict.title"), (close) => html`<p>${t("conflict.text", { who, at: moment(now.changed_at), version: now.version })}</p>
            ${now.in_words && html`<p class="in-words quiet">${now.in_words}</p>`}
            <p><a href=${`/segments/${now.id}?tab=versions`} target="_blank" rel="noopener">${t("conflict.look")}</a></p>
            <div class="dialog-actions"><${Button} onClick=${close}>${t("conflict.back")}</${Button}>
                <${Button} onClick=${() => choose("theirs", close)}>${t("conflict.theirs")}</${Button}>
                <${Button} kind="primary" onClick=${() => choose("mine", close)}>${t("conflict.mine")}</${Button}></div>`, { onClose: () => resolve(answer) });
    });
}
