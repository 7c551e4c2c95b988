import { post } from "../api/client.js";
import { compact } from "../words/figures.js";
import { finds } from "../components/search.js";

const kept = new Map();

/**
 * Values of a field with how often each occurs, for `Filters`: most frequent first,
 * counted by a question over the same range.
 */
export const valuesOf = (dataset, range) => async (field, typed, signal) => {
    const key = JSON.stringify([dataset.name, field.kind, field.name, range]);
    if (!kept.has(key)) kept.set(key, await load(dataset, field, range, signal));
    return kept.get(key).filter((option) => finds(typed, [option.text, option.value]));
};

async function load(dataset, field, range, signal) {
    const rows = await counted(dataset, field, range, signal);
    const total = rows.reduce((sum, row) => sum + row.count, 0);
    return rows.map(({ value, count }) => {
        const text = field.valueLabels?.[value] ?? String(value);
        return { value, text, hint: text === String(value) ? undefined : String(value), count: compact(count), share: total ? count / total : 0 };
    });
}

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
