import { classes, html, useRef, useState } from "../html.js";
import { Icon } from "./Icon.js";
import { told } from "./tell.js";

/** What a click does: what it begins is not begun again until it has ended, and where it fails, a note says why. */
function useClick(act) {
    const [isBusy, setIsBusy] = useState(false);
    const isAt = useRef(false);
    const set = (value) => { isAt.current = value; setIsBusy(value); };
    const onClick = act && ((event) => {
        if (isAt.current) return;
        const outcome = told(act(event));
        if (!(outcome instanceof Promise)) return;
        set(true);
        outcome.then(() => set(false));
    });
    // It keeps the focus: a disabled button would lose it.
    return isBusy ? { onClick, "aria-disabled": true, "aria-busy": true } : { onClick };
}

/** A button that shows an icon only; `label` is what it does. */
export function IconButton({ icon, label, kind = "ghost", class: name, size = 18, onClick, ...rest }) {
    return html`<button type="button" class=${classes("icon-button", kind, name)} aria-label=${label} title=${label} ...${rest} ...${useClick(onClick)}>
        <${Icon} name=${icon} size=${size} /></button>`;
}

/** A button with words: kind is primary, secondary, ghost or danger. */
export function Button({ icon, kind = "secondary", small, children, class: name, onClick, ...rest }) {
    return html`<button type="button" class=${classes("button", kind, small && "small", name)} ...${rest} ...${useClick(onClick)}>
        ${icon && html`<${Icon} name=${icon} size=${16} />`}<span>${children}</span></button>`;
}

/**
 * One of a few: `<${Segmented} label=… value=… choices=${[["bars", t("…")], …]} onChange=… />`.
 * A choice may carry an icon as its third part.
 */
export function Segmented({ label, value, choices, onChange, small }) {
    return html`<div class=${classes("segmented", small && "small")} role="group" aria-label=${label}>
        ${choices.map(([code, text, icon]) => html`<button type="button" key=${code} aria-pressed=${code === value}
            onClick=${() => code !== value && onChange(code)}>${icon && html`<${Icon} name=${icon} size=${16} />`}${text}</button>`)}
    </div>`;
}

/** A switch with its words. */
export function Switch({ label, name, checked, onChange }) {
    return html`<label class="form-check form-switch"><input class="form-check-input" type="checkbox" role="switch" aria-label=${name}
        checked=${checked} onChange=${(event) => onChange(event.target.checked)} />
        <span class="form-check-label">${label}</span></label>`;
}

/** A select: choices are `[value, text]`. */
export function Select({ label, value, choices, onChange, small, quiet, id }) {
    return html`<select class=${classes("form-select", small && "form-select-sm", quiet && "quiet")} aria-label=${label} id=${id}
        value=${value} onChange=${(event) => onChange(event.target.value)}>
        ${choices.map(([code, text]) => html`<option key=${code} value=${code} selected=${code === value}>${text}</option>`)}
    </select>`;
}
