import { useEffect, useRef } from "../html.js";

/**
 * Enter right after typing means what fits the typed text, not what was listed before: `const { press, forget } = useEnter(isStale, take)`.
 * While the list `isStale`, `press()` waits for it and then does `take(true)`; `forget()` when something else is typed.
 */
export function useEnter(isStale, take) {
    const isWanted = useRef(false);
    useEffect(() => {
        if (isStale || !isWanted.current) return;
        isWanted.current = false;
        take(true);
    });
    return {
        press() { if (isStale) isWanted.current = true; else take(false); },
        forget() { isWanted.current = false; },
    };
}
