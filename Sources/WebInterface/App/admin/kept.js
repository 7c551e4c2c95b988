import { useRef, useState } from "../html.js";

/**
 * A value that outlives a reload, until it is saved: `const [draft, setDraft, drop] = useKept("table.members", {})`.
 * It is written down at once, before anything is drawn. Secrets never go in here.
 */
export function useKept(name, start) {
    const key = `cxm.draft.${name}`;
    const [value, setValue] = useState(() => {
        try {
            return JSON.parse(sessionStorage.getItem(key)) ?? start;
        } catch {
            return start;
        }
    });
    const newest = useRef(value);
    const set = (next) => {
        newest.current = typeof next === "function" ? next(newest.current) : next;
        sessionStorage.setItem(key, JSON.stringify(newest.current));
        setValue(newest.current);
    };
    const drop = () => {
        newest.current = start;
        sessionStorage.removeItem(key);
        setValue(start);
    };
    return [value, set, drop];
}
