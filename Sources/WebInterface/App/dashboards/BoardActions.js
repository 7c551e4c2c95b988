import { html, useState } from "../html.js";
import { all } from "../api/all.js";
import { get, remove } from "../api/client.js";
import { useAnswer } from "../api/useAnswer.js";
import { Button, IconButton } from "../components/Buttons.js";
import { copy } from "../components/clipboard.js";
import { confirm, openDialog } from "../components/layers.js";
import { openMenu } from "../components/Menu.js";
import { openOptions } from "../components/Picker.js";
import { Star } from "../components/Star.js";
import { tell } from "../components/tell.js";
import { leading } from "../frame/lead.js";
import { setQuery } from "../router.js";
import { t } from "../words/words.js";
import { KINDS } from "../explore/question.js";
import { append, keepDraft } from "./board.js";
import { openText } from "./BoardGrid.js";

/** What can be done with a whole dashboard: star, link, add, arrange, and the rest in a menu. */
export function Actions({ id, board, isEditing, canEdit, change, start, copyMine, revision }) {
    const share = () => tell(() => copy(location.href.replace(/([?&])edit=1&?/, "$1").replace(/[?&]$/, "")), t("explore.linkCopied"));
    const removeAll = async () => {
        if (!await confirm(t("dash.remove"), { text: t("dash.removeText", { name: board.name }), action: t("dash.remove"), isDanger: true })) return;
        const lead = leading();
        await tell(async () => {
            await remove(`/dashboards/${id}`, { revision });
            keepDraft(id, null);
            lead("/dashboards");
        });
    };
    return html`
        <${Star} of="dashboard" id=${id} kind="secondary" />
        <${Button} icon="link" onClick=${share}>${t("explore.copyLink")}</${Button}>
        ${canEdit && html`<${AddButton} change=${(values) => { start(); change(values); }} />
            <${Button} icon=${isEditing ? "check" : "layout-dashboard"} aria-pressed=${isEditing} onClick=${() => setQuery({ edit: isEditing ? null : "1" })}>${t(isEditing ? "dash.done" : "dash.edit")}</${Button}>
            <${IconButton} icon="ellipsis" kind="secondary" label=${t("explore.more")} onClick=${(event) => openMenu(event.currentTarget, [
        { text: t("dash.about"), icon: "pencil", run: () => openAbout(board, change) },
        { text: t("dash.duplicate"), icon: "copy", run: copyMine }, null,
        { text: t("dash.remove"), icon: "trash-2", isDanger: true, run: removeAll },
    ], { label: t("explore.more") })} />`}`;
}

/** What can be put on a dashboard: a text, an analysis that was saved, or a new question. */
export function AddButton({ change, kind = "secondary" }) {
    const put = (tile) => change((board) => ({ tiles: append(board.tiles, tile) }));
    const fromViews = (anchor) => openOptions(anchor, {
        label: t("dash.addSaved"), none: t("dash.noViews"), options: useViewOptions,
        async choose(value) {
            const view = await get(`/views/${value}`);
            put({ kind: "analysis", title: view.name, question: view.question, view: view.view ?? {} });
        },
    });
    const open = (event) => {
        const anchor = event.currentTarget;
        openMenu(anchor, [
            { text: t("dash.addText"), icon: "type", run: () => openText({}, (values) => put({ kind: "text", view: {}, ...values })) },
            { text: t("dash.addSaved"), icon: "bookmark", run: () => fromViews(anchor) },
            { heading: t("dash.addNew") },
            ...KINDS.map((one) => ({ text: t("explore." + one), icon: "arrow-right", href: `/explore/${one}` })),
        ], { label: t("dash.add") });
    };
    return html`<${Button} kind=${kind} icon="plus" aria-haspopup="menu" onClick=${open}>${t("dash.add")}</${Button}>`;
}

/** The saved analyses, to choose from; a Problem where they could not be fetched. */
function useViewOptions() {
    const { value, problem } = useAnswer("views", (signal) => all("/views", { signal }));
    return value?.map((view) => ({ value: view.id, text: view.name, hint: view.owner })) ?? problem ?? undefined;
}

function openAbout(board, change) {
    openDialog(t("dash.about"), (close) => html`<${About} board=${board} change=${change} close=${close} />`, { size: "small" });
}

function About({ board, change, close }) {
    const [values, setValues] = useState({ name: board.name, folder: board.folder ?? "", description: board.description ?? "" });
    const field = (name, label) => html`<label class="field"><span>${label}</span><input class="form-control" value=${values[name]} maxlength="200" required=${name === "name"} onInput=${(event) => setValues({ ...values, [name]: event.target.value })} /></label>`;
    return html`<form onSubmit=${(event) => { event.preventDefault(); change({ ...values, name: values.name.trim() }); close(); }}>
        ${field("name", t("dash.name"))}${field("description", t("dash.description"))}${field("folder", t("dash.folder"))}
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${!values.name.trim()}>${t("action.apply")}</${Button}></div></form>`;
}
