import { get, post } from "../api/client.js";
import { compact } from "../words/figures.js";
import { finds } from "../components/search.js";
import { labelOf } from "../words/words.js";

/** By dataset, as long as it stays as it is. */
const kept = new WeakMap();

/**
 * Values of a field with how often each occurs, for `Filters`: most frequent first. The server lists those of
 * a field that the catalogue knows, personal data masked; others are counted by a question over `range`.
 */
export const valuesOf = (dataset, range) => async (field, typed, signal) => {
    const key = JSON.stringify([field.kind, field.name, range]);
    if (!kept.has(dataset)) kept.set(dataset, new Map());
    const known = kept.get(dataset);
    if (!known.has(key)) known.set(key, await load(dataset, field, range, signal));
    return known.get(key).filter((option) => finds(typed, [option.text, option.value]));
};

async function load(dataset, field, range, signal) {
    const address = field.kind === "property" ? `/datasets/${part(dataset.name)}/properties/${part(field.name)}`
        : field.table && `/tables/${part(field.table)}/fields/${part(field.field)}`;
    const rows = address ? (await get(address + "/values?limit=200", { signal })).values : await counted(dataset, field, range, signal);
    const total = rows.reduce((sum, row) => sum + (row.count ?? 0), 0);
    return rows.map(({ value, labels, count }) => {
        const text = labelOf(labels, field.valueLabels?.[value] ?? String(value));
        return { value, text, hint: text === String(value) ? undefined : String(value), count: count === null ? undefined : compact(count), share: total ? (count ?? 0) / total : 0 };
    });
}

const part = encodeURIComponent;

/** Counted by a question: events of each value. */
async function counted(dataset, field, range, signal) {
    const answer = await post("/analyses", {
        kind: "trend", dataset: dataset.name, period: "month", ...(range ? { range } : {}),
        series: [{ any_of: dataset.events.map((event) => ({ event })), measure: "count" }],
        breakdown: { [field.kind]: field.name, limit: 200 },
    }, { signal });
    return answer.series.filter((line) => line.breakdown !== null && !["(other)", "(none)"].includes(line.breakdown))
        .map((line) => ({ value: line.breakdown, count: line.total.value }));
}
