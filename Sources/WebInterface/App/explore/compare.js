import { analyze } from "../api/analyses.js";
import { useAnswer } from "../api/useAnswer.js";

// The same question about earlier days, beside the one that was asked: asked again, with the range that comes before.

export const COMPARES = ["previous_period", "previous_year"];

/** Whether an analysis shows the days before beside its own; trends ask for them in their question. */
export const canCompare = (kind) => ["funnel", "retention", "pages"].includes(kind);

const DAY = 86_400_000;
/** A moment of the project's zone as a number, and back; the zone itself plays no part. */
const wall = (text) => Date.parse(`${text.length > 10 ? text.slice(0, 23) : `${text}T00:00:00.000`}Z`);
const written = (wall) => { const text = new Date(wall).toISOString(); return wall % DAY === 0 ? text.slice(0, 10) : text.slice(0, 23); };

/**
 * The range that stands beside one that was resolved, by the rule of trends: the time before is as long and ends where
 * it begins, as many whole months where the period is a month; a year before are the same days, the 28th for a leap day.
 */
export function rangeBefore({ from, to }, compare, period) {
    const [start, end] = [wall(from), wall(to)];
    if (compare === "previous_year") return { from: written(yearBefore(start)), to: written(yearBefore(end - 1) + 1) };
    const months = period === "month" ? wholeMonths(start, end) : null;
    return { from: written(months ? monthsBefore(start, months) : 2 * start - end), to: written(start) };
}

function yearBefore(wall) {
    const date = new Date(wall);
    const isLeapDay = date.getUTCMonth() === 1 && date.getUTCDate() === 29;
    return Date.UTC(date.getUTCFullYear() - 1, date.getUTCMonth(), isLeapDay ? 28 : date.getUTCDate()) + (((wall % DAY) + DAY) % DAY);
}

function wholeMonths(start, end) {
    const [first, last] = [new Date(start), new Date(end)];
    const isWhole = start % DAY === 0 && end % DAY === 0 && first.getUTCDate() === 1 && last.getUTCDate() === 1;
    return isWhole ? (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth() : null;
}

function monthsBefore(wall, months) {
    const date = new Date(wall);
    return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() - months, 1);
}

/** What is asked of the days before: without the detail of a page, and with rows enough to find its pages again. */
function before(question, resolved, compare) {
    const { detail, ...rest } = question;
    return { ...rest, range: rangeBefore(resolved, compare, question.period), ...(question.kind === "pages" ? { limit: Math.max(500, question.limit ?? 0) } : {}) };
}

/**
 * The answer about the days before, for the answer that is shown: `{ value, question, range, problem, isBusy, … }`.
 * Without `compare`, or for all data, which nothing comes before, it asks nothing.
 */
export function useCompared(answer, compare) {
    const resolved = compare && answer.valueKey ? answer.value?.resolved : null;
    const question = resolved?.from && resolved.to ? before(JSON.parse(answer.valueKey), resolved, compare) : null;
    const key = question && JSON.stringify(question);
    const compared = useAnswer(key, (signal, tell) => analyze(question, signal, tell));
    return { ...compared, value: compared.valueKey === key ? compared.value : null, question, range: question?.range ?? null, hasNone: Boolean(compare && answer.value && !question) };
}

const same = (a, b) => JSON.stringify(a ?? "all") === JSON.stringify(b ?? "all");

/** The series of the days before that belongs to one of now: of the same segment and value. */
export const seriesBefore = (compared, series) => compared?.value?.series.find((one) => same(one.segment, series.segment) && (one.breakdown ?? null) === (series.breakdown ?? null));

/** How much more it is than before: 0.1 is a tenth more; null where there was nothing. */
export const relative = (now, before) => (before && now !== null && now !== undefined ? now / before - 1 : null);

/** What is worth asking where one looks at the change of a share. */
export const difference = (now, before) => (now === null || now === undefined || before === null || before === undefined ? null : now - before);
