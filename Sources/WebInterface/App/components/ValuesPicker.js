import { classes, html, useEffect, useState } from "../html.js";
import { t } from "../words/words.js";
import { Icon } from "./Icon.js";
import { openPopover } from "./popover.js";

/** Several values of a field, chosen from a list that shows how often each occurs. */
export function ValuesPicker({ field, values, onChange, loadValues }) {
    const labels = field.valueLabels ?? {};
    const remove = (value) => onChange(values.filter((other) => other !== value));
    const open = (event) => openPopover(event.currentTarget.closest(".values"), () => html`<${Choice} field=${field} start=${values}
        onChange=${onChange} loadValues=${loadValues} />`, { label: t("filter.values"), width: 320 });
    return html`<div class="values">
        ${values.map((value) => html`<span class="chip" key=${value}>${labels[value] ?? String(value)}
            <button type="button" aria-label=${t("filter.without", { value: labels[value] ?? value })} onClick=${() => remove(value)}><${Icon} name="x" size=${12} /></button></span>`)}
        <button type="button" class=${classes("chip-add", values.length === 0 && "is-empty")} onClick=${open}>
            ${values.length === 0 ? t("filter.chooseValues") : html`<${Icon} name="plus" size=${13} /><span class="visually-hidden">${t("filter.chooseValues")}</span>`}</button>
    </div>`;
}

function Choice({ field, start, onChange, loadValues }) {
    const [typed, setTyped] = useState("");
    const [chosen, setChosen] = useState(start);
    const [options, setOptions] = useState(null);
    useEffect(() => {
        const controller = new AbortController();
        const timer = setTimeout(() => loadValues(field, typed, controller.signal)
            .then((all) => { if (!controller.signal.aborted) setOptions(all); })
            .catch((problem) => { if (problem.name !== "AbortError") setOptions([]); }), typed ? 150 : 0);
        return () => { clearTimeout(timer); controller.abort(); };
    }, [typed]);
    const turn = (value) => {
        const next = chosen.includes(value) ? chosen.filter((other) => other !== value) : [...chosen, value];
        setChosen(next);
        onChange(next);
    };
    const other = typed.trim();
    const showsOther = other && !(options ?? []).some((option) => String(option.value) === other);
    return html`<div class="options">
        <div class="options-search"><${Icon} name="search" size=${15} /><input type="text" autofocus aria-label=${t("filter.values")} placeholder=${t("picker.searchOrType")}
            value=${typed} onInput=${(event) => setTyped(event.target.value)}
            onKeyDown=${(event) => { if (event.key === "Enter" && other) { turn(showsOther ? other : options.find((option) => String(option.value) === other).value); setTyped(""); } }} /></div>
        <ul class="options-list" aria-label=${t("filter.values")}>
            ${options === null && html`<li class="options-none">${t("state.loading")}</li>`}
            ${options?.length === 0 && !showsOther && html`<li class="options-none">${t(options.isMasked ? "filter.masked" : "picker.none")}</li>`}
            ${(options ?? []).map((option) => html`<li key=${option.value}><label class="option-check"><input type="checkbox" class="form-check-input" checked=${chosen.includes(option.value)} onChange=${() => turn(option.value)} />
                <span class="option-text">${option.text}${option.hint && html`<small>${option.hint}</small>`}</span>
                ${option.share !== undefined && html`<span class="option-bar"><i style=${{ width: `${Math.max(2, Math.round(option.share * 100))}%` }}></i></span>`}
                ${option.count !== undefined && html`<span class="option-count">${option.count}</span>`}</label></li>`)}
            ${showsOther && html`<li><label class="option-check"><input type="checkbox" class="form-check-input" checked=${chosen.includes(other)} onChange=${() => turn(other)} />
                <span class="option-text">${t("picker.take", { text: other })}</span></label></li>`}
        </ul></div>`;
}
