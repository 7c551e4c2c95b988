import { html, useEffect, useMemo } from "../../html.js";
import { get, post } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, PageHead, Working } from "../../components/Blocks.js";
import { Button, Segmented, Switch } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { isAt, ProblemBox } from "../../components/ProblemBox.js";
import { toast } from "../../components/toast.js";
import { leading } from "../../frame/lead.js";
import { t } from "../../words/words.js";
import { useKept } from "../kept.js";
import { Field, ForThose, Input, useAct } from "../parts.js";
import { FileChoice } from "./FileChoice.js";
import { bodyOf, draftOf, fits, isPattern, missing, newImport } from "./importDraft.js";
import { Mapping } from "./Mapping.js";

const Up = () => html`<a class="up-link" href="/admin/imports"><${Icon} name="arrow-left" size=${14} /> ${t("imports.title")}</a>`;

/** An import is put together: which files, into which dataset, what the columns are; then it starts. */
export default function NewImportPage() {
    return html`<${ForThose} who="manage_catalogue"><${PageHead} title=${t("imports.new")} subtitle=${t("imports.newText")} above=${html`<${Up} />`} /><${Steps} /></${ForThose}>`;
}

const PLACES = ["/files", "/dataset", "/timezone", "/time_format", "/session_gap", "/mapping", "/types"];

function Steps() {
    const [kept, setDraft, drop] = useKept("import", newImport());
    const draft = kept.given ? draftOf(kept.given) : kept;
    const set = (more) => setDraft((old) => ({ ...(old.given ? draftOf(old.given) : old), ...more }));
    const files = useAnswer("import-files", (signal) => get("/import-files?limit=1000", { signal }));
    const datasets = useAnswer("imports", (signal) => get("/imports", { signal }));
    const [act, isBusy, problem] = useAct();
    const sample = useMemo(() => sampleOf(draft.files, files.value?.items ?? []), [draft.files.join("\n"), files.value]);
    const asked = sample && { file: sample, ...(draft.timezone.trim() ? { timezone: draft.timezone.trim() } : {}), ...(draft.timeFormat.trim() ? { time_format: draft.timeFormat.trim() } : {}) };
    const key = asked ? JSON.stringify(asked) : null;
    const preview = useAnswer(key, (signal) => post("/imports/preview", asked, { signal }), { delay: 300 });
    // The columns are those of the file that is chosen now; while what is typed beside it is looked at, they stay.
    const found = preview.value?.file === sample ? preview.value : null;
    const kind = draft.kind ?? found?.kind ?? "events";
    const lacks = found ? missing(draft, kind, found.columns, found.mapping) : [];
    const known = datasets.value?.imports.filter((one) => one.kind === kind) ?? [];
    const isKnown = known.some((one) => one.name === draft.dataset.trim());
    useEffect(() => { if (isPreviewFault(preview.problem)) document.querySelector(".import-time")?.setAttribute("open", ""); }, [preview.problem]);
    const hint = draft.files.length === 0 ? t("imports.needsFiles") : !found || preview.valueKey !== key ? t("imports.needsPreview") : !draft.dataset.trim() ? t("imports.needsDataset")
        : lacks.length > 0 ? t("imports.needsColumns", { parts: lacks.map((part) => t("use." + part)).join(", ") }) : undefined;
    const start = () => act(async () => {
        const lead = leading();
        const { job } = await post("/imports", bodyOf(draft, kind, found.columns, found.mapping));
        drop();
        toast(t("imports.started"));
        lead(`/admin/imports?job=${job.id}`);
    });
    if (!files.value) return html`<${Working} ...${files} /><${ProblemBox} problem=${files.problem} again=${files.again} />`;
    if (!files.value.enabled) return html`<${Card}><${EmptyState} icon="folder" title=${t("imports.off")} action=${html`<a class="button secondary" href="/admin/settings">${t("settings.title")}</a>`}>${t("imports.offText")}</${EmptyState}></${Card}>`;
    const told = problem ?? (isPreviewFault(preview.problem) ? preview.problem : null);
    return html`<${FileChoice} listed=${files.value} again=${files.again} chosen=${draft.files} onChange=${(list) => set({ files: list })} problem=${told} />
        <${Working} ...${preview} />${preview.problem && !isPreviewFault(preview.problem) && html`<${ProblemBox} problem=${preview.problem} again=${preview.again} />`}
        ${draft.files.length > 0 && html`<${Card} title=${t("imports.where")}><div class="two-fields">
            <div class="field"><span class="field-title">${t("register.kind")}</span><div><${Segmented} label=${t("register.kind")} value=${kind} onChange=${(next) => set({ kind: next })} choices=${["events", "attributes"].map((name) => [name, t("imports.kind." + name)])} /></div><small class="quiet">${t("importKindText." + kind)}</small></div>
            <${Field} label=${t("imports.dataset")} hint=${draft.dataset.trim() ? isKnown && !(draft.append && kind === "events") ? t("importsInto." + kind) : t(isKnown ? "imports.appends" : "imports.isNew") : t("imports.datasetHint")} problem=${told} pointer="/dataset"><${Input} list="import-datasets" autocomplete="off" value=${draft.dataset} onChange=${(dataset) => set({ dataset })} /></${Field}>
            <datalist id="import-datasets">${known.map((one) => html`<option key=${one.name} value=${one.name} />`)}</datalist></div>
            ${kind === "events" && isKnown && html`<div class="field"><${Switch} label=${t("imports.append")} checked=${draft.append} onChange=${(append) => set({ append })} /></div>`}
            <details class="import-time" open=${Boolean(draft.timezone || draft.timeFormat || draft.gap)}><summary>${t("imports.times")}</summary><div class="two-fields">
                <${Field} label=${t("imports.zone")} hint=${t("imports.zoneHint", { zone: document.documentElement.dataset.timezone ?? "UTC" })} problem=${told} pointer="/timezone"><${Input} list="time-zones" autocomplete="off" placeholder=${document.documentElement.dataset.timezone} value=${draft.timezone} onChange=${(timezone) => set({ timezone })} /></${Field}>
                <datalist id="time-zones">${zones().map((zone) => html`<option key=${zone} value=${zone} />`)}</datalist>
                <${Field} label=${t("imports.timeFormat")} hint=${t("imports.timeFormatHint")} problem=${told} pointer="/time_format"><${Input} placeholder="%d/%m/%Y %H:%M" value=${draft.timeFormat} onChange=${(timeFormat) => set({ timeFormat })} /></${Field}>
                ${kind === "events" && html`<${Field} label=${t("imports.gap")} hint=${t("imports.gapHint")} problem=${told} pointer="/session_gap"><${Input} placeholder="30m" value=${draft.gap} onChange=${(gap) => set({ gap })} /></${Field}>`}</div></details></${Card}>`}
        ${draft.files.length > 0 && found && html`<${Mapping} preview=${found} draft=${draft} kind=${kind} problem=${told} lacks=${lacks} onChange=${set} />`}
        <${Working} isBusy=${isBusy} />${told && !PLACES.some((place) => isAt(told, place)) && html`<${ProblemBox} problem=${told} />`}
        ${draft.files.length > 0 && html`<div class="save-bar" role="region" aria-label=${t("imports.start")}><span class="grow quiet">${hint ?? t("imports.ready", { count: draft.files.length })}</span><${Button} onClick=${drop}>${t("data.discard")}</${Button}>
            <${Button} kind="primary" icon="upload" disabled=${Boolean(hint) || isBusy || preview.isBusy} title=${hint} onClick=${start}>${t("imports.start")}</${Button}></div>`}`;
}

/** Whether what was typed beside the files is at fault when a file is looked at. */
const isPreviewFault = (problem) => ["/timezone", "/time_format"].some((place) => isAt(problem, place));

/** The file that is looked at: the first that was chosen, or that fits the first pattern. */
function sampleOf(chosen, items) {
    for (const name of chosen) {
        const file = isPattern(name) ? items.find((item) => fits(name, item.name))?.name : name;
        if (file) return file;
    }
    return null;
}

const zones = () => Intl.supportedValuesOf?.("timeZone") ?? [];
