import { html } from "../../html.js";
import { Button, IconButton } from "../../components/Buttons.js";
import { TextField } from "../../components/Fields.js";
import { t } from "../../words/words.js";

/** Patterns such as `/loan/*` that put several pages into one row or node. */
export function Rules({ rules, onChange }) {
    const list = rules ?? [];
    const set = (next) => onChange(next.length ? next : undefined);
    return html`<div class="rules"><p class="quiet small">${t("rules.explained")}</p>
        ${list.map((rule, index) => html`<div class="row-line" key=${index}>
            <${TextField} label=${t("rules.pattern")} placeholder="/loan/*" value=${rule.pattern} onTake=${(pattern) => pattern && set(list.with(index, { ...rule, pattern }))} />
            <${TextField} label=${t("rules.label")} placeholder=${t("rules.label")} value=${rule.label} onTake=${(label) => set(list.with(index, { pattern: rule.pattern, ...(label ? { label } : {}) }))} />
            <${IconButton} icon="x" size=${14} label=${t("rules.remove")} onClick=${() => set(list.toSpliced(index, 1))} /></div>`)}
        <${Button} small kind="ghost" icon="plus" onClick=${() => set([...list, { pattern: "/example/*" }])}>${t("rules.add")}</${Button}></div>`;
}
