import { html, useState } from "../../html.js";
import { post, put } from "../../api/client.js";
import { Working } from "../../components/Blocks.js";
import { Button, Select } from "../../components/Buttons.js";
import { Picker } from "../../components/Picker.js";
import { FieldProblem, isAt, ProblemBox } from "../../components/ProblemBox.js";
import { readySchedule, ScheduleEditor } from "../../segments/builder/ScheduleEditor.js";
import { t } from "../../words/words.js";
import { Conflict } from "../data/TablePage.js";
import { useKept } from "../kept.js";
import { Field, Input, useAct } from "../parts.js";

// A draft remembers the revision it began from: another's change in between is told, not overwritten.
const start = (delivery) => ({
    revision: delivery?.revision, name: delivery?.name ?? "", segment: delivery?.segment ?? "", destination: delivery?.destination ?? "", schedule: delivery?.schedule ?? null, mode: delivery?.mode ?? "delta",
    batch: delivery?.batch_size ?? 1000, holdout: Math.round((delivery?.holdout?.share ?? 0) * 1000) / 10, salt: delivery?.holdout?.salt ?? "", fields: delivery && Object.keys(delivery.fields ?? {}).length > 0 ? JSON.stringify(delivery.fields, null, 2) : "",
});

/** Members whose problems stand beside their fields. */
const PLACES = ["/name", "/segment", "/destination", "/schedule", "/batch_size", "/holdout", "/fields"];

/** What is sent, where and when. */
export function DeliveryForm({ delivery, destinations, segments, close, done }) {
    const [draft, setDraft, drop] = useKept(`delivery.${delivery?.id ?? ""}`, start(delivery));
    const [act, isBusy, problem] = useAct();
    const [fault, setFault] = useState(null);
    const set = (more) => {
        setFault(null);
        setDraft((old) => ({ ...old, ...more }));
    };
    const told = fault ?? problem;
    const destination = draft.destination || (destinations.length === 1 ? destinations[0].id : "");
    const save = (revision) => {
        let fields = null;
        try {
            fields = draft.fields.trim() ? JSON.parse(draft.fields) : null;
        } catch (error) {
            setFault({ detail: t("delivery.badFields", { reason: error.message }), pointer: "/fields" });
            return;
        }
        if (!draft.segment || !destination) {
            setFault({ detail: t("delivery.choose"), pointer: draft.segment ? "/destination" : "/segment" });
            return;
        }
        setFault(null);
        const schedule = readySchedule(draft.schedule);
        act(async () => {
            const body = { name: draft.name.trim(), segment: draft.segment, destination, mode: draft.mode, batch_size: Number(draft.batch), holdout: { ...(draft.salt?.trim() ? { salt: draft.salt.trim() } : {}), share: Math.round(Number(draft.holdout) * 10) / 1000 },
                ...(schedule ? { schedule } : {}), ...(fields ? { fields } : {}), paused: delivery?.paused ?? false };
            const saved = delivery ? await put(`/deliveries/${delivery.id}`, body, { revision }) : await post("/deliveries", body);
            drop();
            close();
            done(saved);
        });
    };
    return html`<form onSubmit=${(event) => { event.preventDefault(); save(draft.revision); }}>
        <${Field} label=${t("data.name")} problem=${told} pointer="/name"><${Input} required value=${draft.name} onChange=${(name) => set({ name })} /></${Field}>
        <div class="two-fields"><div class="field"><span class="field-title">${t("delivery.segment")}</span><${Picker} label=${t("delivery.segment")} icon="users-round" value=${draft.segment} placeholder=${t("register.choose")} options=${segments.map((one) => ({ value: one.id, text: one.name, count: one.size }))} onChange=${(segment) => set({ segment })} /><${FieldProblem} problem=${told} pointer="/segment" /></div>
            <${Field} label=${t("delivery.to")} problem=${told} pointer="/destination"><${Select} label=${t("delivery.to")} value=${destination} onChange=${(next) => set({ destination: next })} choices=${[...(destination ? [] : [["", t("register.choose")]]), ...destinations.map((one) => [one.id, one.name])]} /></${Field}></div>
        <div class="field"><span class="field-title">${t("schedule.title")}</span><${ScheduleEditor} schedule=${draft.schedule} onChange=${(schedule) => set({ schedule })} /><${FieldProblem} problem=${told} pointer="/schedule" /></div>
        <${Field} label=${t("deliveries.mode")} hint=${t("deliveryMode." + draft.mode)}><${Select} label=${t("deliveries.mode")} value=${draft.mode} onChange=${(mode) => set({ mode })} choices=${["delta", "full"].map((mode) => [mode, t("deliveries.mode." + mode)])} /></${Field}>
        <div class="two-fields"><${Field} label=${t("delivery.batch")} problem=${told} pointer="/batch_size"><${Input} type="number" min="1" max="50000" value=${draft.batch} onChange=${(batch) => set({ batch })} /></${Field}>
            <${Field} label=${t("delivery.holdout")} hint=${t("delivery.holdoutHint")} problem=${told} pointer="/holdout"><${Input} type="number" min="0" max="90" step="0.1" value=${draft.holdout} onChange=${(holdout) => set({ holdout })} /></${Field}></div>
        ${Number(draft.holdout) > 0 && html`<${Field} label=${t("heldOut.salt")} hint=${t("heldOut.saltHint")}><${Input} value=${draft.salt ?? ""} maxlength="100" onChange=${(salt) => set({ salt })} /></${Field}>`}
        <details class="field" open=${draft.fields !== ""}><summary>${t("delivery.fields")}</summary><textarea class="form-control code-area" rows="6" aria-label=${t("delivery.fields")} placeholder=${'{"member_id": "user", "change": "change", "grade": {"attribute": "grade"}, "campaign": {"value": "spring"}}'} value=${draft.fields} onInput=${(event) => set({ fields: event.target.value })}></textarea><small class="quiet">${t("delivery.fieldsHint")}</small><${FieldProblem} problem=${told} pointer="/fields" /></details>
        <${Working} isBusy=${isBusy} />${problem?.status === 412 ? html`<${Conflict} problem=${problem} mine=${() => save("*")} theirs=${() => { drop(); close(); done(delivery); }} />` : html`<${ProblemBox} problem=${PLACES.some((place) => isAt(told, place)) ? null : told} />`}
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><button class="button primary" disabled=${isBusy}>${t("admin.save")}</button></div></form>`;
}
