import { isComplete, ready } from "../../components/Filters.js";

// A metric as its form holds it, and as the server takes it.

/** What each measure does with a field: needed, allowed or none; `numbers`: only of fields that hold numbers; `users`: of tables that have users. */
export const MEASURES = {
    count: { field: "none" }, count_distinct: { field: "needed" }, sum: { field: "needed", numbers: true },
    average_per_user: { field: "allowed", numbers: true, users: true }, average_per_active_user: { field: "allowed", numbers: true, users: true },
    share_of_users_with: { field: "none", users: true }, percentile: { field: "needed", numbers: true },
};

export const newPart = () => ({ measure: "count", dataset: null, field: null, percent: "50", filters: [], time: "" });
export const newDraft = () => ({ name: "", description: "", owner: "", form: "measured", parts: [newPart(), newPart()], unit: "", direction: "higher", json: "" });

const partOf = (given) => ({ ...newPart(), measure: MEASURES[given?.measure] ? given.measure : "count", dataset: given?.dataset ?? null, ...(given ? restOf(given) : {}) });
const restOf = (given) => ({ field: given.field ?? null, percent: String(given.percent ?? 50), filters: given.filters ?? [], time: given.time ?? "" });

/** The form of what is saved: `{ name, …, definition }`, or the members side by side. */
export function draftOf(metric) {
    const definition = metric.definition ?? metric;
    const parts = definition.ratio ? [partOf(definition.ratio.numerator), partOf(definition.ratio.denominator)] : [partOf(definition), newPart()];
    return { ...newDraft(), name: metric.name ?? "", description: metric.description ?? "", owner: metric.owner ?? "", form: definition.ratio ? "ratio" : "measured",
        parts, unit: definition.unit ?? "", direction: definition.direction ?? "higher" };
}

function sentPart({ measure, dataset, field, percent, filters, time }) {
    const rule = MEASURES[measure];
    const complete = ready(filters);
    return { measure, dataset, ...(field && rule.field !== "none" ? { field } : {}), ...(measure === "percentile" ? { percent: Number(percent) } : {}),
        ...(complete ? { filters: complete } : {}), ...(time ? { time } : {}) };
}

const isPartReady = (part) => Boolean(part.dataset) && (MEASURES[part.measure].field !== "needed" || Boolean(part.field)) && part.filters.every(isComplete);

/** Whether the parts say enough to be asked about. */
export const isReady = (draft) => (draft.form === "ratio" ? draft.parts.every(isPartReady) : isPartReady(draft.parts[0]));

/** What is sent; of the form `json` what was typed. Throws a SyntaxError where that is no JSON. */
export function bodyOf(draft) {
    if (draft.form === "json") return JSON.parse(draft.json);
    return {
        name: draft.name.trim(), ...(draft.description.trim() ? { description: draft.description.trim() } : {}), ...(draft.owner.trim() ? { owner: draft.owner.trim() } : {}),
        ...(draft.form === "ratio" ? { ratio: { numerator: sentPart(draft.parts[0]), denominator: sentPart(draft.parts[1]) } } : sentPart(draft.parts[0])),
        ...(draft.unit.trim() ? { unit: draft.unit.trim() } : {}), direction: draft.direction,
    };
}

/** The tables that a metric measures. */
export const datasetsOf = ({ definition }) => [...new Set(definition.ratio ? [definition.ratio.numerator.dataset, definition.ratio.denominator.dataset] : [definition.dataset])];
