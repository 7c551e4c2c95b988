import { addDays, date, today } from "../words/figures.js";
import { t } from "../words/words.js";
import { boundsOf } from "./bounds.js";

// Ranges of days as questions write them: `{from, to}` (to is not included), `{last, unit}`, `{this}`, `{previous}`.

/** What the picker offers first. */
export const PRESETS = [
    { last: 1, unit: "day" }, { previous: "day" }, { last: 7, unit: "day" }, { last: 30, unit: "day" },
    { last: 90, unit: "day" }, { last: 12, unit: "month" }, { this: "week" }, { previous: "week" },
    { this: "month" }, { previous: "month" },
];

/** `Last 30 days`; fixed days are written out. */
export function rangeText(range) {
    if (!range) return t("range.all");
    if (range.from && range.to) {
        const last = addDays(range.to, -1);
        return range.from === last ? date(range.from) : `${date(range.from)} – ${date(last)}`;
    }
    if (range.from) return t("range.since", { date: date(range.from) });
    if (range.last) {
        if (range.last === 1 && range.unit === "day") return t("range.today");
        return t("range.last", { n: range.last, unit: t(range.last === 1 ? "unit." + range.unit : "unit." + range.unit + "s") });
    }
    if (range.previous === "day") return t("range.yesterday");
    if (range.this) return t("range.this", { unit: t("unit." + range.this) });
    if (range.previous) return t("range.previous", { unit: t("unit." + range.previous) });
    return JSON.stringify(range);
}

export const sameRange = (a, b) => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** The days of a range as far as they can be told here, for the calendar: `[from, last]`. */
export function daysOf(range) {
    const [from, to] = range?.unit === "hour" ? [] : boundsOf(range);
    return from ? [from, to ? addDays(to, -1) : today()] : null;
}
