import { useState } from "../html.js";

/**
 * The pages that follow the first: `const { items, next, more } = useMore(key, first, (after) => get(…))`.
 *
 * `first` is what `useAnswer(key, …)` gives, with `{ items, next }` as its value; so does `ask`. `await more()` adds a
 * page, and throws why it could not. What follows another first answer, or another key, is never added.
 */
export function useMore(key, first, ask) {
    const [rest, setRest] = useState({ of: null });
    const { value } = first;
    const own = value && rest.of === value ? rest : { of: value, items: value?.items ?? [], next: value?.next ?? null, isBusy: false };
    const more = async () => {
        if (own.isBusy || !own.next || first.valueKey !== key) return;
        const set = (change) => setRest((old) => (old.of === own.of ? { ...old, isBusy: false, ...change } : old));
        setRest({ ...own, isBusy: true });
        try {
            const page = await ask(own.next);
            set({ items: [...own.items, ...page.items], next: page.next ?? null });
        } catch (problem) {
            set({});
            throw problem;
        }
    };
    return { ...own, more };
}
