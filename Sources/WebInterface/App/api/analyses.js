import { get, post, remove } from "./client.js";

// Questions: each carries an id of ours, by which its progress is asked and by which it is ended.

/**
 * The answer to a question, or to a list of them. `tell({ share })` hears how far it is, once it takes
 * longer than a second.
 */
export async function analyze(question, signal, tell) {
    const id = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    let isDone = false;
    let timer = setTimeout(watch, 1000);
    async function watch() {
        try {
            const { share } = await get(`/analyses/${id}/progress`, { signal });
            if (isDone) return;
            tell?.({ share });
            timer = setTimeout(watch, 400);
        } catch {
            // It has ended, or this server does not tell.
        }
    }
    const end = () => { remove(`/analyses/${id}`).catch(() => {}); };
    signal?.addEventListener("abort", end, { once: true });
    try {
        return await post("/analyses", question, { signal, headers: { "X-Analysis-ID": id } });
    } finally {
        isDone = true;
        clearTimeout(timer);
        signal?.removeEventListener("abort", end);
    }
}
