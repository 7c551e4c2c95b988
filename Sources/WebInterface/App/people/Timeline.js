import { html } from "../html.js";
import { get } from "../api/client.js";
import { useAnswer } from "../api/useAnswer.js";
import { useMore } from "../api/useMore.js";
import { Badge, Card, EmptyState, Working } from "../components/Blocks.js";
import { boundsOf } from "../components/bounds.js";
import { Button, IconButton, Select } from "../components/Buttons.js";
import { DateRange } from "../components/DateRange.js";
import { csv, download } from "../components/download.js";
import { Icon } from "../components/Icon.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { setQuery, usePlace } from "../router.js";
import { count, date, duration } from "../words/figures.js";
import { t } from "../words/words.js";
import { eventText, fieldsOf, valueText } from "../explore/datasets.js";

const PAGE = 100;

/** What a user did, newest first, session by session; older events on request. */
export function Timeline({ user, datasets }) {
    const { query } = usePlace();
    const dataset = datasets.find((one) => one.name === query.get("dataset")) ?? datasets[0];
    const range = read(query.get("range"));
    const [from, to] = boundsOf(range);
    const address = (after) => `/people/${encodeURIComponent(user)}/timeline?` + new URLSearchParams({ dataset: dataset.name, limit: PAGE, ...(from ? { from } : {}), ...(to ? { to } : {}), ...(after ? { after } : {}) });
    const first = useAnswer(address(), (signal) => get(address(), { signal }));
    const { items, next, more } = useMore(address(), first, (after) => get(address(after)));
    const save = () => {
        const names = [...new Set(items.flatMap((item) => Object.keys(item.properties)))];
        download(`timeline-${user}.csv`, csv([["time", "session", "event", ...names], ...items.map((item) => [item.time, item.session, item.event, ...names.map((name) => item.properties[name])])]), "text/csv;charset=utf-8");
    };
    const masked = first.value?.masked ?? [];
    const isStale = first.valueKey !== address();
    return html`<${Card} title=${t("person.timeline")} subtitle=${first.value ? t("person.events", { count: first.value.total }) : undefined} actions=${html`
        ${datasets.length > 1 && html`<${Select} small label=${t("builder.dataset")} value=${dataset.name} choices=${datasets.map((one) => [one.name, one.name])} onChange=${(name) => setQuery({ dataset: name })} />`}
        <${DateRange} value=${range} onChange=${(chosen) => setQuery({ range: chosen ? JSON.stringify(chosen) : null })} />
        <${IconButton} icon="download" label=${t("table.csv")} onClick=${save} disabled=${items.length === 0} />`}>
        <${Working} ...${first} /><${ProblemBox} problem=${first.problem} again=${first.again} />
        ${masked.length > 0 && html`<p class="quiet small"><${Icon} name="lock" size=${14} /> ${t("person.hiddenProperties", { names: masked.join(", ") })}</p>`}
        ${first.value && !isStale && items.length === 0 && html`<${EmptyState} icon="history" title=${t("dash.nothing")} action=${range && html`<${Button} onClick=${() => setQuery({ range: null })}>${t("range.all")}</${Button}>`} />`}
        <div class=${isStale && first.isBusy ? "result-old" : ""}>${sessionsOf(items).map((session) => html`<${Session} key=${session.number} session=${session} dataset=${dataset} masked=${masked} />`)}</div>
        ${next && html`<p class="timeline-more"><${Button} icon="history" onClick=${more}>${t("person.older", { shown: items.length, all: first.value.total })}</${Button}></p>`}</${Card}>`;
}

function read(text) {
    try {
        return text ? JSON.parse(text) : null;
    } catch {
        return null;
    }
}

/** Events that follow one another in one session. */
function sessionsOf(items) {
    const sessions = [];
    for (const item of items) {
        if (sessions.at(-1)?.number !== item.session) sessions.push({ number: item.session, items: [] });
        sessions.at(-1).items.push(item);
    }
    return sessions;
}

const clock = (time) => time.slice(11, 19);

function Session({ session, dataset, masked }) {
    const newest = session.items[0].time;
    const oldest = session.items.at(-1).time;
    const length = Date.parse(newest) - Date.parse(oldest);
    return html`<section class="session"><h3><${Icon} name="clock" size=${14} /> ${date(oldest)} <span class="quiet">${t("person.session", { number: session.number })} · ${t("person.events", { count: session.items.length })}${length > 0 ? ` · ${duration(length)}` : ""}</span></h3>
        <ol>${session.items.map((item, index) => html`<${Event} key=${index} item=${item} dataset=${dataset} masked=${masked} />`)}</ol></section>`;
}

function Event({ item, dataset, masked }) {
    const fields = fieldsOf(dataset).filter((field) => field.kind === "property");
    const known = Object.entries(item.properties).filter(([name, value]) => value !== null || masked.includes(name));
    return html`<li><time datetime=${item.time}>${clock(item.time)}</time><div><b>${eventText(dataset, item.event)}</b>
        <span class="event-properties">${known.map(([name, value]) => {
        const field = fields.find((one) => one.name === name);
        return html`<span key=${name}><span class="quiet">${field?.text ?? name}</span> ${masked.includes(name) ? html`<${Badge} icon="lock">${t("person.hidden")}</${Badge}>` : typeof value === "number" ? count(value) : typeof value === "boolean" ? t(value ? "person.yes" : "person.no") : valueText(value, field)}</span>`;
    })}</span></div></li>`;
}
