import { classes, html, useState } from "../html.js";
import { t } from "../words/words.js";
import { Icon } from "./Icon.js";
import { useLoaded } from "./Picker.js";
import { openPopover } from "./popover.js";
import { sentence } from "./ProblemBox.js";
import { useEnter } from "./useEnter.js";
import { useLive, useNewest } from "./useNewest.js";

/** Several values of a field, chosen from a list that shows how often each occurs. */
export function ValuesPicker({ field, values, onChange, loadValues }) {
    const labels = field.valueLabels ?? {};
    const remove = (value) => onChange(values.filter((other) => other !== value));
    const useValues = useLive(values);
    const set = useNewest(onChange);
    const open = (event) => openPopover(event.currentTarget.closest(".values"), () => html`<${Choice} field=${field} useValues=${useValues}
        onChange=${set} loadValues=${loadValues} />`, { label: t("filter.values"), width: 320 });
    return html`<div class="values">
        ${values.map((value) => html`<span class="chip" key=${value}>${labels[value] ?? String(value)}
            <button type="button" aria-label=${t("filter.without", { value: labels[value] ?? value })} onClick=${() => remove(value)}><${Icon} name="x" size=${12} /></button></span>`)}
        <button type="button" class=${classes("chip-add", values.length === 0 && "is-empty")} onClick=${open}>
            ${values.length === 0 ? t("filter.chooseValues") : html`<${Icon} name="plus" size=${13} /><span class="visually-hidden">${t("filter.chooseValues")}</span>`}</button>
    </div>`;
}

function Choice({ field, useValues, onChange, loadValues }) {
    const [typed, setTyped] = useState("");
    const chosen = useValues();
    const loaded = useLoaded((text, signal) => loadValues(field, text, signal), typed);
    const options = loaded?.options;
    const turn = (value) => onChange(chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value]);
    const other = typed.trim();
    const exact = options?.find((option) => String(option.value) === other);
    const showsOther = other && !exact;
    // What was typed is a value itself, unless one of the list is written so.
    const take = () => { if (other) turn(exact ? exact.value : other); };
    const enter = useEnter(loaded?.typed !== typed, () => { take(); setTyped(""); }, take);
    return html`<div class="options">
        <div class="options-search"><${Icon} name="search" size=${15} /><input type="text" autofocus aria-label=${t("filter.values")} placeholder=${t("picker.searchOrType")}
            value=${typed} onInput=${(event) => { enter.forget(); setTyped(event.target.value); }}
            onKeyDown=${(event) => { if (event.key === "Enter" && !event.isComposing && other) enter.press(); }} /></div>
        <ul class="options-list" aria-label=${t("filter.values")}>
            ${!loaded && html`<li class="options-none">${t("state.loading")}</li>`}
            ${loaded?.problem && html`<li class="options-none" role="alert">${sentence(loaded.problem)}</li>`}
            ${options?.length === 0 && !loaded.problem && !showsOther && html`<li class="options-none">${t(options.isMasked ? "filter.masked" : "picker.none")}</li>`}
            ${(options ?? []).map((option) => html`<li key=${option.value}><label class="option-check"><input type="checkbox" class="form-check-input" checked=${chosen.includes(option.value)} onChange=${() => turn(option.value)} />
                <span class="option-text">${option.text}${option.hint && html`<small>${option.hint}</small>`}</span>
                ${option.share !== undefined && html`<span class="option-bar"><i style=${{ width: `${Math.max(2, Math.round(option.share * 100))}%` }}></i></span>`}
                ${option.count !== undefined && html`<span class="option-count">${option.count}</span>`}</label></li>`)}
            ${showsOther && html`<li><label class="option-check"><input type="checkbox" class="form-check-input" checked=${chosen.includes(other)} onChange=${() => turn(other)} />
                <span class="option-text">${t("picker.take", { text: other })}</span></label></li>`}
        </ul></div>`;
}
