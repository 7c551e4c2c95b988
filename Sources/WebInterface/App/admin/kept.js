import { useEffect, useState } from "../html.js";

/**
 * A value that outlives a reload, until it is saved: `const [draft, setDraft, drop] = useKept("table.members", {})`.
 * Secrets never go in here.
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
    useEffect(() => {
        if (JSON.stringify(value) === JSON.stringify(start)) sessionStorage.removeItem(key);
        else sessionStorage.setItem(key, JSON.stringify(value));
    }, [value]);
    return [value, setValue, () => { sessionStorage.removeItem(key); setValue(start); }];
}
