import { useCallback, useLayoutEffect, useRef } from "../html.js";
import { store, useStore } from "../store.js";

// Lists, menus and dialogs live on while the page below them is drawn anew: what they do and show is that of the newest drawing.

/** A function that does what the newest drawing would do: `const take = useNewest((name) => onChange([...list, name]))`. */
export function useNewest(act) {
    const newest = useRef(act);
    newest.current = act;
    return useCallback((...given) => newest.current(...given), []);
}

/** A hook that gives the newest `value` in what is drawn elsewhere, such as a popover. */
export function useLive(value) {
    const live = useRef(null);
    live.current ??= store(value);
    useLayoutEffect(() => live.current.set(value));
    return () => useStore(live.current);
}
