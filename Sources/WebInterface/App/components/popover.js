import { html, render } from "../html.js";
import { FOCUSABLE } from "./focus.js";

// Menus and pickers float in the browser's top layer: nothing clips them, Esc and a click elsewhere
// close them, and the focus goes back to where it was.

let opened = null;

/**
 * Opens `content(close)` below `anchor`, an element or `{ x, y }`; one is open at a time.
 * Options: `label` for screen readers, `width`, `onClose`.
 */
export function openPopover(anchor, content, { label, width, onClose, focus = true } = {}) {
    closePopover();
    const box = document.createElement("div");
    box.className = "floating";
    box.setAttribute("popover", "auto");
    box.setAttribute("role", "dialog");
    if (label) box.setAttribute("aria-label", label);
    if (width) box.style.width = `${width}px`;
    const before = document.activeElement;
    // Inside an open dialog, or else everything outside it would be inert.
    (document.querySelector("dialog[open]:last-of-type") ?? document.body).append(box);
    const close = () => { if (box.isConnected) box.hidePopover(); };
    opened = { box, close, anchor };
    render(html`<${Content} of=${content} close=${close} />`, box);
    box.addEventListener("toggle", (event) => {
        if (event.newState !== "closed") return;
        if (opened?.box === box) opened = null;
        unfollow();
        const hadFocus = box.contains(document.activeElement) || document.activeElement === document.body;
        render(null, box);
        box.remove();
        if (hadFocus && before?.isConnected) before.focus({ preventScroll: true });
        onClose?.();
    });
    box.addEventListener("keydown", (event) => { if (event.key === "Tab" && isLast(box, event.shiftKey)) close(); });
    box.showPopover();
    const unfollow = follow(box, anchor);
    if (focus) (box.querySelector("input, select, textarea, button, [role=menuitem], [tabindex='0']"))?.focus({ preventScroll: true });
    return close;
}

export const closePopover = () => opened?.close();

function Content({ of, close }) {
    return of(close);
}

/** Whether Tab leads out of the box: it is closed then, and the focus goes on from where it was opened. */
function isLast(box, isBackwards) {
    const stops = [...box.querySelectorAll(FOCUSABLE)].filter((one) => one.tabIndex >= 0 && one.checkVisibility());
    return document.activeElement === stops.at(isBackwards ? 0 : -1);
}

/** Keeps the box where the anchor is, whatever scrolls or grows; gives the end of it. */
function follow(box, anchor) {
    const place = () => { if (box.isConnected && anchor.isConnected !== false) position(box, anchor); };
    const scrolled = ({ target }) => { if (!box.contains(target)) place(); };
    const watcher = new ResizeObserver(place);
    watcher.observe(box);
    addEventListener("resize", place);
    addEventListener("scroll", scrolled, { capture: true, passive: true });
    place();
    return () => {
        watcher.disconnect();
        removeEventListener("resize", place);
        removeEventListener("scroll", scrolled, { capture: true });
    };
}

/** Below the anchor, above it where there is more room, and always inside the window. */
function position(box, anchor) {
    const margin = 8;
    const at = anchor instanceof Element ? anchor.getBoundingClientRect()
        : { left: anchor.x, right: anchor.x, top: anchor.y, bottom: anchor.y };
    const { width, height } = box.getBoundingClientRect();
    const below = innerHeight - at.bottom - margin;
    const top = height <= below || below >= at.top ? at.bottom + 4 : at.top - height - 4;
    box.style.left = `${Math.max(margin, Math.min(at.left, innerWidth - width - margin))}px`;
    box.style.top = `${Math.max(margin, Math.min(top, innerHeight - height - margin))}px`;
    box.style.maxHeight = `${innerHeight - 2 * margin}px`;
}
