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

/**
 * What a page shows: the newest of what was asked for and of what a save has given. `const [value, take] = useSaved(answer)`;
 * `take(await patch(…))` shows it at once, until the next answer.
 */
export function useSaved(answer) {
    const [given, setGiven] = useState({ after: null, value: null });
    const latest = useRef(null);
    latest.current = answer.value;
    return [given.value && given.after === answer.value ? given.value : answer.value, (value) => setGiven({ after: latest.current, value })];
}

const isPlain = (value) => value !== null && typeof value === "object" && !Array.isArray(value);
const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** What came into a draft of changes after it was sent: `since({ a: 1, b: 3 }, { a: 1, b: 2 })` is `{ b: 3 }`. */
export function since(now, sent) {
    const left = Object.entries(now).filter(([name, value]) => !same(value, sent?.[name]))
        .map(([name, value]) => [name, isPlain(value) && isPlain(sent?.[name]) ? since(value, sent[name]) : value]);
    return Object.fromEntries(left.filter(([, value]) => !isPlain(value) || Object.keys(value).length > 0));
}
