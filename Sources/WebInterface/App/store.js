import { useEffect, useState } from "./html.js";

/**
 * A value that components watch: `const open = store(false)`; `open.set(true)`; `useStore(open)`.
 * @template T
 * @param {T} value
 */
export function store(value) {
    const watchers = new Set();
    return {
        get: () => value,
        set(next) {
            value = typeof next === "function" ? next(value) : next;
            for (const watch of [...watchers]) watch(value);
        },
        watch(watcher) {
            watchers.add(watcher);
            return () => watchers.delete(watcher);
        },
    };
}

/** The store's value; the component is drawn again when it changes. */
export function useStore(source) {
    const [value, setValue] = useState(source.get());
    useEffect(() => {
        setValue(() => source.get());
        return source.watch((next) => setValue(() => next));
    }, [source]);
    return value;
}

/** A store that outlives the page: kept in this browser under `cxm.NAME`. */
export function keptStore(name, fallback) {
    const key = `cxm.${name}`;
    let start = fallback;
    try {
        start = JSON.parse(localStorage.getItem(key)) ?? fallback;
    } catch {
        // What cannot be read is as good as nothing.
    }
    const kept = store(start);
    kept.watch((value) => localStorage.setItem(key, JSON.stringify(value)));
    return kept;
}
