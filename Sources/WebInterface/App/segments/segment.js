import { count } from "../words/figures.js";
import { t } from "../words/words.js";

// What lists and pages say of a segment.

/** Segments that were just saved: their page evaluates them when it opens, where its progress is seen. */
export const runOnArrival = new Set();

/** `[kind, text]` of the badge that tells how a segment is. */
export function stateOf(segment) {
    if (segment.status === "archived") return ["plain", t("segments.status.archived")];
    if (segment.status === "draft") return ["warn", t("segments.status.draft")];
    if (segment.last_run?.state === "failed") return ["bad", t("segments.failed")];
    if (segment.stale) return ["warn", t("segments.stale")];
    if (segment.size === null) return ["plain", t("segments.neverRun")];
    return ["good", t("segments.status.active")];
}

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/** A schedule's rules: none, one, or a list. */
export const rulesOf = (schedule) => (!schedule ? [] : Array.isArray(schedule) ? schedule : [schedule]);

/** A schedule in words: `every day at 06:30`; a list counts whichever comes first. */
export function scheduleText(schedule) {
    if (rulesOf(schedule).length === 0) return t("schedule.none");
    if (Array.isArray(schedule)) return schedule.map(scheduleText).join(t("schedule.or"));
    if (schedule.daily) return t("schedule.dailyAt", { time: schedule.daily });
    if (schedule.weekly) return t("schedule.weeklyAt", { days: schedule.weekly.on.map((day) => t("weekday." + day)).join(", "), time: schedule.weekly.at });
    if (schedule.after_import) return t("schedule.afterImport", { name: schedule.after_import });
    return JSON.stringify(schedule);
}

/** `+12`, `-3`, `0` with a true minus. */
export const signed = (number) => (number === null || number === undefined ? "–" : number > 0 ? `+${count(number)}` : number < 0 ? `−${count(-number)}` : "0");
