import { html } from "../../html.js";
import { Button, IconButton } from "../../components/Buttons.js";
import { t } from "../../words/words.js";

/** Patterns such as `/loan/*` that put several pages into one row or node. */
export function Rules({ rules, onChange }) {
    const list = rules ?? [];
    const set = (next) => onChange(next.length ? next : undefined);
    return html`<div class="rules"><p class="quiet small">${t("rules.explained")}</p>
        ${list.map((rule, index) => html`<div class="row-line" key=${index}>
            <input class="form-control form-control-sm" aria-label=${t("rules.pattern")} placeholder="/loan/*" value=${rule.pattern} onChange=${(event) => event.target.value.trim() && set(list.with(index, { ...rule, pattern: event.target.value.trim() }))} />
            <input class="form-control form-control-sm" aria-label=${t("rules.label")} placeholder=${t("rules.label")} value=${rule.label ?? ""} onChange=${(event) => set(list.with(index, { pattern: rule.pattern, ...(event.target.value.trim() ? { label: event.target.value.trim() } : {}) }))} />
            <${IconButton} icon="x" size=${14} label=${t("rules.remove")} onClick=${() => set(list.toSpliced(index, 1))} /></div>`)}
        <${Button} small kind="ghost" icon="plus" onClick=${() => set([...list, { pattern: "/example/*" }])}>${t("rules.add")}</${Button}></div>`;
}
