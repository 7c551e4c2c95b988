import { currentLanguage, t } from "./words.js";

// Numbers, durations and dates as people of the language read them. Dates are taken as the server
// writes them, in the project's zone: the browser's own zone plays no part.

const formats = new Map();
function format(options) {
    const key = currentLanguage() + JSON.stringify(options);
    if (!formats.has(key)) formats.set(key, new Intl.NumberFormat(currentLanguage(), options));
    return formats.get(key);
}

/** `12,345` */
export const count = (number) => number === null || number === undefined ? "–" : format({ maximumFractionDigits: 2 }).format(number);
/** `12K`, `1.2만` */
export const compact = (number) => number === null || number === undefined ? "–"
    : format({ notation: "compact", maximumFractionDigits: 1 }).format(number);
/** `63.2%` */
export const share = (number, digits = 1) => number === null || number === undefined ? "–"
    : format({ style: "percent", minimumFractionDigits: digits, maximumFractionDigits: digits }).format(number);
/** `+3.1%` */
export const change = (number) => number === null || number === undefined ? "–"
    : format({ style: "percent", maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(number);

/** `+1.2 pp`, `+1.2%p`: a difference of shares, in percentage points. */
export const points = (number) => number === null || number === undefined ? "–"
    : t("figure.points", { n: format({ minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: "exceptZero" }).format(number * 100) });

const STEPS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000], ["second", 1000]];

/** `2 h 5 min`, `2시간 5분`: the two largest units. */
export function duration(milliseconds) {
    if (milliseconds === null || milliseconds === undefined) return "–";
    if (milliseconds === 0) return t("duration.second", { n: 0 });
    if (milliseconds < 1000) return t("duration.millisecond", { n: Math.round(milliseconds) });
    const first = STEPS.findIndex(([, size]) => milliseconds >= size);
    const parts = [];
    let rest = milliseconds;
    for (const [unit, size] of STEPS.slice(first, first + 2)) {
        const number = Math.floor(rest / size);
        rest -= number * size;
        if (number > 0) parts.push(t("duration." + unit, { n: number }));
    }
    return parts.join(" ");
}

/** The parts of `2026-10-31T12:34:56.789+09:00`, or of a date alone. */
function parts(text) {
    const [, year, month, day, hour, minute] = /^(\d+)-(\d+)-(\d+)(?:T(\d+):(\d+))?/.exec(text) ?? [];
    return { year: +year, month: +month, day: +day, hour, minute };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** `31 Oct 2026`, `2026년 10월 31일` */
export function date(text) {
    if (!text) return "–";
    const { year, month, day } = parts(text);
    return currentLanguage() === "ko" ? `${year}년 ${month}월 ${day}일` : `${day} ${MONTHS[month - 1]} ${year}`;
}

/** For axes: `31 Oct`, `10.31`; an hour has its clock. */
export function shortDate(text, period = "day") {
    const { year, month, day, hour, minute } = parts(text);
    const korean = currentLanguage() === "ko";
    if (period === "month") return korean ? `${year}.${month}` : `${MONTHS[month - 1]} ${year}`;
    const civil = korean ? `${month}.${day}` : `${day} ${MONTHS[month - 1]}`;
    return period === "hour" ? `${civil} ${hour}:${minute}` : civil;
}

/** A time that the server wrote in UTC, in the project's zone; others are in it already. */
function inZone(text) {
    if (!/T.*(Z|\+00:00)$/.test(text)) return text;
    const timeZone = document.documentElement.dataset.timezone ?? "UTC";
    return new Intl.DateTimeFormat("sv-SE", { timeZone, dateStyle: "short", timeStyle: "medium" }).format(new Date(text)).replace(" ", "T");
}

/** `31 Oct 2026, 12:34` */
export function moment(given) {
    if (!given) return "–";
    const text = inZone(given);
    const { hour, minute } = parts(text);
    return date(text) + (currentLanguage() === "ko" ? " " : ", ") + `${hour}:${minute}`;
}

/** A range of days as the server resolved it; its end is not included. */
export function days({ from, to }) {
    if (!from || !to) return t("range.all");
    const last = addDays(to.slice(0, 10), to.length > 10 && !to.slice(11).startsWith("00:00:00.000") ? 0 : -1);
    return from.slice(0, 10) === last ? date(from) : `${date(from)} – ${date(last)}`;
}

/** `addDays("2026-10-31", 1)` is `2026-11-01`. */
export function addDays(text, number) {
    const { year, month, day } = parts(text);
    return new Date(Date.UTC(year, month - 1, day + number)).toISOString().slice(0, 10);
}

/** Days between two dates. */
export const daysBetween = (from, to) => Math.round((Date.parse(to.slice(0, 10)) - Date.parse(from.slice(0, 10))) / 86_400_000);

/** Today in the project's zone: `2026-10-31`. */
export function today() {
    const timeZone = document.documentElement.dataset.timezone ?? "UTC";
    return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).format(new Date());
}
