import { get } from "../../api/client.js";
import { store, useStore } from "../../store.js";
import { compact } from "../../words/figures.js";
import { currentLanguage, labelOf, t } from "../../words/words.js";

// What segments can be made of: the catalogue's tables with their fields, fetched when they are first needed.

// `failed` holds why the fields of a table could not be had.
const tables = store({ list: null, details: {}, failed: {}, problem: null });
const asked = new Set();

/** An object without some of its members. */
const without = (all, isLeftOut) => Object.fromEntries(Object.entries(all).filter(([name]) => !isLeftOut(name)));

export const useCatalogue = () => useStore(tables);

/** Fetches the list; the fields that are known stay until they are fetched anew, under whoever is at work with them. */
export async function loadTables() {
    try {
        const { tables: list } = await get("/tables");
        const names = new Set(list.map((table) => table.name));
        asked.clear();
        tables.set((old) => ({ list, details: without(old.details, (name) => !names.has(name)), failed: {}, problem: null }));
    } catch (problem) {
        tables.set((old) => ({ ...old, problem }));
    }
}

/** Fetches tables with their fields, each once. */
export function loadTable(...names) {
    for (const name of names) {
        if (!name || asked.has(name)) continue;
        asked.add(name);
        if (tables.get().failed[name]) tables.set((old) => ({ ...old, failed: without(old.failed, (other) => other === name) }));
        get(`/tables/${encodeURIComponent(name)}`).then(
            ({ table }) => tables.set((old) => ({ ...old, details: { ...old.details, [name]: table } })),
            (problem) => {
                asked.delete(name);
                tables.set((old) => ({ ...old, failed: { ...old.failed, [name]: problem } }));
            });
    }
}

export const tableText = (catalogue, name) => labelOf((catalogue.details[name] ?? catalogue.list?.find((table) => table.name === name))?.labels, name);

/** All tables, to choose from; undefined until they are known. */
export const tableOptions = (catalogue) => catalogue.list?.map((table) => {
    const text = labelOf(table.labels, table.name);
    return { value: table.name, text, hint: text === table.name ? undefined : table.name, words: Object.values(table.labels ?? {}).join(" "), group: sourceText(table.source) };
}).sort((a, b) => (a.group < b.group ? -1 : a.group > b.group ? 1 : 0));

const sourceText = (source) => (source.events !== undefined ? t("source.events") : source.attributes !== undefined ? t("source.attributes") : t("source.warehouse", { name: source.connection }));

/** A table's fields, for filters. */
export const fieldsOf = (table) => (table?.fields ?? []).map((field) => ({
    kind: "field", name: field.name, type: field.type, text: labelOf(field.labels, field.name), operators: field.operators,
    words: [...Object.values(field.labels ?? {}), ...(field.synonyms ?? [])].join(" "),
    valueLabels: Object.fromEntries(Object.entries(field.value_labels ?? {}).map(([value, labels]) => [value, labelOf(labels, value)])),
}));

/** Values of a field with how often each occurs; also found by their labels and initial consonants. */
export const valuesOf = (table) => async (field, typed, signal) => {
    const query = new URLSearchParams({ limit: "100", ...(typed.trim() ? { prefix: typed.trim() } : {}) });
    const answer = await get(`/tables/${encodeURIComponent(table)}/fields/${encodeURIComponent(field.name)}/values?${query}`, { signal });
    const all = answer.values.map(({ value, labels, count }) => {
        const text = labelOf(labels, String(value));
        return { value, text, hint: text === String(value) ? undefined : String(value), count: compact(count), share: answer.rows ? count / answer.rows : 0 };
    });
    return Object.assign(all, { isMasked: answer.masked });
};

/** The keys by which a table's rows belong to somebody or something: `user`, then others. */
export const keysOf = (table) => (!table ? [] : [...(table.user_key || table.source?.events !== undefined || table.source?.attributes !== undefined ? ["user"] : []), ...Object.keys(table.keys ?? {})]);

export const keyText = (key) => (key === "user" ? t("join.user") : key);

/** Tables that have both the users and another key: by them values of the key lead to users. */
export const mappingTables = (catalogue, key) => Object.values(catalogue.details).filter((table) => keysOf(table).includes("user") && keysOf(table).includes(key)).map((table) => table.name);

/** The language that words of the server come in. */
export const language = () => `lang=${currentLanguage()}`;
