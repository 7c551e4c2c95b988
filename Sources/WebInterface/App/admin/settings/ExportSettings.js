import { html } from "../../html.js";
import { get, put } from "../../api/client.js";
import { may } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, Working } from "../../components/Blocks.js";
import { Button, IconButton } from "../../components/Buttons.js";
import { isAt, ProblemBox } from "../../components/ProblemBox.js";
import { toast } from "../../components/toast.js";
import { t } from "../../words/words.js";
import { Conflict } from "../data/TablePage.js";
import { useKept, useSaved } from "../kept.js";
import { Field, Input, useAct } from "../parts.js";
import { Suppression } from "../Suppression.js";

const callersOf = (quota) => Object.entries(quota?.callers ?? {}).map(([name, rows]) => ({ name, rows: String(rows) }));
const start = (value) => ({ base: value, suppression: value.suppression, rows: value.quota?.rows_per_day ?? "", callers: callersOf(value.quota) });

/** What is sent: both at once, null where nothing is said. */
function bodyOf(draft) {
    const callers = Object.fromEntries(draft.callers.filter((caller) => caller.name.trim()).map((caller) => [caller.name.trim(), Number(caller.rows)]));
    const quota = { ...(draft.rows === "" || draft.rows === null ? {} : { rows_per_day: Number(draft.rows) }), ...(Object.keys(callers).length > 0 ? { callers } : {}) };
    return { suppression: draft.suppression.length > 0 ? draft.suppression : null, quota: Object.keys(quota).length > 0 ? quota : null };
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** Who is in no export and no delivery, and how many rows a caller may export a day. */
export function ExportSettings() {
    const answer = useAnswer("export-settings", (signal) => get("/export-settings", { signal }));
    const [value, take] = useSaved(answer);
    return html`<${Card} title=${t("exportSettings.title")} subtitle=${t("exportSettings.subtitle")}><${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${value && html`<${Form} value=${value} take=${take} again=${answer.again} />`}</${Card}>`;
}

function Form({ value, take, again }) {
    const [kept, setDraft, drop] = useKept("export-settings", null);
    const draft = kept ?? start(value);
    const [act, isBusy, problem] = useAct();
    const set = (more) => setDraft((old) => ({ ...(old ?? draft), ...more }));
    const clients = useAnswer(may("manage_access") ? "clients" : null, (signal) => get("/clients", { signal }));
    const isChanged = !same(bodyOf(draft), bodyOf(start(value)));
    const save = (isSure) => act(async () => {
        const now = isSure ? draft.base : await get("/export-settings");
        if (!same(now, draft.base)) throw Object.assign(new Error(), { status: 412, rest: {} });
        const saved = await put("/export-settings", bodyOf(draft));
        take(saved);
        // What was changed while it was at work is still to be saved.
        setDraft((late) => (late && !same(bodyOf(late), bodyOf(draft)) ? { ...late, base: saved } : null));
        toast(t("admin.saved"));
    });
    const caller = (index, next) => set({ callers: next ? draft.callers.with(index, next) : draft.callers.toSpliced(index, 1) });
    const isBeside = ["/suppression", "/quota/rows_per_day"].some((place) => isAt(problem, place));
    return html`<form onSubmit=${(event) => { event.preventDefault(); save(false); }}>
        <div class="field"><span class="field-title">${t("suppression.title")}</span><small class="quiet">${t("suppression.hint")}</small><${Suppression} sources=${draft.suppression} problem=${problem} onChange=${(suppression) => set({ suppression })} /></div>
        <div class="two-fields"><${Field} label=${t("quota.rows")} hint=${t("quota.rowsHint")} problem=${problem} pointer="/quota/rows_per_day"><${Input} type="number" min="0" placeholder=${t("quota.none")} value=${draft.rows} onChange=${(rows) => set({ rows })} /></${Field}>
            <div class="field"><span class="field-title">${t("quota.callers")}</span><small class="quiet">${t("quota.callersHint")}</small>
                ${draft.callers.map((one, index) => html`<div class="header-line" key=${index}><${Input} aria-label=${t("quota.caller")} placeholder="client/push-sender" list="quota-callers" value=${one.name} onChange=${(name) => caller(index, { ...one, name })} />
                    <${Input} aria-label=${t("quota.callerRows", { name: one.name })} type="number" min="0" required value=${one.rows} onChange=${(rows) => caller(index, { ...one, rows })} /><${IconButton} icon="x" label=${t("admin.remove")} onClick=${() => caller(index, null)} /></div>`)}
                <datalist id="quota-callers">${(clients.value?.clients ?? []).map((one) => html`<option key=${one.name} value=${`client/${one.name}`} />`)}</datalist>
                <div><${Button} small icon="plus" onClick=${() => set({ callers: [...draft.callers, { name: "", rows: "" }] })}>${t("quota.addCaller")}</${Button}></div></div></div>
        <${Working} isBusy=${isBusy} />${problem?.status === 412 ? html`<${Conflict} problem=${problem} mine=${() => save(true)} theirs=${() => { drop(); again(); act(async () => {}); }} />` : !isBeside && html`<${ProblemBox} problem=${problem} />`}
        ${isChanged && html`<div class="save-bar" role="region" aria-label=${t("exportSettings.unsaved")}><span class="grow">${t("exportSettings.unsaved")}</span><${Button} onClick=${() => { drop(); act(async () => {}); }}>${t("data.discard")}</${Button}><button class="button primary" disabled=${isBusy}>${t("admin.save")}</button></div>`}</form>`;
}
