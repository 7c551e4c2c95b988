// What has been changed of a table and not yet saved: the shape that PATCH /tables/{table} takes, with fields by name.

/** The member of a field as it would be after saving. */
export function after(field, draft) {
    const change = draft.fields?.[field.name] ?? {};
    return {
        ...field, personal_data: "none", hidden: false, ...field, ...change,
        labels: { ...field.labels, ...change.labels },
        value_labels: merged(field.value_labels ?? {}, change.value_labels ?? {}),
    };
}

function merged(old, change) {
    const all = { ...old };
    for (const [value, labels] of Object.entries(change)) all[value] = { ...all[value], ...labels };
    return all;
}

/** The draft with more changes of one field; labels are laid over those before. */
export function withField(draft, name, change) {
    const old = draft.fields?.[name] ?? {};
    const next = { ...old, ...change };
    if (change.labels) next.labels = { ...old.labels, ...change.labels };
    if (change.value_labels) next.value_labels = merged(old.value_labels ?? {}, change.value_labels);
    return { ...draft, fields: { ...draft.fields, [name]: next } };
}

/** How many things the draft changes. */
export function size(draft) {
    let number = Object.keys(draft.labels ?? {}).length;
    for (const change of Object.values(draft.fields ?? {})) {
        for (const [member, value] of Object.entries(change)) number += member === "labels" || member === "value_labels" ? Object.keys(value).length : 1;
    }
    return number;
}

/** The draft as it is sent. */
export const body = (draft) => ({
    ...(draft.labels ? { labels: draft.labels } : {}),
    fields: Object.entries(draft.fields ?? {}).map(([name, change]) => ({ name, ...change })),
});

const TEXT = ["contains", "starts_with", "ends_with", "matches"];
const ORDER = ["less", "at_most", "greater", "at_least", "between"];

/** The operators that fit a type. */
export const fitting = (type) => ["equals", "not_equals", "in", "not_in", ...(type === "boolean" ? [] : ORDER), ...(type === "text" ? TEXT : []), "is_set", "is_not_set"];

/** Rows of a spreadsheet, a value and its labels each: `F<tab>Female<tab>여자`, also with commas. */
export function readRows(text) {
    const found = {};
    for (const line of text.split(/\r?\n/)) {
        const [value, en, ko] = line.split(line.includes("\t") ? "\t" : ",").map((part) => part.trim());
        if (value && (en || ko)) found[value] = { ...(en ? { en } : {}), ...(ko ? { ko } : {}) };
    }
    return found;
}
