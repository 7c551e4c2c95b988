import { useEffect, useRef } from "../html.js";
import { useNewest } from "./useNewest.js";

/**
 * Enter right after typing means what fits the typed text, not what was listed before: `const { press, forget } = useEnter(isStale, take)`.
 * While the list `isStale`, `press()` waits for it and then does `take(true)`; `forget()` when something else is typed. `leave` is done
 * where the list is closed while it is waited for.
 */
export function useEnter(isStale, take, leave) {
    const isWanted = useRef(false);
    const end = useNewest(() => { if (isWanted.current) leave?.(); });
    useEffect(() => end, []);
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
