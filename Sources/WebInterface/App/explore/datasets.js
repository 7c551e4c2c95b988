import { get } from "../api/client.js";
import { store, useStore } from "../store.js";
import { labelOf, t } from "../words/words.js";

// What can be asked about: datasets with their events and fields, fetched anew by each page that asks; until then what was known.

const datasets = store(null);

export async function loadDatasets() {
    // A new try is no failure yet.
    if (datasets.get()?.problem) datasets.set(null);
    try {
        const list = (await get("/datasets")).datasets;
        // The same objects where nothing has changed: what is drawn from them stays.
        if (JSON.stringify(list) !== JSON.stringify(datasets.get()?.list)) datasets.set({ list });
    } catch (problem) {
        if (!datasets.get()?.list) datasets.set({ problem });
    }
    return datasets.get();
}

/** `{ list }`, `{ problem }`, or null while they are fetched. */
export const useDatasets = () => useStore(datasets);
export const knownDatasets = () => datasets.get();

/** The label that people gave an event, else its name. */
export const eventText = (dataset, name) => labelOf(dataset?.event_labels?.[name], name);

export const eventOptions = (dataset) => (dataset?.events ?? []).map((name) => {
    const text = eventText(dataset, name);
    return { value: name, text, hint: text === name ? undefined : name };
});

/** What can be filtered and broken down by: properties of events, then attributes of users. */
export const fieldsOf = (dataset) => [
    ...(dataset?.properties ?? []).map((field) => ({ ...field, kind: "property", text: labelOf(field.labels, field.name), group: t("field.properties") })),
    ...(dataset?.attributes ?? []).map((field) => ({ ...field, kind: "attribute", text: labelOf(field.labels, field.name), group: t("field.attributes") })),
].filter((field) => !field.hidden).map((field) => ({ ...field, valueLabels: valueLabels(field) }));

const valueLabels = (field) => Object.fromEntries(Object.entries(field.value_labels ?? {}).map(([value, labels]) => [value, labelOf(labels, value)]));

/** The field that pages are told by: that of the role, or of a `by` such as `{ property: "category" }`. */
export function fieldBy(by, dataset) {
    const name = typeof by === "object" ? by.property : dataset?.roles?.[by ?? "page"];
    return fieldsOf(dataset).find((field) => field.kind === "property" && field.name === name);
}

/** A value of a breakdown or a page as people read it. */
export function valueText(value, field) {
    if (value === null || value === undefined) return t("value.all");
    if (value === "(other)") return t("value.other");
    if (value === "(none)") return t("value.none");
    return field?.valueLabels?.[value] ?? String(value);
}
