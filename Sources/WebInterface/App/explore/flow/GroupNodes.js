import { html, useState } from "../../html.js";
import { Button } from "../../components/Buttons.js";
import { openDialog } from "../../components/layers.js";
import { t } from "../../words/words.js";

/** Whether a pattern fits a whole value; `*` stands for any characters, everything else for itself. */
const fits = (pattern, value) => new RegExp(`^${pattern.split("*").map((part) => part.replace(/[.+?^${}()|[\]\\]/g, "\\$&")).join("[^]*")}$`).test(value);

/** Asks for a pattern that puts a node and others into one: `labels` are those that are shown, `take(rule)` gets it. */
export function openGroup(label, labels, take) {
    openDialog(t("flow.group"), (close) => html`<${Group} label=${label} labels=${labels} take=${(rule) => { close(); take(rule); }} close=${close} />`, { size: "small" });
}

function Group({ label, labels, take, close }) {
    const [pattern, setPattern] = useState(label.replace(/[^/]*$/, "*"));
    const [name, setName] = useState("");
    const wanted = pattern.trim();
    const found = wanted ? labels.filter((one) => fits(wanted, one)) : [];
    const isReady = wanted && found.length > 0;
    return html`<form onSubmit=${(event) => { event.preventDefault(); if (isReady) take({ pattern: wanted, label: name.trim() || wanted }); }}>
        <label class="field"><span>${t("flow.groupName")}</span><input class="form-control" autofocus value=${pattern} maxlength="500" aria-invalid=${!isReady} aria-describedby="group-fits" onInput=${(event) => setPattern(event.target.value)} /></label>
        <p id="group-fits" class=${isReady ? "quiet small" : "field-problem"} aria-live="polite">${isReady ? t("flow.groupFits", { count: found.length, names: found.slice(0, 5).join(", ") + (found.length > 5 ? " …" : "") }) : t(wanted ? "flow.groupFitsNone" : "flow.groupEmpty")}</p>
        <label class="field"><span>${t("rules.label")}</span><input class="form-control" value=${name} placeholder=${wanted} maxlength="200" onInput=${(event) => setName(event.target.value)} /></label>
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${!isReady}>${t("flow.groupAction")}</${Button}></div></form>`;
}
