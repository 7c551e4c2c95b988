import { classes, html, useLayoutEffect, useRef } from "../html.js";
import { store, useStore } from "../store.js";
import { t } from "../words/words.js";
import { IconButton } from "./Buttons.js";

// Dialogs and drawers: the browser's own <dialog> keeps the focus inside and closes with Esc.

const layers = store([]);
let number = 0;

/**
 * Opens a dialog; `content(close)` is what stands in it. `shape` is "modal" or "drawer", `size` small,
 * medium or large; `onClose` is called however it is closed. `close()` is whether it was still open: what is begun in it and
 * ends later goes nowhere once one has left it, `if (close()) navigate(…)`.
 */
export function openDialog(title, content, { shape = "modal", size = "medium", onClose } = {}) {
    const id = ++number;
    const close = () => {
        if (!layers.get().some((layer) => layer.id === id)) return false;
        layers.set((all) => all.filter((layer) => layer.id !== id));
        onClose?.();
        return true;
    };
    layers.set((all) => [...all, { id, title, content, shape, size, close }]);
    return close;
}

export const openDrawer = (title, content, options = {}) => openDialog(title, content, { shape: "drawer", ...options });

/** Asks before something is done: resolves to true or false. */
export function confirm(title, { text, action, isDanger = false }) {
    return new Promise((resolve) => {
        let answer = false;
        openDialog(title, (close) => html`
            <p>${text}</p>
            <div class="dialog-actions">
                <button type="button" class="button secondary" onClick=${close}>${t("action.cancel")}</button>
                <button type="button" class=${classes("button", isDanger ? "danger" : "primary")}
                    onClick=${() => { answer = true; close(); }}>${action}</button>
            </div>`, { size: "small", onClose: () => resolve(answer) });
    });
}

export const closeDialogs = () => [...layers.get()].forEach((layer) => layer.close());

/** Where dialogs are drawn: once, in the frame. */
export function Layers() {
    return useStore(layers).map((layer) => html`<${Layer} key=${layer.id} layer=${layer} />`);
}

function Layer({ layer }) {
    const dialog = useRef(null);
    // Before it is seen: what is typed into it at once must not lose its field to the focus that comes with it.
    useLayoutEffect(() => {
        dialog.current.showModal();
        return () => dialog.current?.close();
    }, []);
    // A click beside it closes it, unless something was written into a form, which would be lost by a slip.
    const isWritten = useRef(false);
    const written = (event) => { if (event.target.form) isWritten.current = true; };
    const outside = (event) => { if (event.target === dialog.current && !isWritten.current) layer.close(); };
    return html`<dialog ref=${dialog} class=${classes("layer", layer.shape, layer.size)} aria-labelledby=${`layer-${layer.id}`}
        onCancel=${(event) => { if (event.target === dialog.current) { event.preventDefault(); layer.close(); } }}
        onMouseDown=${outside} onInput=${written}>
        <div class="layer-inside">
            <header><h2 id=${`layer-${layer.id}`}>${layer.title}</h2>
                <${IconButton} icon="x" label=${t("action.close")} onClick=${layer.close} /></header>
            <div class="layer-body">${layer.content(layer.close)}</div>
        </div>
    </dialog>`;
}
