import { html, useRef, useState } from "../../html.js";
import { MenuButton } from "../../components/Menu.js";
import { Icon } from "../../components/Icon.js";
import { Button } from "../../components/Buttons.js";
import { useSortable } from "../../components/useSortable.js";
import { t } from "../../words/words.js";
import { letter } from "./Breakdown.js";
import { LabelField } from "./LabelField.js";
import { MatcherEditor } from "./MatcherEditor.js";

/**
 * Lettered cards, one a step or a series; dragged by their handle, or moved by their menu.
 * `footer(step, index, set)` adds to a card; `create` makes a new one.
 */
export function StepList({ steps, onChange, dataset, range, create = () => ({}), addText, minimum = 1, footer, isInvalid, order = true }) {
    const box = useRef(null);
    const moveTo = (from, to) => { const moved = [...steps]; moved.splice(to, 0, ...moved.splice(from, 1)); onChange(moved); };
    useSortable(box, { handle: ".step-handle", move: moveTo, isOn: order });
    const set = (index, step) => onChange(steps.with(index, step));
    const [named, setNamed] = useState(null);
    const rename = (index, label) => {
        setNamed(null);
        if (label !== null && label !== (steps[index].label ?? "")) set(index, { ...steps[index], label: label || undefined });
        // The focus goes back to where the name was asked for.
        requestAnimationFrame(() => { if (document.activeElement === document.body) box.current?.children[index]?.querySelector(":scope > .icon-button")?.focus(); });
    };
    const menu = (index) => () => [
        { text: t("step.rename"), icon: "pencil", run: () => setNamed(index) },
        { text: t("step.duplicate"), icon: "copy", run: () => onChange(steps.toSpliced(index + 1, 0, { ...steps[index] })) },
        index > 0 && { text: t("step.up"), icon: "arrow-up", run: () => moveTo(index, index - 1) },
        index < steps.length - 1 && { text: t("step.down"), icon: "arrow-down", run: () => moveTo(index, index + 1) },
        steps.length > minimum && { text: t("step.remove"), icon: "trash-2", isDanger: true, run: () => onChange(steps.toSpliced(index, 1)) },
    ];
    return html`<div class="step-list"><div ref=${box} key="sorted">
        ${steps.map((step, index) => html`<div class="step-card" key=${index}>
            <div class="step-side"><span class="step-letter">${letter(index)}</span>${order && html`<span class="step-handle" title=${t("step.drag")}><${Icon} name="grip-vertical" size=${15} /></span>`}</div>
            <div class="step-inside">
                ${named === index ? html`<${LabelField} value=${step.label} onDone=${(label) => rename(index, label)} />`
        : step.label && html`<button type="button" class="step-label" title=${t("step.rename")} onClick=${() => setNamed(index)}>${step.label}</button>`}
                <${MatcherEditor} matcher=${step} dataset=${dataset} range=${range} label=${t("step.event", { step: letter(index) })} isInvalid=${isInvalid?.(index)}
                    onChange=${(next) => set(index, next)} />
                ${footer?.(step, index, (next) => set(index, next))}
            </div>
            <${MenuButton} items=${menu(index)} label=${t("step.menu", { step: letter(index) })} size=${16} />
        </div>`)}</div>
        <${Button} kind="ghost" small icon="plus" onClick=${() => onChange([...steps, create()])}>${addText ?? t("step.add")}</${Button}>
    </div>`;
}
