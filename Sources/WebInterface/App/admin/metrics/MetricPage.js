import { html, useEffect, useMemo, useState } from "../../html.js";
import { get, post, put, remove } from "../../api/client.js";
import { may } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, PageHead, Working } from "../../components/Blocks.js";
import { Button, Segmented, Select } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { confirm } from "../../components/layers.js";
import { isAt, ProblemBox } from "../../components/ProblemBox.js";
import { tell } from "../../components/tell.js";
import { toast } from "../../components/toast.js";
import { leading } from "../../frame/lead.js";
import { language, loadTables, useCatalogue } from "../../segments/builder/catalogue.js";
import { t } from "../../words/words.js";
import { Conflict } from "../data/TablePage.js";
import { useKept } from "../kept.js";
import { Field, ForThose, Input, useAct } from "../parts.js";
import { bodyOf, draftOf, isReady, newDraft } from "./metric.js";
import { EDITS_METRICS } from "./MetricsPage.js";
import { PartEditor } from "./PartEditor.js";

const Up = () => html`<a class="up-link" href="/admin/metrics"><${Icon} name="arrow-left" size=${14} /> ${t("metrics.title")}</a>`;

/** A metric is made or changed: `/admin/metrics/new`, `/admin/metrics/4`. */
export default function MetricPage({ id }) {
    const isNew = id === "new";
    const saved = useAnswer(isNew ? null : id, (signal) => get(`/metrics/${encodeURIComponent(id)}?${language()}`, { signal }));
    if (saved.problem) return html`<${PageHead} title=${t("metrics.one")} above=${html`<${Up} />`} />${saved.problem.status === 404
        ? html`<${Card}><${EmptyState} icon="search" title=${t("metrics.gone")} action=${html`<a class="button primary" href="/admin/metrics">${t("metrics.title")}</a>`}>${saved.problem.detail}</${EmptyState}></${Card}>`
        : html`<${ProblemBox} problem=${saved.problem} again=${saved.again} />`}`;
    if (!isNew && saved.valueKey !== id) return html`<${PageHead} title=${t("metrics.one")} above=${html`<${Up} />`} /><${Working} ...${saved} />`;
    return html`<${ForThose} who=${isNew ? EDITS_METRICS : "look"}><${Editor} key=${`${id} ${saved.value?.revision}`} saved=${isNew ? null : saved.value} again=${saved.again} /></${ForThose}>`;
}

function Editor({ saved, again }) {
    const start = useMemo(() => ({ revision: saved?.revision ?? null, ...(saved ? draftOf(saved) : newDraft()) }), []);
    const [draft, setDraft, drop] = useKept(`metric.${saved?.id ?? "new"}`, start);
    const [act, isBusy, problem] = useAct();
    const [fault, setFault] = useState(null);
    const catalogue = useCatalogue();
    useEffect(() => { loadTables(); }, []);
    const set = (more) => setDraft((old) => ({ ...old, ...more }));
    const isChanged = JSON.stringify(draft) !== JSON.stringify(start);
    const waits = draft.form === "json" ? !draft.json.trim() : !isReady(draft);
    const asked = useMemo(() => {
        try {
            return waits ? null : JSON.stringify(bodyOf(draft));
        } catch {
            return null;
        }
    }, [draft]);
    const words = useAnswer(asked, (signal) => post(`/metrics/describe?${language()}`, JSON.parse(asked), { signal }), { delay: 250 });
    const told = fault ?? problem ?? (words.problem?.pointer !== "/name" ? words.problem : null);
    const save = (revision) => {
        setFault(null);
        let body;
        try {
            body = bodyOf(draft);
        } catch (error) {
            setFault({ detail: t("metrics.badJSON", { reason: error.message }) });
            return;
        }
        const lead = leading();
        act(async () => {
            const made = saved ? await put(`/metrics/${saved.id}`, body, { revision }) : await post("/metrics", body);
            drop();
            toast(t("admin.saved"));
            if (saved) again();
            lead(saved ? "/admin/metrics" : `/admin/metrics/${made.id}`, null, { replace: !saved });
        });
    };
    const turn = (form) => {
        setFault(null);
        if (form === "json") return set({ form, json: JSON.stringify(bodyOf(draft), null, 2) });
        if (draft.form !== "json") return set({ form });
        try {
            set({ ...draftOf(JSON.parse(draft.json)), json: "" });
        } catch (error) {
            setFault({ detail: t("metrics.badJSON", { reason: error.message }) });
        }
        return undefined;
    };
    const takeAway = async () => {
        if (!await confirm(t("metrics.remove"), { text: t("metrics.removeText", { name: saved.name }), action: t("admin.remove"), isDanger: true })) return;
        const lead = leading();
        if (await tell(() => remove(`/metrics/${saved.id}`, { revision: saved.revision }), t("admin.removed"))) { drop(); lead("/admin/metrics"); }
    };
    const mayEdit = may(EDITS_METRICS);
    const hint = waits ? t("metrics.needsMore") : draft.form !== "json" && !draft.name.trim() ? t("metrics.needsName") : undefined;
    const pointers = draft.form === "ratio" ? ["/ratio/numerator", "/ratio/denominator"] : [""];
    return html`<${PageHead} title=${saved ? saved.name : t("metrics.new")} above=${html`<${Up} />`} actions=${mayEdit && html`${saved && html`<${Button} kind="ghost" icon="trash-2" onClick=${takeAway}>${t("admin.remove")}</${Button}>`}
            ${isChanged && html`<${Button} kind="ghost" icon="undo-2" onClick=${() => { drop(); setFault(null); }}>${t("builder.discard")}</${Button}>`}
            <${Button} kind="primary" icon="save" disabled=${Boolean(hint) || isBusy} title=${hint} onClick=${() => save(draft.revision ?? saved?.revision)}>${t("admin.save")}</${Button}>`} />
        <${Working} isBusy=${isBusy} />
        ${problem?.status === 412 ? html`<${Conflict} problem=${problem} mine=${() => save("*")} theirs=${() => { drop(); again(); }} />` : told && !shownBeside(told, draft) && html`<${ProblemBox} problem=${told} />`}
        <div class="segment-builder"><fieldset class="segment-main plain-set" disabled=${!mayEdit}>
            <${Card}><div class="admin-filters"><${Segmented} label=${t("metrics.form")} value=${draft.form} onChange=${turn} choices=${[["measured", t("metrics.measured"), "hash"], ["ratio", t("metrics.ratio"), "split"], ["json", t("metrics.asJSON"), "code"]]} /></div>
                ${draft.form === "json" ? html`<label class="field metric-json"><span>${t("metrics.json")}</span><textarea class="form-control code-area" rows="18" spellcheck="false" value=${draft.json} onInput=${(event) => set({ json: event.target.value })}></textarea><small class="quiet">${t("metrics.jsonHint")}</small></label>`
        : html`<div class="metric-head"><${Field} label=${t("data.name")} problem=${told} pointer="/name"><${Input} required maxlength="200" value=${draft.name} onChange=${(name) => set({ name })} placeholder=${t("metrics.namePlaceholder")} /></${Field}>
                    <${Field} label=${t("segments.description")}><${Input} value=${draft.description} onChange=${(description) => set({ description })} /></${Field}></div>`}</${Card}>
            <div class="card-stack">${draft.form !== "json" && pointers.map((pointer, index) => html`<${Card} key=${pointer} title=${draft.form === "ratio" ? t(index === 0 ? "metrics.numerator" : "metrics.denominator") : t("metrics.what")}><${PartEditor} part=${draft.parts[index]} catalogue=${catalogue} problem=${told} pointer=${pointer} label=${draft.form === "ratio" ? t(index === 0 ? "metrics.numerator" : "metrics.denominator") : ""}
                onChange=${(part) => set({ parts: draft.parts.with(index, part) })} /></${Card}>`)}</div>
            ${draft.form !== "json" && html`<${Card} title=${t("metrics.reading")}><div class="two-fields">
                <${Field} label=${t("metrics.unit")} hint=${t("metrics.unitHint")} problem=${told} pointer="/unit"><${Input} maxlength="20" value=${draft.unit} onChange=${(unit) => set({ unit })} /></${Field}>
                <${Field} label=${t("metrics.direction")}><${Select} label=${t("metrics.direction")} value=${draft.direction} onChange=${(direction) => set({ direction })} choices=${["higher", "lower"].map((name) => [name, t("direction." + name)])} /></${Field}>
                <${Field} label=${t("clients.owner")} hint=${t("metrics.ownerHint")}><${Input} value=${draft.owner} onChange=${(owner) => set({ owner })} /></${Field}></div></${Card}>`}</fieldset>
        <aside class="segment-side"><${Card} title=${t("side.words")}>${words.value && !words.problem ? html`<p class=${words.valueKey === asked ? "in-words" : "in-words result-old"}>${words.value.words}</p>` : html`<p class="quiet">${words.isBusy ? t("state.loading") : words.problem ? t("metrics.notYet") : hint ?? t("metrics.needsMore")}</p>`}
            <p class="quiet small">${t("metrics.sideText")}</p></${Card}></aside></div>`;
}

/** Problems that a field of the form shows. */
const shownBeside = (problem, draft) => draft.form !== "json" && (["/name", "/unit"].some((place) => isAt(problem, place))
    || (draft.form === "ratio" ? ["/ratio/numerator", "/ratio/denominator"] : [""]).some((part) => ["measure", "dataset", "field", "percent", "time", "filters"].some((name) => isAt(problem, `${part}/${name}`))));
