import { html } from "../html.js";
import { get } from "../api/client.js";
import { useAnswer } from "../api/useAnswer.js";
import { Badge } from "../components/Blocks.js";
import { Star } from "../components/Star.js";
import { t } from "../words/words.js";

// A saved analysis in Explore: the address names it and the revision that was opened, `?q={…}&saved=12&revision=3`.

/** The parts of an address that say how an answer is shown. */
const SHOWN = ["view", "unit", "average", "compare", "show", "left", "right"];

/** How an answer is shown, as it is kept beside the question. */
export const viewOf = (query) => Object.fromEntries(SHOWN.filter((name) => query.get(name)).map((name) => [name, query.get(name)]));

/** The address in Explore of a saved analysis. */
export function addressOfView({ id, revision, question, view }) {
    const { kind, ...draft } = question;
    const query = new URLSearchParams({ q: JSON.stringify(draft), saved: id, revision });
    for (const name of SHOWN) if (typeof view?.[name] === "string") query.set(name, view[name]);
    return `/explore/${kind}?${query}`;
}

/** The same JSON for the same values, whatever the order of their names. */
const plain = (value) => JSON.stringify(value, (_, inner) => (inner && typeof inner === "object" && !Array.isArray(inner)
    ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner));

/**
 * The saved analysis that the address names, or null: `{ id, revision, value, isGone, isChanged }`.
 * `revision` is the one that was opened, also where somebody has saved since.
 */
export function useSavedView(query, question) {
    const id = query.get("saved");
    const revision = Number(query.get("revision"));
    const answer = useAnswer(id ? `${id} ${revision}` : null, (signal) => get(`/views/${encodeURIComponent(id)}`, { signal }));
    if (!id) return null;
    const value = answer.value?.id === id ? answer.value : null;
    const isChanged = Boolean(value && question && plain([question, viewOf(query)]) !== plain([value.question, viewOf(new URLSearchParams(Object.entries(value.view ?? {})))]));
    return { id, revision: revision || value?.revision, value, isChanged, isGone: answer.problem?.status === 404 };
}

/** Where one is, above the title. */
export function SavedCrumbs({ saved, kind }) {
    if (!saved) return null;
    return html`<p class="crumbs saved-crumbs"><a href="/views">${t("view.all")}</a> <span class="quiet">/ ${t("explore." + kind)}</span>
        ${saved.value && html`<${Star} of="analysis" id=${saved.id} size=${15} />`}
        ${saved.isChanged && html`<${Badge} kind="warn">${t("view.changed")}</${Badge}>`}
        ${saved.isGone && html`<${Badge} kind="bad">${t("view.gone")}</${Badge}>`}</p>`;
}
