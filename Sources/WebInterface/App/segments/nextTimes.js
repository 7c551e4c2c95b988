import { addDays, shortDate } from "../words/figures.js";
import { t } from "../words/words.js";
import { rulesOf, WEEKDAYS } from "./segment.js";

// When a schedule comes next, on the wall clock of the project's zone.

const zone = () => document.documentElement.dataset.timezone ?? "UTC";

/** `2026-10-31 06:30`, what clocks of the zone show at an instant. */
const shown = (instant) => new Intl.DateTimeFormat("sv-SE", { timeZone: zone(), dateStyle: "short", timeStyle: "short" }).format(new Date(instant));

/** How a time of a day is on the clock: one that a change of the clock leaves out comes as much later. */
function onClock(day, time) {
    const wanted = Date.parse(`${day}T${time}:00Z`);
    const offset = (instant) => Date.parse(shown(instant).replace(" ", "T") + ":00Z") - instant;
    const [before, after] = [-86_400_000, 86_400_000].map((step) => wanted - offset(wanted + step));
    return shown(shown(before) !== `${day} ${time}` && shown(after) === `${day} ${time}` ? after : before);
}

/** The next times of a schedule, soonest first: `["2026-12-01 06:30", …]`; `now` is what the clock shows. */
export function nextTimes(schedule, number = 3, now = shown(Date.now())) {
    const found = new Set();
    for (let step = 0; step < 15 && found.size < number; step += 1) {
        const day = addDays(now, step);
        const name = WEEKDAYS[(new Date(day + "T00:00:00Z").getUTCDay() + 6) % 7];
        const times = rulesOf(schedule).flatMap((rule) => (rule.daily ? [rule.daily] : rule.weekly?.on.includes(name) ? [rule.weekly.at] : []));
        for (const time of times.map((one) => onClock(day, one)).sort()) if (time > now) found.add(time);
    }
    return [...found].slice(0, number);
}

/** `today 06:30`, `tomorrow 06:30`, `Wed 2 Dec, 06:30`. */
export function timeText(moment, now = shown(Date.now())) {
    const [day, time] = moment.split(" ");
    if (day === now.slice(0, 10)) return t("schedule.today", { time });
    if (day === addDays(now, 1)) return t("schedule.tomorrow", { time });
    const weekday = WEEKDAYS[(new Date(day + "T00:00:00Z").getUTCDay() + 6) % 7];
    return t("schedule.onDay", { weekday: t("weekday." + weekday), day: shortDate(day), time });
}

/** The next times in words, with the zone whose clock they are on, and imports that are waited for; empty where nothing comes. */
export function nextText(schedule, number = 3) {
    const times = nextTimes(schedule, number);
    const imports = rulesOf(schedule).filter((rule) => rule.after_import).map((rule) => t("schedule.afterImport", { name: rule.after_import }));
    if (times.length + imports.length === 0) return "";
    const all = [...times.map((time) => timeText(time)), ...imports].join(" · ");
    return times.length > 0 ? t("schedule.next", { times: all, zone: zone() }) : t("schedule.nextImport", { times: all });
}
