import { addDays, today } from "../words/figures.js";

/** The first day of the week, month or year of a day. */
function start(day, unit) {
    if (unit === "year") return day.slice(0, 5) + "01-01";
    if (unit === "month") return day.slice(0, 8) + "01";
    if (unit === "week") return addDays(day, -((new Date(day + "T00:00:00Z").getUTCDay() + 6) % 7));
    return day;
}

/** A month before. */
function before(day, months) {
    const [year, month] = day.split("-").map(Number);
    return new Date(Date.UTC(year, month - 1 - months, 1)).toISOString().slice(0, 10);
}

function back(day, unit, number) {
    if (unit === "month" || unit === "year") return before(day, number * (unit === "year" ? 12 : 1));
    return addDays(day, -number * (unit === "week" ? 7 : 1));
}

/** The days of a range as the server takes them, as far as today: `[from, to]`, the second not included; nothing for all. */
export function boundsOf(range) {
    if (!range) return [];
    if (range.from) return [range.from, range.to];
    const now = today();
    const end = addDays(now, 1);
    if (range.this) return [start(now, range.this), end];
    if (range.previous) return [back(start(now, range.previous), range.previous, 1), start(now, range.previous)];
    if (range.last) return [range.unit === "day" ? addDays(end, -range.last) : back(start(now, range.unit), range.unit, range.last - 1), end];
    return [];
}
