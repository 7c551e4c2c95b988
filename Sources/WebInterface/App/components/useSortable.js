import { useEffect, useRef } from "../html.js";

/**
 * Lets the children of `box` be dragged by `handle`: `useSortable(box, { handle: ".step-handle", move })`.
 * `move(from, to)` changes the data that the children are drawn from; `isOn` false leaves them where they are.
 */
export function useSortable(box, { handle, draggable, move, isOn = true }) {
    const moveNow = useRef(move);
    moveNow.current = move;
    useEffect(() => {
        if (!isOn) return undefined;
        let sortable = null;
        let isGone = false;
        import("../../vendor/sortable.js").then(({ Sortable }) => {
            if (isGone) return;
            sortable = new Sortable(box.current, {
                handle, ...(draggable ? { draggable } : {}), animation: 120, forceFallback: true, fallbackTolerance: 3, ghostClass: "is-dragged",
                onEnd({ oldIndex, newIndex, item, from }) {
                    if (oldIndex === newIndex) return;
                    // What is shown is drawn from the data: the element goes back to where it was.
                    from.insertBefore(item, from.children[oldIndex < newIndex ? oldIndex : oldIndex + 1] ?? null);
                    moveNow.current(oldIndex, newIndex);
                },
            });
        }, () => { /* Without it things are moved by their menus. */ });
        return () => { isGone = true; sortable?.destroy(); };
    }, [isOn]);
}
