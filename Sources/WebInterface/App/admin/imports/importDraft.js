// An import as its form holds it, and as the server takes it.

export const PARTS = ["user", "time", "event", "sequence", "page", "element", "category"];

export const newImport = () => ({ files: [], kind: null, dataset: "", uses: null, types: {}, timezone: "", timeFormat: "", gap: "", append: false });

/** The form of an import that was begun before. */
export function draftOf(given) {
    const { mapping = {} } = given;
    const uses = Object.fromEntries(PARTS.filter((part) => mapping[part]).map((part) => [mapping[part], part]));
    const kept = given.kind === "attributes" ? mapping.columns : mapping.properties;
    return { ...newImport(), files: given.files ?? [], kind: given.kind ?? "events", dataset: given.dataset ?? "", uses, rest: Array.isArray(kept) ? kept : kept ?? "all",
        types: given.types ?? {}, timezone: given.timezone ?? "", timeFormat: given.time_format ?? "", gap: given.session_gap ?? "", append: given.append ?? false };
}

/**
 * What a column is for: a part (`user`, `time`, …), `kept`, or `out`. Until somebody chooses it is what the server has guessed.
 */
export function useOf(draft, column, guess) {
    const chosen = draft.uses?.[column.name];
    if (chosen) return chosen;
    // A part that was given to another column is not guessed again.
    const part = draft.rest === undefined ? guessed(guess, column.name) : null;
    if (part && !Object.values(draft.uses ?? {}).includes(part)) return part;
    return Array.isArray(draft.rest) && !draft.rest.includes(column.name) || draft.rest === "none" ? "out" : "kept";
}

const guessed = (guess, name) => PARTS.find((part) => guess?.[part] === name) ?? null;

/** The uses after a column was given another one; a part belongs to one column only. */
export function withUse(draft, columns, guess, name, use) {
    const now = Object.fromEntries(columns.map((column) => [column.name, useOf(draft, column, guess)]));
    if (PARTS.includes(use)) for (const other of Object.keys(now)) if (now[other] === use) now[other] = "kept";
    return { ...now, [name]: use };
}

/** The parts that an import of a kind may have; the first ones it needs. */
export const partsOf = (kind) => (kind === "attributes" ? { needed: ["user"], more: ["time"] } : { needed: ["user", "time", "event"], more: ["sequence", "page", "element", "category"] });

/** What is sent. `columns` are those of the file that was looked at; `guess` is the server's mapping. */
export function bodyOf(draft, kind, columns, guess) {
    const { needed, more } = partsOf(kind);
    const uses = columns.map((column) => [column.name, useOf(draft, column, guess)]);
    const columnOf = (part) => uses.find(([, use]) => use === part)?.[0] ?? null;
    const kept = uses.filter(([, use]) => use === "kept").map(([name]) => name);
    const isAll = uses.every(([, use]) => use !== "out");
    const parts = Object.fromEntries([...needed, ...more].map((part) => [part, columnOf(part)]));
    const mapping = kind === "attributes" ? { user: parts.user, time: parts.time, columns: isAll ? "all" : kept } : { ...parts, properties: isAll ? "all" : kept.length > 0 ? kept : "none" };
    return {
        kind, dataset: draft.dataset.trim(), files: draft.files, mapping, ...(draft.timezone.trim() ? { timezone: draft.timezone.trim() } : {}), ...(draft.timeFormat.trim() ? { time_format: draft.timeFormat.trim() } : {}),
        ...(Object.keys(draft.types).length > 0 ? { types: draft.types } : {}), ...(kind === "events" ? { ...(draft.gap.trim() ? { session_gap: draft.gap.trim() } : {}), append: draft.append } : {}),
    };
}

/** Parts that are still without a column. */
export const missing = (draft, kind, columns, guess) => partsOf(kind).needed.filter((part) => !columns.some((column) => useOf(draft, column, guess) === part));

/** Whether a name fits a pattern of `*`, `?` and `[a-z]`, as the server reads them. */
export function fits(pattern, name) {
    if (pattern === name) return true;
    const source = pattern.replace(/[.+^${}()|\\]/g, "\\$&").replaceAll("*", "[^/]*").replaceAll("?", "[^/]");
    try {
        return new RegExp(`^${source}$`).test(name);
    } catch {
        return false;
    }
}

export const isPattern = (text) => /[*?[]/.test(text);
