import { html, useRef, useState } from "../../html.js";
import { Icon } from "../../components/Icon.js";

/** A part of the builder with its heading; what is used rarely is folded until it holds something. */
export function Section({ title, children, isFolded, explain }) {
    const [chosen, setChosen] = useState(null);
    // What has held something stays open, unless one folds it.
    const held = useRef(false);
    if (isFolded === false) held.current = true;
    const isOpen = chosen ?? held.current;
    if (isFolded === undefined) return html`<section class="section"><h3>${title} ${explain}</h3>${children}</section>`;
    return html`<section class="section"><h3><button type="button" class="fold" aria-expanded=${isOpen} onClick=${() => setChosen(!isOpen)}>
        <${Icon} name=${isOpen ? "chevron-down" : "chevron-right"} size=${15} />${title}</button></h3>${isOpen && children}</section>`;
}

/** A word and its control beside each other. */
export function Line({ label, children, explain }) {
    return html`<div class="line"><span class="line-label">${label} ${explain}</span><span class="line-control">${children}</span></div>`;
}
