import { classes, html } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Button, IconButton, Select } from "../../components/Buttons.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { t } from "../../words/words.js";
import { nextText } from "../nextTimes.js";
import { rulesOf, WEEKDAYS } from "../segment.js";

const MOST = 20;
const kindOf = (rule) => (rule.daily !== undefined ? "daily" : rule.weekly ? "weekly" : "import");
const timeOf = (rule) => rule?.daily ?? rule?.weekly?.at ?? "06:30";
const scheduleOf = (rules) => (rules.length === 0 ? null : rules.length === 1 ? rules[0] : rules);

/** A schedule as it may be sent: without rules whose import is still to be chosen. */
export const readySchedule = (schedule) => scheduleOf(rulesOf(schedule).filter((rule) => rule.after_import !== ""));

/** When something is done: a rule, or several of which whichever comes first counts; below them the next times in words. */
export function ScheduleEditor({ schedule, onChange }) {
    const rules = rulesOf(schedule);
    const imports = useImports(rules.some((rule) => rule.after_import !== undefined));
    const set = (index, rule) => onChange(scheduleOf(rule ? rules.with(index, rule) : rules.toSpliced(index, 1)));
    const add = () => onChange([...rules, { daily: timeOf(rules.at(-1)) }]);
    const next = nextText(readySchedule(schedule));
    return html`<div class="schedule">${rules.length === 0 && html`<${Kind} number=${1} onChange=${(rule) => onChange(rule)} />`}
        ${rules.map((rule, index) => html`<${Rule} key=${index} rule=${rule} number=${index + 1} isOnly=${rules.length === 1} names=${imports.names} onChange=${(next) => set(index, next)} />`)}
        ${rules.length > 0 && rules.length < MOST && html`<${Button} kind="ghost" small icon="plus" onClick=${add}>${t("schedule.add")}</${Button}>`}
        <${ProblemBox} problem=${imports.problem} again=${imports.again} />
        ${rules.some((rule) => rule.after_import === "") && html`<p class="quiet small">${t("schedule.notYet")}</p>`}
        ${next && html`<p class="quiet small schedule-next" aria-live="polite">${next}</p>`}</div>`;
}

/** What a rule goes by; the only one may also be none. */
function Kind({ rule, number, isOnly = true, onChange }) {
    const choose = (kind) => onChange({ none: null, daily: { daily: timeOf(rule) }, weekly: { weekly: { on: rule?.weekly?.on ?? ["monday"], at: timeOf(rule) } }, import: { after_import: rule?.after_import ?? "" } }[kind]);
    return html`<${Select} label=${number === 1 ? t("schedule.title") : t("schedule.rule", { number })} value=${rule ? kindOf(rule) : "none"} onChange=${choose}
        choices=${[...(isOnly ? [["none", t("schedule.none")]] : []), ["daily", t("schedule.daily")], ["weekly", t("schedule.weekly")], ["import", t("schedule.import")]]} />`;
}

function Rule({ rule, number, isOnly, names, onChange }) {
    const kind = kindOf(rule);
    const day = (name) => {
        const on = rule.weekly.on.includes(name) ? rule.weekly.on.filter((other) => other !== name) : WEEKDAYS.filter((other) => other === name || rule.weekly.on.includes(other));
        if (on.length > 0) onChange({ weekly: { ...rule.weekly, on } });
    };
    const label = (text) => (number === 1 ? text : `${t("schedule.rule", { number })}: ${text}`);
    const clock = (set) => html`<input class="form-control" type="time" aria-label=${label(t("schedule.time"))} value=${timeOf(rule)} onInput=${(event) => event.target.value && set(event.target.value)} />`;
    return html`<div class="schedule-rule"><${Kind} rule=${rule} number=${number} isOnly=${isOnly} onChange=${onChange} />
        ${kind === "weekly" && html`<div class="weekdays" role="group" aria-label=${label(t("schedule.days"))}>${WEEKDAYS.map((name) => html`<button type="button" key=${name} class=${classes("weekday", rule.weekly.on.includes(name) && "chosen")} aria-pressed=${rule.weekly.on.includes(name)} onClick=${() => day(name)}>${t("weekday." + name)}</button>`)}</div>`}
        ${kind === "daily" && clock((daily) => onChange({ daily }))}${kind === "weekly" && clock((at) => onChange({ weekly: { ...rule.weekly, at } }))}
        ${kind === "import" && html`<${Select} label=${label(t("schedule.table"))} value=${rule.after_import} onChange=${(name) => onChange({ after_import: name })}
            choices=${[["", names ? t("schedule.chooseTable") : t("state.loading")], ...names ?? [], ...(rule.after_import && !names?.some(([name]) => name === rule.after_import) ? [[rule.after_import, rule.after_import]] : [])]} />`}
        ${!isOnly && html`<${IconButton} icon="x" size=${15} label=${t("schedule.remove", { number })} onClick=${() => onChange(null)} />`}</div>`;
}

/** Names of imports that may be waited for: datasets of events, tables of attributes; none while they are on their way. */
function useImports(isAsked) {
    const answer = useAnswer(isAsked ? "tables" : null, (signal) => get("/tables", { signal }));
    const names = answer.value?.tables.map((table) => table.source.events ?? table.source.attributes).filter(Boolean);
    return { ...answer, names: names && [...new Set(names)].map((name) => [name, name]) };
}
