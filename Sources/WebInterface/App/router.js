import { store, useStore } from "./store.js";

// The address holds the whole state of a page; pages are told apart by patterns such as /explore/:kind.

const here = () => ({ path: location.pathname, query: new URLSearchParams(location.search), hash: location.hash });
const place = store(here());

addEventListener("popstate", arrive);

let path = location.pathname;
const leaving = new Set();

/** Calls `work` when another page is gone to, before it is shown. */
export const onLeave = (work) => leaving.add(work);

function arrive() {
    if (location.pathname !== path) for (const work of leaving) work();
    path = location.pathname;
    place.set(here());
}

/** Tells later whether one is still on the page of now: `const isHere = fromHere(); await …; if (isHere()) navigate("/segments/3")`. */
export function fromHere() {
    const { path } = place.get();
    return () => place.get().path === path;
}

/** The current address: `{ path, query, hash }`. */
export const usePlace = () => useStore(place);

/** Goes to an address of this server: `navigate("/segments/3")`. */
export function navigate(address, { replace = false } = {}) {
    if (address === location.pathname + location.search + location.hash) replace = true;
    history[replace ? "replaceState" : "pushState"](null, "", address);
    arrive();
    if (!replace) scrollTo(0, 0);
}

/** Sets, or with null takes away, values of the query; the rest of the address stays. */
export function setQuery(values, options = { replace: true }) {
    const query = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(values)) {
        if (value === null || value === undefined || value === "") query.delete(name);
        else query.set(name, value);
    }
    const text = query.toString();
    const address = location.pathname + (text ? "?" + text : "") + location.hash;
    if (address === location.pathname + location.search + location.hash) return;
    history[options.replace ? "replaceState" : "pushState"](null, "", address);
    place.set(here());
}

/** A part of a path as it was before it was written into an address; null where it was not written so. */
function decoded(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        return null;
    }
}

/** What a path's parts are: `match("/segments/:id", "/segments/3")` is `{ id: "3" }`; else null. */
export function match(pattern, path) {
    const wanted = pattern.split("/");
    const given = path.replace(/(.)\/$/, "$1").split("/");
    if (wanted.length !== given.length) return null;
    const parts = {};
    for (const [index, part] of wanted.entries()) {
        const text = part.startsWith(":") ? decoded(given[index]) : null;
        if (text !== null) parts[part.slice(1)] = text;
        else if (part !== given[index]) return null;
    }
    return parts;
}

/** Follows links inside the application without loading the page anew. */
export function followLinks() {
    document.addEventListener("click", (event) => {
        const link = event.target.closest?.("a[href]");
        if (!link || event.defaultPrevented || event.button !== 0) return;
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
        if (link.target || link.hasAttribute("download") || link.origin !== location.origin) return;
        if (/^\/(assets|api|sign-in|sign-out|account)\b/.test(link.pathname)) return;
        if (link.getAttribute("href").startsWith("#")) return;
        event.preventDefault();
        navigate(link.pathname + link.search + link.hash);
    });
}
