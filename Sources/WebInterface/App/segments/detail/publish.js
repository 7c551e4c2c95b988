import { html, useState } from "../../html.js";
import { get, post } from "../../api/client.js";
import { may } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Button } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { openDialog } from "../../components/layers.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { toast } from "../../components/toast.js";
import { change, count, date } from "../../words/figures.js";
import { t } from "../../words/words.js";

/** Says where the newest users are not those that others are answered from, and why. */
export function PublishState({ segment, round, refresh, run }) {
    const isKnown = segment.size !== null && segment.status !== "archived";
    const key = isKnown ? `${segment.id} ${segment.revision} ${round}` : null;
    const preview = useAnswer(key, (signal) => get(`/segments/${segment.id}/snapshots/newest/publish`, { signal }));
    const found = preview.valueKey === key ? preview.value : null;
    if (preview.problem && preview.problem.status !== 404) return html`<${ProblemBox} problem=${preview.problem} again=${preview.again} />`;
    if (found && found.snapshot.version !== segment.version) return html`<div class="notice" role="status"><${Icon} name="info" /><p><b>${t("publish.olderTitle")}</b> ${t("publish.older", { before: found.snapshot.version, now: segment.version })}</p>
        ${may("edit_segments") && html`<${Button} small kind="primary" icon="play" disabled=${run.isBusy} onClick=${run.start}>${t("run.now")}</${Button}>`}</div>`;
    if (!found || found.published?.snapshot === found.snapshot.snapshot) return null;
    const text = found.held ? t("publish.held", { entered: found.entered, left: found.left }) : found.published ? t("publish.newer", { entered: found.entered, left: found.left }) : t("publish.never");
    return html`<div class=${found.held ? "notice warn" : "notice"} role="status"><${Icon} name=${found.held ? "triangle-alert" : "info"} /><p><b>${t(found.held ? "publish.heldTitle" : found.published ? "publish.newerTitle" : "publish.neverTitle")}</b> ${text}</p>
        ${may("publish") && html`<${Button} small kind=${found.held ? "secondary" : "primary"} icon="badge-check" onClick=${() => openPublish(segment, refresh)}>${t(found.held ? "publish.look" : "publish.action")}</${Button}>`}</div>`;
}

/** What publishing would change, before it is done. */
export function openPublish(segment, refresh) {
    openDialog(t("publish.title"), (close) => html`<${Publish} segment=${segment} close=${close} refresh=${refresh} />`);
}

function Publish({ segment, close, refresh }) {
    const path = `/segments/${segment.id}/snapshots/newest/publish`;
    const preview = useAnswer(segment.id, (signal) => get(path, { signal }));
    const [state, setState] = useState({ isBusy: false, problem: null, isSure: false });
    const found = preview.value;
    const publish = async () => {
        setState((old) => ({ ...old, isBusy: true, problem: null }));
        try {
            const done = await post(`/segments/${segment.id}/snapshots/${found.snapshot.snapshot}/publish`, found.held ? { confirm: true } : {});
            close();
            toast(t("publish.done", { count: done.snapshot.size }));
            refresh();
        } catch (problem) {
            setState((old) => ({ ...old, isBusy: false, problem }));
        }
    };
    if (!found) return html`<${ProblemBox} problem=${preview.problem} again=${preview.again} />${!preview.problem && html`<p class="quiet">${t("state.loading")}</p>`}`;
    const row = (name, before, after) => html`<tr><th scope="row">${t("publish." + name)}</th><td class="number">${before}</td><td class="number"><b>${after}</b></td></tr>`;
    return html`<p class="quiet">${t("publish.explained")}</p>
        <table class="data"><thead><tr><td></td><th scope="col" class="number">${t("publish.served")}</th><th scope="col" class="number">${t("publish.next")}</th></tr></thead><tbody>
            ${row("users", count(found.published?.size), count(found.snapshot.size))}${row("dataDate", date(found.published?.data_date), date(found.snapshot.data_date))}${row("version", count(found.published?.version), count(found.snapshot.version))}</tbody></table>
        <p class="publish-change"><span class="is-up">+${count(found.entered)}</span> ${t("publish.enter")} · <span class="is-down">−${count(found.left)}</span> ${t("publish.leave")}${found.change !== null && html` · ${change(found.change)}`}</p>
        ${found.held && html`<div class="notice warn"><${Icon} name="triangle-alert" /><div><p>${t("publish.heldText")}</p><label class="form-check"><input type="checkbox" class="form-check-input" checked=${state.isSure} onChange=${(event) => setState((old) => ({ ...old, isSure: event.target.checked }))} /> ${t("publish.sure")}</label></div></div>`}
        <${ProblemBox} problem=${state.problem} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" disabled=${state.isBusy || (found.held && !state.isSure)} onClick=${publish}>${t("publish.action")}</${Button}></div>`;
}
