import { classes, html, useEffect, useState } from "../../html.js";
import { get } from "../../api/client.js";
import { Select } from "../../components/Buttons.js";
import { t } from "../../words/words.js";
import { scheduleText, WEEKDAYS } from "../segment.js";

const kindOf = (schedule) => (!schedule ? "none" : Array.isArray(schedule) ? "list" : schedule.daily ? "daily" : schedule.weekly ? "weekly" : "import");

/** A schedule as it may be sent: none while the table of an import is still to be chosen. */
export const readySchedule = (schedule) => (schedule?.after_import === "" ? null : schedule);

/** When a segment is evaluated anew; a list of rules that was written elsewhere is kept as it is. */
export function ScheduleEditor({ schedule, onChange }) {
    const kind = kindOf(schedule);
    const [tables, setTables] = useState([]);
    useEffect(() => { if (kind === "import") get("/tables").then((answer) => setTables(answer.tables.filter((table) => !table.source.connection)), () => {}); }, [kind]);
    const time = schedule?.daily ?? schedule?.weekly?.at ?? "06:30";
    const choose = (next) => onChange({ none: null, daily: { daily: time }, weekly: { weekly: { on: ["monday"], at: time } }, import: { after_import: "" }, list: schedule }[next]);
    const day = (name) => {
        const on = schedule.weekly.on.includes(name) ? schedule.weekly.on.filter((other) => other !== name) : WEEKDAYS.filter((other) => other === name || schedule.weekly.on.includes(other));
        if (on.length > 0) onChange({ weekly: { on, at: time } });
    };
    const clock = (set) => html`<input class="form-control" type="time" aria-label=${t("schedule.time")} value=${time} onInput=${(event) => event.target.value && set(event.target.value)} />`;
    return html`<div class="schedule"><${Select} label=${t("schedule.title")} value=${kind} onChange=${choose}
            choices=${[["none", t("schedule.none")], ["daily", t("schedule.daily")], ["weekly", t("schedule.weekly")], ["import", t("schedule.import")], ...(kind === "list" ? [["list", scheduleText(schedule)]] : [])]} />
        ${kind === "daily" && clock((daily) => onChange({ daily }))}
        ${kind === "weekly" && html`<div class="weekdays" role="group" aria-label=${t("schedule.days")}>${WEEKDAYS.map((name) => html`<button type="button" key=${name} class=${classes("weekday", schedule.weekly.on.includes(name) && "chosen")} aria-pressed=${schedule.weekly.on.includes(name)} onClick=${() => day(name)}>${t("weekday." + name)}</button>`)}</div>${clock((at) => onChange({ weekly: { ...schedule.weekly, at } }))}`}
        ${kind === "import" && html`<${Select} label=${t("schedule.table")} value=${schedule.after_import} onChange=${(name) => onChange({ after_import: name })}
            choices=${[["", t("schedule.chooseTable")], ...tables.map((table) => table.source.events ?? table.source.attributes).filter((name, index, all) => name && all.indexOf(name) === index).map((name) => [name, name])]} />`}</div>`;
}
