import { html, useState } from "../../html.js";
import { get, patch, post, remove } from "../../api/client.js";
import { may } from "../../api/me.js";
import { Button, IconButton } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { confirm, openDialog } from "../../components/layers.js";
import { openMenu } from "../../components/Menu.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { tell } from "../../components/tell.js";
import { toast } from "../../components/toast.js";
import { leading } from "../../frame/lead.js";
import { t } from "../../words/words.js";
import { TagInput } from "../builder/Frame.js";
import { readySchedule, ScheduleEditor } from "../builder/ScheduleEditor.js";
import { write } from "../builder/save.js";
import { useKept } from "../../admin/kept.js";
import { exportItems } from "./exportUsers.js";
import { openPublish } from "./publish.js";

/** Run, change, and all else that can be done with a segment by whoever looks at it. */
export function HeadActions({ segment, run, refresh }) {
    const isArchived = segment.status === "archived";
    const mayEdit = may("edit_segments");
    const send = (body) => tell(async () => { if (await write(segment, body)) refresh(); });
    const items = () => [
        mayEdit && { text: t("segment.settings"), icon: "settings", run: () => openSettings(segment, refresh) },
        may("publish") && segment.size !== null && !isArchived && { text: t("publish.item"), icon: "badge-check", run: () => openPublish(segment, refresh) },
        mayEdit && { text: t("segment.duplicate"), icon: "copy", run: () => duplicate(segment) },
        ...(may("export") && segment.size !== null ? [{ heading: t("segment.export") }, ...exportItems(segment)] : []),
        mayEdit && null,
        mayEdit && (isArchived ? { text: t("segment.unarchive"), icon: "undo-2", run: () => send({ status: "active" }) } : { text: t("segment.archive"), icon: "boxes", isDanger: true, run: () => archive(segment, refresh) }),
    ];
    return html`${mayEdit && !isArchived && html`<${Button} icon="play" disabled=${run.isBusy} onClick=${run.start}>${t("run.now")}</${Button}>
            <a class="button primary" href=${`/segments/${segment.id}/edit`}><${Icon} name="pencil" size=${16} /><span>${t("segment.edit")}</span></a>`}
        ${isArchived && mayEdit && html`<${Button} icon="undo-2" onClick=${() => send({ status: "active" })}>${t("segment.unarchive")}</${Button}>`}
        ${items().some(Boolean) && html`<${IconButton} icon="ellipsis" kind="secondary" label=${t("segment.more")} aria-haspopup="menu" onClick=${(event) => openMenu(event.currentTarget, items(), { label: t("segment.more") })} />`}`;
}

const duplicate = (segment) => tell(async () => {
    const lead = leading();
    const copy = await post("/segments", { name: t("segment.copyOf", { name: segment.name }), description: segment.description, folder: segment.folder, tags: segment.tags, ...segment.definition });
    lead(`/segments/${copy.id}`, copy.name);
});

/** Archives after telling who needs the segment. */
async function archive(segment, refresh) {
    let used = null;
    if (!await tell(async () => { used = await get(`/segments/${segment.id}/used-by`); })) return;
    const users = [...used.segments.map((one) => one.name), ...(used.deliveries ?? []).map((one) => one.name), ...used.uses.map((use) => use.name)];
    const text = users.length > 0 ? t("archive.used", { users: users.join(", ") }) : t("bulk.archiveText");
    if (!await confirm(t("archive.title", { name: segment.name }), { text, action: t("segment.archive"), isDanger: true })) return;
    await tell(async () => {
        await write(segment, null, (revision) => remove(`/segments/${segment.id}${used.segments.length > 0 ? "?force=true" : ""}`, { revision }));
        toast(t("archive.done"), { action: { text: t("segment.unarchive"), run: () => tell(() => patch(`/segments/${segment.id}`, { status: "active" }, { revision: "*" }).then(refresh)) } });
        refresh();
    });
}

/** Name, folder, tags, owner, schedule, expiry: what may change without a new version. */
function openSettings(segment, refresh) {
    openDialog(t("segment.settings"), (close) => html`<${Settings} segment=${segment} close=${close} refresh=${refresh} />`);
}

function Settings({ segment, close, refresh }) {
    const { name, description, folder, tags, owner, schedule, expires } = segment;
    // What was typed outlives a reload, with the revision that it began from.
    const [values, setValues, drop] = useKept(`segment.${segment.id}`, { revision: segment.revision, name, description, folder, tags, owner, schedule, expires });
    const [state, setState] = useState({ isBusy: false, problem: null });
    const set = (more) => setValues((old) => ({ ...old, ...more }));
    const save = async (event) => {
        event.preventDefault();
        setState({ isBusy: true, problem: null });
        try {
            const { revision, ...fields } = values;
            const saved = await write({ ...segment, revision }, { ...fields, name: values.name.trim(), expires: values.expires || null, schedule: readySchedule(values.schedule) });
            if (!saved) return setState({ isBusy: false, problem: null });
            drop();
            close();
            toast(t("segment.saved"));
            refresh();
        } catch (problem) {
            setState({ isBusy: false, problem });
        }
        return undefined;
    };
    const text = (key, label) => html`<label class="field"><span>${label}</span><input class="form-control" value=${values[key]} required=${key === "name"} onInput=${(event) => set({ [key]: event.target.value })} /></label>`;
    return html`<form onSubmit=${save} class="settings-form">${text("name", t("segments.name"))}${text("description", t("segments.description"))}
        <div class="frame-fields">${text("folder", t("segments.folder"))}${text("owner", t("segments.owner"))}
            <div class="field"><span>${t("segments.tags")}</span><${TagInput} tags=${values.tags} onChange=${(tags) => set({ tags })} /></div>
            <label class="field"><span>${t("schedule.expires")}</span><input class="form-control" type="date" value=${values.expires ?? ""} onInput=${(event) => set({ expires: event.target.value || null })} /></label></div>
        <div class="field"><span>${t("schedule.title")}</span><${ScheduleEditor} schedule=${values.schedule} onChange=${(schedule) => set({ schedule })} /><p class="quiet small">${t("schedule.explained")}</p></div>
        <${ProblemBox} problem=${state.problem} />
        <div class="dialog-actions"><${Button} onClick=${() => { drop(); close(); }}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${state.isBusy}>${t("builder.save")}</${Button}></div></form>`;
}
