import { html, useEffect, useState } from "../../html.js";
import { get } from "../../api/client.js";
import { Card } from "../../components/Blocks.js";
import { IconButton } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { t } from "../../words/words.js";
import { ScheduleEditor } from "./ScheduleEditor.js";

/** What stands around a definition: name, folder, tags; schedule and expiry for a new one. */
export function Frame({ draft, change, isNew }) {
    const [isOpen, setIsOpen] = useState(Boolean(draft.description || draft.folder || draft.tags.length || draft.expires || draft.schedule) && isNew);
    const [folders, setFolders] = useState([]);
    useEffect(() => { if (isOpen) get("/segments/folders").then((answer) => setFolders(answer.folders), () => {}); }, [isOpen]);
    return html`<${Card} class="segment-frame">
        <div class="row-line"><input class="form-control segment-name" aria-label=${t("segments.name")} placeholder=${t("builder.namePlaceholder")} value=${draft.name} maxlength="200" autofocus=${isNew} onInput=${(event) => change({ name: event.target.value })} />
            <button type="button" class="fold" aria-expanded=${isOpen} onClick=${() => setIsOpen(!isOpen)}><${Icon} name=${isOpen ? "chevron-up" : "chevron-down"} size=${15} /> ${t("builder.details")}</button></div>
        ${isOpen && html`<div class="frame-fields">
            <label class="field wide"><span>${t("segments.description")}</span><textarea class="form-control" rows="2" value=${draft.description} onInput=${(event) => change({ description: event.target.value })}></textarea></label>
            <label class="field"><span>${t("segments.folder")}</span><input class="form-control" list="segment-folders" placeholder=${t("builder.folderPlaceholder")} value=${draft.folder} onInput=${(event) => change({ folder: event.target.value })} />
                <datalist id="segment-folders">${folders.map((folder) => html`<option key=${folder.name} value=${folder.name} />`)}</datalist></label>
            <div class="field"><span>${t("segments.tags")}</span><${TagInput} tags=${draft.tags} onChange=${(tags) => change({ tags })} /></div>
            <div class="field"><span>${t("schedule.title")}</span><${ScheduleEditor} schedule=${draft.schedule} onChange=${(schedule) => change({ schedule })} /></div>
            <label class="field"><span>${t("schedule.expires")}</span><input class="form-control" type="date" value=${draft.expires ?? ""} onInput=${(event) => change({ expires: event.target.value || null })} /></label></div>`}
    </${Card}>`;
}

/** Tags as chips; Enter or a comma adds what was typed, but the Enter that ends a syllable of Hangul does not. */
export function TagInput({ tags, onChange }) {
    const [typed, setTyped] = useState("");
    const add = () => {
        const tag = typed.trim().replace(/,$/, "").trim();
        if (tag && !tags.includes(tag)) onChange([...tags, tag]);
        setTyped("");
    };
    return html`<div class="tag-input form-control">${tags.map((tag) => html`<span class="chip" key=${tag}>${tag}<${IconButton} icon="x" size=${12} label=${t("filter.without", { value: tag })} onClick=${() => onChange(tags.filter((other) => other !== tag))} /></span>`)}
        <input aria-label=${t("builder.addTag")} placeholder=${t("builder.addTag")} value=${typed} onInput=${(event) => setTyped(event.target.value)} onBlur=${add}
            onKeyDown=${(event) => { if (event.isComposing) return; if (event.key === "Enter" || event.key === ",") { event.preventDefault(); add(); } }} /></div>`;
}
