import { ready } from "../components/Filters.js";
import { addDays, daysBetween, today } from "../words/figures.js";

// A draft is a question as JSON that may still lack something. The address holds it: `?q={…}`.

export const KINDS = ["funnel", "retention", "flow", "pages", "trend"];
export const ICONS = { funnel: "funnel", retention: "grid-3x3", flow: "waypoints", pages: "panels-top-left", trend: "chart-line" };

/** The draft in an address, or null. */
export function readDraft(query) {
    try {
        const draft = JSON.parse(query.get("q"));
        return draft && typeof draft === "object" && !Array.isArray(draft) ? draft : null;
    } catch {
        return null;
    }
}

/** The address that shows a question: `/explore/funnel?q=…`. */
export function addressOf({ kind, ...draft }, view) {
    const query = new URLSearchParams({ q: JSON.stringify(draft) });
    if (view) query.set("view", view);
    return `/explore/${kind}?${query}`;
}

/** Thirty days that hold data: rolling where the data are of today or yesterday, else their last ones. */
export function usualRange(dataset, days = 30) {
    const until = dataset?.data_until?.slice(0, 10);
    if (!until) return undefined;
    if (daysBetween(until, today()) <= 1) return { last: days, unit: "day" };
    return { from: addDays(until, 1 - days), to: addDays(until, 1) };
}

/** Whether a matcher names something. */
const isMatcher = (matcher) => Boolean(matcher && (matcher.event || matcher.any_of?.some((one) => one.event) || ready(matcher.where)));

/** A matcher without what is unfinished. */
function matcher(draft) {
    const { where, any_of: anyOf, ...rest } = draft;
    return {
        ...rest, ...(anyOf ? { any_of: anyOf.filter((one) => one.event || ready(one.where)).map(matcher) } : {}),
        ...(ready(where) ? { where: ready(where) } : {}),
    };
}

/** The question that a draft asks, or null while it lacks what it needs. */
export function questionOf(kind, draft) {
    if (!draft?.dataset) return null;
    const { where, ...rest } = draft;
    const common = { kind, ...rest, ...(ready(where) ? { where: ready(where) } : {}) };
    return { funnel, retention, flow, pages: named, trend }[kind](common);
}

function funnel(question) {
    const steps = (question.steps ?? []).filter(isMatcher).map(matcher);
    if (steps.length < 2) return null;
    const exclude = (question.exclude ?? []).filter(isMatcher).map(matcher);
    const { exclude: _, ...rest } = question;
    return { ...rest, steps, ...(exclude.length ? { exclude } : {}) };
}

/** A pattern without a name is its own. */
const named = (question) => (question.rules ? { ...question, rules: question.rules.map(({ pattern, label }) => ({ pattern, label: label || pattern })) } : question);

/** An anchor that names nothing yet is left out. */
function flow({ anchor, ...question }) {
    return named(anchor?.value ? { ...question, anchor } : question);
}

function retention(question) {
    if (question.view === "stickiness" || question.view === "lifecycle") {
        if (!isMatcher(question.return)) return null;
        const { start, start_kind: kind, periods, mode, brackets, calendar, measure, breakdown, ...rest } = question;
        return { ...rest, return: matcher(rest.return) };
    }
    if (!isMatcher(question.start)) return null;
    const { view, ...rest } = question;
    const back = isMatcher(question.return) ? { return: matcher(question.return) } : {};
    const { return: _, ...without } = rest;
    return { ...without, start: matcher(question.start), ...back };
}

function trend(question) {
    const series = (question.series ?? []).filter((one) => isMatcher(one) && (one.property || !needsProperty(one.measure))).map(matcher);
    return series.length ? { ...question, series } : null;
}

export const needsProperty = (measure) => !["count", "users", "count_per_user", undefined].includes(measure);
