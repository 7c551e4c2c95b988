import { html, useEffect, useState } from "../html.js";
import { get } from "../api/client.js";
import { may } from "../api/me.js";
import { Button } from "../components/Buttons.js";
import { Icon } from "../components/Icon.js";
import { openDialog } from "../components/layers.js";
import { openOptions } from "../components/Picker.js";
import { FieldProblem } from "../components/ProblemBox.js";
import { ListUpload } from "../segments/builder/ListUpload.js";
import { findSegments } from "../segments/builder/Parts.js";
import { count } from "../words/figures.js";
import { t } from "../words/words.js";

const keyOf = (source) => (typeof source === "string" ? source : `list/${source.list}`);

/**
 * Segments and lists whose users are left out, as settings write them: `["12", { list: "3" }]`.
 * Segments are found by typing; a list is uploaded.
 */
export function Suppression({ sources, onChange, problem, pointer = "/suppression" }) {
    const [known, setKnown] = useState({});
    const learn = (key, one) => setKnown((old) => ({ ...old, [key]: one }));
    useEffect(() => {
        for (const source of sources) {
            const key = keyOf(source);
            if (known[key]) continue;
            const asked = typeof source === "string" ? get(`/segments/${source}`) : get(`/lists/${source.list}`).then(({ list, name }) => ({ name, size: list.ids }));
            asked.then((one) => learn(key, one), () => learn(key, { isGone: true }));
        }
    }, [sources.map(keyOf).join()]);
    const add = (source) => onChange([...sources.filter((other) => keyOf(other) !== keyOf(source)), source]);
    const addSegment = (event) => openOptions(event.currentTarget, { label: t("suppression.addSegment"), load: findSegments(sources.filter((source) => typeof source === "string")),
        choose: (id, option) => { learn(id, option.segment); add(String(id)); } });
    const addList = () => openDialog(t("suppression.addList"), (close) => html`<${Upload} close=${close} take=${(list) => { add({ list: String(list.id) }); close(); }} />`);
    const text = (source) => {
        const name = known[keyOf(source)]?.name;
        if (typeof source === "string") return name ?? t("suppression.segment", { id: source });
        return [t("suppression.list", { id: source.list }), name].filter(Boolean).join(" · ");
    };
    const remove = (index) => onChange(sources.toSpliced(index, 1));
    return html`<div class="suppression">${sources.length === 0 && html`<p class="quiet small">${t("suppression.none")}</p>`}
        <ul class="plain-list">${sources.map((source, index) => html`<li key=${keyOf(source)} class="suppressed"><${Icon} name=${typeof source === "string" ? "users-round" : "list"} size=${15} />
            ${typeof source === "string" ? html`<a href=${`/segments/${source}`} target="_blank" rel="noopener">${text(source)}</a>` : html`<span>${text(source)}</span>`}
            <span class="quiet small">${known[keyOf(source)]?.isGone ? t("suppression.gone") : known[keyOf(source)]?.size !== undefined ? count(known[keyOf(source)].size) : ""}</span><span class="space"></span>
            <button type="button" class="icon-button ghost" aria-label=${t("filter.without", { value: text(source) })} title=${t("admin.remove")} onClick=${() => remove(index)}><${Icon} name="x" size=${15} /></button>
            <${FieldProblem} problem=${problem} pointer=${`${pointer}/${index}`} /></li>`)}</ul>
        <div class="row-line"><${Button} small icon="users-round" onClick=${addSegment}>${t("suppression.addSegment")}</${Button}>
            ${may("edit_segments") && html`<${Button} small icon="upload" onClick=${addList}>${t("suppression.addList")}</${Button}>`}</div></div>`;
}

/** A list of ids is uploaded, looked at, and taken. */
function Upload({ take, close }) {
    const [list, setList] = useState(null);
    return html`<${ListUpload} list=${list} onChange=${setList} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" disabled=${!list} onClick=${() => take(list)}>${t("suppression.take")}</${Button}></div>`;
}
