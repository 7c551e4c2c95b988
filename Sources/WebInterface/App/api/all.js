import { get } from "./client.js";

/** Every item of a list, asked for a thousand at a time: `await all("/segments", { signal })`. */
export async function all(path, options) {
    const items = [];
    let next = null;
    do {
        const page = await get(`${path}${path.includes("?") ? "&" : "?"}limit=1000${next ? `&after=${encodeURIComponent(next)}` : ""}`, options);
        items.push(...page.items);
        next = page.next;
    } while (next);
    return items;
}
