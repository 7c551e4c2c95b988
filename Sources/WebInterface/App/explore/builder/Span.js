import { html } from "../../html.js";
import { Select } from "../../components/Buttons.js";
import { NumberField } from "../../components/Fields.js";
import { t } from "../../words/words.js";

const UNITS = ["minute", "hour", "day", "week"];

/** A stretch of time such as a window: `{ value, unit }`, or undefined for none. */
export function Span({ span, onChange, label, none }) {
    const unit = span?.unit ?? "none";
    return html`<span class="span">
        ${span && html`<${NumberField} label=${label} min=${1} max=${1000} value=${span.value} onChange=${(value) => onChange({ ...span, value })} />`}
        <${Select} small label=${t("span.unit", { label })} value=${unit} onChange=${(name) => onChange(name === "none" ? undefined : { value: span?.value ?? 7, unit: name })}
            choices=${[["none", none ?? t("span.none")], ...UNITS.map((name) => [name, t("unit." + name + "s")])]} /></span>`;
}
