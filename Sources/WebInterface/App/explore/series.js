import { segmentText } from "./builder/SegmentChoice.js";
import { fieldsOf, valueText } from "./datasets.js";

/** The field of a question's breakdown. */
export const breakdownField = (question, dataset) => fieldsOf(dataset).find((field) => question.breakdown?.[field.kind] === field.name);

/** What a series of an answer is called: its segment, its value, or both. */
export function seriesText(series, question, dataset) {
    const many = (question.segments?.length ?? 1) > 1;
    const value = series.breakdown !== null && series.breakdown !== undefined ? valueText(series.breakdown, breakdownField(question, dataset)) : null;
    if (value === null) return segmentText(series.segment);
    return many ? `${segmentText(series.segment)} · ${value}` : value;
}

/** What a series is, whatever its place among others: the same in the next answer, where one was hidden. */
export const keyOf = ({ series, ratio, segment, breakdown }) => JSON.stringify([series, ratio, segment, breakdown ?? null]);
