import { classes, html } from "../html.js";
import { store, useStore } from "../store.js";
import { t } from "../words/words.js";
import { IconButton } from "./Buttons.js";
import { Icon } from "./Icon.js";
import { told } from "./tell.js";

const toasts = store([]);
let number = 0;

/** A short word on what happened: kind is done, problem or note; `action` is `{ text, run | href }`. It stays while it is pointed at or has the focus. */
export function toast(text, { kind = "done", action, seconds = kind === "problem" ? 12 : 5 } = {}) {
    const id = ++number;
    const close = () => toasts.set((all) => all.filter((entry) => entry.id !== id));
    let timer = null;
    const stay = () => clearTimeout(timer);
    const go = () => { stay(); timer = setTimeout(close, seconds * 1000); };
    toasts.set((all) => [...all.slice(-3), { id, text, kind, action, close, stay, go }]);
    go();
}

/** Where they are drawn: once, in the frame. */
export function Toasts() {
    const all = useStore(toasts);
    return html`<div class="toasts" role="status" aria-live="polite">
        ${all.map((entry) => html`<div key=${entry.id} class=${classes("toast-note", entry.kind)} onMouseEnter=${entry.stay} onMouseLeave=${entry.go} onFocusIn=${entry.stay} onFocusOut=${entry.go}>
            <${Icon} name=${{ done: "circle-check", problem: "circle-alert", note: "info" }[entry.kind]} />
            <span>${entry.text}</span>
            ${entry.action && (entry.action.href
        ? html`<a href=${entry.action.href} onClick=${entry.close}>${entry.action.text}</a>`
        : html`<button type="button" class="link" onClick=${() => { entry.close(); told(entry.action.run()); }}>${entry.action.text}</button>`)}
            <${IconButton} icon="x" size=${14} label=${t("action.close")} onClick=${entry.close} />
        </div>`)}
    </div>`;
}
