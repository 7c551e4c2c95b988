// The focus stays near where it was: browsers give it to nobody where its element is disabled, moved or taken away, and
// whoever uses the keyboard would have to look for it.

const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex='0']";

/** Who had the focus last, whether the keyboard was used last, and a button that is disabled while it is at work. */
let last = null;
let isByKeys = false;
let waiting = null;

export function keepFocus() {
    document.addEventListener("focusin", (event) => { last = event.target; });
    addEventListener("keydown", () => { isByKeys = true; }, true);
    addEventListener("pointerdown", () => { isByKeys = false; }, true);
    new MutationObserver((records) => {
        for (const { type, target } of records) if (type === "attributes") turned(target);
        if (isByKeys && last && isLost()) removed(records);
    }).observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled"] });
}

const isLost = () => document.activeElement === document.body || document.activeElement === null;
const give = (element) => element?.focus({ preventScroll: true });

/** A button that was pressed has the focus again once it can be pressed again. */
function turned(element) {
    if (element.disabled && element === document.activeElement) waiting = element;
    if (element.disabled || element !== waiting) return;
    waiting = null;
    if (isLost()) give(element);
}

/** What follows the place of what is gone has the focus, else what stands before it. */
function removed(records) {
    let gone = last;
    for (const { removedNodes, target, nextSibling, previousSibling } of records) {
        if (![...removedNodes].some((node) => node.contains(gone))) continue;
        if (last.isConnected) return give(last);
        if (target.isConnected) return give(near(target, [nextSibling, previousSibling]));
        // What held it is taken away as well, by a later record.
        gone = target;
    }
    return undefined;
}

/** Whether an element stands behind the place: its neighbours may be gone by now too. */
function isBehind(element, [next, before]) {
    if (next?.isConnected) return next.contains(element) || Boolean(next.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
    if (before?.isConnected) return !before.contains(element) && Boolean(before.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_FOLLOWING);
    return true;
}

function near(parent, place) {
    const root = parent.closest?.("main, dialog, .floating");
    if (!root || parent === root) return root;
    for (let box = parent; box && root.contains(box); box = box.parentElement) {
        const all = [...box.querySelectorAll(FOCUSABLE)].filter((element) => element.getClientRects().length > 0);
        if (all.length > 0) return all.find((element) => isBehind(element, place)) ?? all.at(-1);
    }
    return root;
}
