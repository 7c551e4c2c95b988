import { html } from "../../html.js";
import { post } from "../../api/client.js";
import { useAct } from "../../admin/parts.js";
import { Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { confirm, openDialog } from "../../components/layers.js";
import { openOptions } from "../../components/Picker.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { toast } from "../../components/toast.js";
import { t } from "../../words/words.js";

/** What is done with all chosen segments; each says how it went. */
export function BulkBar({ chosen, items, tags, folders, done, clear }) {
    const [once, isBusy, problem] = useAct();
    const act = (action, more = {}) => once(async () => {
        const { results } = await post("/segments/bulk", { ids: chosen, action, ...more });
        const failed = results.filter((result) => !result.done);
        if (failed.length > 0) openFailures(failed, items);
        if (results.length > failed.length) toast(t("bulk.done", { count: results.length - failed.length }));
        done();
    });
    const pickTag = (action) => (event) => openOptions(event.currentTarget, { label: t("segments.tag"), allowsOther: action === "tag",
        options: tags.map((tag) => ({ value: tag.name, text: tag.name, count: tag.segments })), choose: (tag) => act(action, { tags: [tag] }) });
    const move = (event) => openOptions(event.currentTarget, { label: t("segments.folder"), allowsOther: true,
        options: [{ value: "", text: t("bulk.noFolder") }, ...folders.map((folder) => ({ value: folder.name, text: folder.name, count: folder.segments }))], choose: (folder) => act("move", { folder }) });
    const isArchived = items.filter((item) => chosen.includes(item.id)).every((item) => item.status === "archived");
    const archive = async () => {
        if (await confirm(t("bulk.archiveTitle", { count: chosen.length }), { text: t("bulk.archiveText"), action: t("segment.archive"), isDanger: true })) act("archive");
    };
    return html`<div class="bulk-bar" role="region" aria-label=${t("bulk.title")}><b>${t("bulk.chosen", { count: chosen.length })}</b>
        <${Button} small icon="tag" onClick=${pickTag("tag")}>${t("bulk.tag")}</${Button}>
        <${Button} small icon="tag" onClick=${pickTag("untag")}>${t("bulk.untag")}</${Button}>
        <${Button} small icon="folder" onClick=${move}>${t("bulk.move")}</${Button}>
        ${isArchived ? html`<${Button} small icon="undo-2" onClick=${() => act("unarchive")}>${t("segment.unarchive")}</${Button}>`
        : html`<${Button} small icon="boxes" onClick=${archive}>${t("segment.archive")}</${Button}>`}
        <${Button} small kind="ghost" icon="x" onClick=${clear}>${t("bulk.clear")}</${Button}>
        <${Working} isBusy=${isBusy} /><${ProblemBox} problem=${problem} /></div>`;
}

function openFailures(failed, items) {
    const name = (id) => items.find((item) => item.id === id)?.name ?? id;
    openDialog(t("bulk.failed", { count: failed.length }), (close) => html`<ul class="plain-list">${failed.map((result) => html`<li key=${result.id}><b>${name(result.id)}</b> <span class="quiet">${result.detail}</span></li>`)}</ul>
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.close")}</${Button}></div>`);
}
