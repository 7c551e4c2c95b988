import { html } from "../../html.js";
import { Badge } from "../../components/Blocks.js";
import { Button, Select, Switch } from "../../components/Buttons.js";
import { FieldProblem } from "../../components/ProblemBox.js";
import { count } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { Input } from "../parts.js";

/** A value as people read it. */
export function textOf(item, value) {
    if (value === null || value === undefined) return "";
    if (item.kind === "flag") return t(value ? "settings.on" : "settings.off");
    if (item.kind === "whole") return count(value);
    if (item.kind === "object" && item.members) return item.members.map((member) => `${member.title}: ${textOf(member, value[member.name])}`).join(", ");
    return typeof value === "object" ? JSON.stringify(value) : String(value);
}

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/**
 * One setting: what it does, what holds, what holds where nobody chooses, and the problem that points at it.
 * `changed` is what waits to be saved: undefined for nothing, null for the default. `onChange` takes the same.
 */
export function Setting({ item, changed, problem, onChange }) {
    const value = changed === undefined ? item.value : changed ?? item.default;
    const choose = (next) => onChange(same(next, item.value) ? undefined : next);
    const isDefault = same(value, item.default);
    const pointer = "/" + item.name;
    return html`<section class="setting" aria-label=${item.title}><div class="setting-words"><h3>${item.title} ${changed !== undefined ? html`<${Badge} kind="warn">${t("settings.unsaved")}</${Badge}>` : item.chosen && html`<${Badge} kind="good">${t("settings.chosen")}</${Badge}>`}</h3>
            <p>${item.description}</p>${item.words && changed === undefined && html`<p class="quiet small">${item.words}</p>`}<p class="quiet small"><code>${item.name}</code></p></div>
        <div class="setting-value">${item.kind === "object" && item.members
        ? html`<div class="setting-members">${item.members.map((member) => html`<div class="field" key=${member.name}><${Entry} item=${member} label=${member.title} value=${value[member.name]} onChange=${(next) => choose({ ...value, [member.name]: next })} />
                <small class="quiet">${t("settings.defaultIs", { value: textOf(member, member.default) })}</small><${FieldProblem} problem=${problem} pointer=${`${pointer}/${member.name}`} /></div>`)}</div>`
        : html`<div class="field"><${Entry} item=${item} label=${item.title} isAlone=${true} value=${value} onChange=${choose} /><small class="quiet">${t("settings.defaultIs", { value: textOf(item, item.default) })}</small></div>`}
            ${(item.kind !== "object" || problem?.pointer === pointer) && html`<${FieldProblem} problem=${problem} pointer=${pointer} />`}
            <div class="row-line">${changed !== undefined && html`<${Button} small kind="ghost" icon="undo-2" onClick=${() => onChange(undefined)}>${t("settings.undo")}</${Button}>`}
                ${!isDefault && html`<${Button} small icon="history" onClick=${() => onChange(null)}>${t("settings.reset")}</${Button}>`}</div></div></section>`;
}

/** The field of a value, by its kind. */
function Entry({ item, label, value, onChange, isAlone }) {
    const shown = isAlone ? "" : label;
    if (item.kind === "flag") return html`<${Switch} label=${isAlone ? t(value ? "settings.on" : "settings.off") : label} name=${label} checked=${value} onChange=${onChange} />`;
    if (item.kind === "choice") return html`<label class="field-label"><span>${shown}</span><${Select} label=${label} value=${value} onChange=${onChange} choices=${item.allowed.words.map((word) => [word, word])} /></label>`;
    const isNumber = item.kind === "whole";
    const range = isNumber && item.allowed ? { min: item.allowed.minimum ?? undefined, max: item.allowed.maximum ?? undefined } : {};
    return html`<label class="field-label">${shown && html`<span>${shown}</span>`}<${Input} aria-label=${label} type=${isNumber ? "number" : "text"} ...${range} value=${value ?? ""} onChange=${(text) => onChange(isNumber ? (text === "" ? "" : Number(text)) : text)} /></label>`;
}
