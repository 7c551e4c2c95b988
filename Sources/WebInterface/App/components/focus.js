// The focus is never lost: where what had it is taken away, it goes to what stands in its place; where a button was off
// while it was at work, back to the button.

/** What the keyboard can reach. */
export const FOCUSABLE = "a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), [tabindex='0']";
let last = null;
/** While a key is down the focus waits: the rest of the keystroke is for what had it, not for its heir. */
let isDown = false;

/** Where an element stands: its ancestors, nearest first, each with the place of the child that leads to it. */
function placesOf(element) {
    const places = [];
    for (let child = element; child.parentElement; child = child.parentElement) {
        places.push({ parent: child.parentElement, index: [...child.parentElement.children].indexOf(child) });
    }
    return places;
}

const main = () => document.getElementById("main");
const isShown = (element) => element.checkVisibility();
const within = (element) => (element?.matches(FOCUSABLE) ? [element] : [...element?.querySelectorAll(FOCUSABLE) ?? []]).filter(isShown);

/** What stands where the element stood: of what came into its place, else of what is before it, what looks like it, else the nearest. */
function heir({ element, places }) {
    const like = (all) => all.find((one) => one.tagName === element.tagName && one.className === element.className);
    for (const { parent, index } of places.filter((place) => place.parent.isConnected)) {
        if (parent.contains(main())) break;
        const [after, before] = [within(parent.children[index]), within(parent.children[index - 1]).reverse()];
        const found = like(after) ?? like(before) ?? after[0] ?? before[0] ?? within(parent)[0];
        if (found) return found;
    }
    return main();
}

function keep() {
    if (!last) return;
    const { element, path } = last;
    // The browser takes the focus from a button that is off at its next drawing only.
    if (element.matches(":disabled")) last.wasOff = true;
    if (element.isConnected && (element.matches(":disabled") || !last.wasOff)) return;
    if (isDown || (document.activeElement && document.activeElement !== document.body)) return;
    if (element.isConnected) return element.focus({ preventScroll: true });
    const next = path === location.pathname ? heir(last) : main();
    last = null;
    next?.focus({ preventScroll: true });
}

/** Watches over the focus of the whole page from now on. */
export function keepFocus() {
    addEventListener("focusin", ({ target }) => { last = { element: target, places: placesOf(target), path: location.pathname, wasOff: false }; });
    const release = () => { isDown = false; keep(); };
    addEventListener("keydown", ({ repeat }) => { if (!repeat) release(); isDown = true; }, true);
    addEventListener("keyup", release, true);
    addEventListener("blur", ({ target }) => { if (target === window) isDown = false; });
    // Who leaves by a click beside everything has left.
    addEventListener("pointerdown", ({ target }) => { if (!target.closest?.(FOCUSABLE)) last = null; });
    new MutationObserver(keep).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
}
