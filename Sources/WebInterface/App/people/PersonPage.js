import { html, useEffect } from "../html.js";
import { get, put } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Badge, Card, EmptyState, Explain, PageHead, Working } from "../components/Blocks.js";
import { Button } from "../components/Buttons.js";
import { copy } from "../components/clipboard.js";
import { Icon } from "../components/Icon.js";
import { openDrawer } from "../components/layers.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { Star } from "../components/Star.js";
import { Table } from "../components/Table.js";
import { toast } from "../components/toast.js";
import { addressFor } from "../home/places.js";
import { count, date, moment } from "../words/figures.js";
import { labelOf, t } from "../words/words.js";
import { loadDatasets, useDatasets } from "../explore/datasets.js";
import { Forbidden } from "./Forbidden.js";
import { Timeline } from "./Timeline.js";

/** `/people/:user`: what is known of a user, the segments with the reason, and what the user did. */
export default function PersonPage({ user }) {
    return may("see_people") ? html`<${Person} key=${user} user=${user} />` : html`<${Forbidden} />`;
}

function Person({ user }) {
    const path = `/people/${encodeURIComponent(user)}`;
    const answer = useAnswer(path, (signal) => get(path, { signal }));
    const datasets = useDatasets();
    useEffect(() => { loadDatasets(); }, []);
    useEffect(() => { if (answer.value) put(`/recents/person/${encodeURIComponent(user)}`).catch(() => {}); }, [answer.value]);
    const search = html`<p class="crumbs"><a href="/people">${t("person.all")}</a></p>`;
    if (answer.problem?.status === 403) return html`<${Forbidden} />`;
    if (answer.problem?.status === 404) return html`<${PageHead} title=${user} above=${search} /><div class="card"><${EmptyState} icon="user-round-search" title=${t("person.none", { id: user })} action=${html`<a class="button primary" href=${`/people?search=${encodeURIComponent(user.slice(0, -1))}`}><span>${t("person.searchAgain")}</span></a>`}>${t("person.noneText")}</${EmptyState}></div>`;
    return html`<${PageHead} title=${user} above=${search} actions=${html`<${Star} of="person" id=${user} kind="secondary" />
            <${Button} icon="copy" onClick=${async () => { await copy(user); toast(t("person.copied")); }}>${t("person.copyId")}</${Button}>`} />
        <${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${answer.value && html`<div class="person-grid"><div><${Attributes} attributes=${answer.value.attributes} /><${Segments} user=${user} segments=${answer.value.segments} attributes=${answer.value.attributes} /></div>
            <div>${datasets?.problem && html`<${ProblemBox} problem=${datasets.problem} again=${loadDatasets} />`}
                ${datasets?.list?.length > 0 && html`<${Timeline} user=${user} datasets=${datasets.list} />`}</div></div>`}`;
}

/** A value as people read it: its label, a day, yes or no. */
function valueOf({ type, value, value_labels: labels }) {
    if (value === null) return "–";
    const label = labelOf(labels, undefined);
    if (label !== undefined) return label;
    if (typeof value === "boolean") return t(value ? "person.yes" : "person.no");
    if (type === "time") return /T00:00:00/.test(value) ? date(value) : moment(value);
    // A year is not a thousand of something.
    return typeof value === "number" && Math.abs(value) >= 10_000 ? count(value) : String(value);
}

function Attributes({ attributes }) {
    const tables = [...new Set(attributes.map((one) => one.table))];
    const isMasked = attributes.some((one) => one.masked);
    return html`<${Card} title=${t("field.attributes")}>
        ${isMasked && html`<p class="quiet small"><${Icon} name="lock" size=${14} /> ${t("person.hiddenText")}</p>`}
        ${attributes.length === 0 && html`<p class="quiet">${t("person.noAttributes")}</p>`}
        ${tables.map((table) => html`<section key=${table} class="person-table">${tables.length > 1 && html`<h3>${table}</h3>`}<dl class="person-attributes">
            ${attributes.filter((one) => one.table === table).map((one) => html`<dt title=${one.field}>${labelOf(one.labels, one.field)}</dt><dd>${one.masked ? html`<${Badge} icon="lock">${t("person.hidden")}</${Badge}>` : valueOf(one)}</dd>`)}</dl></section>`)}</${Card}>`;
}

function Segments({ user, segments, attributes }) {
    if (segments.length === 0) return html`<${Card} title=${t("person.segments")}><p class="quiet">${t("person.noSegments")}</p></${Card}>`;
    return html`<${Card} title=${t("person.segments")} flush><${Table} name=${`segments-${user}`} caption=${t("person.segments")} rows=${segments} rowKey=${(row) => row.id} columns=${[
        { id: "name", title: t("home.kind.segment"), value: (row) => row.name, show: (row) => { const href = addressFor("segment", row.id); return href ? html`<a href=${href}>${row.name}</a>` : row.name; } },
        { id: "since", title: t("person.since"), value: (row) => row.since, show: (row) => html`${row.from_the_start ? t("person.fromTheStart", { date: date(row.since) }) : date(row.since)} ${!row.served && html`<${Badge} kind="warn">${t("person.notServed")}</${Badge}><${Explain}>${t("person.notServedText")}</${Explain}>`}` },
        { id: "why", title: t("person.why"), value: () => "", show: (row) => html`<${Button} small kind="ghost" aria-label=${t("person.whyIn", { name: row.name })} onClick=${() => openWhy(user, row, attributes)}>${t("person.why")}</${Button}>` }]} /></${Card}>`;
}

function openWhy(user, segment, attributes) {
    openDrawer(t("person.whyTitle", { user, name: segment.name }), () => html`<${Why} user=${user} segment=${segment} attributes=${attributes} />`);
}

/** Each condition, whether it holds, and the user's own values. */
function Why({ user, segment, attributes }) {
    const path = `/segments/${encodeURIComponent(segment.id)}/why/${encodeURIComponent(user)}`;
    const answer = useAnswer(path, (signal) => get(path, { signal }));
    const mark = (holds) => html`<${Icon} name=${holds ? "circle-check" : "circle-x"} size=${16} /><span class="visually-hidden">${t(holds ? "person.holds" : "person.holdsNot")}</span>`;
    return html`<${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${answer.value && html`<p><${Badge} kind=${answer.value.member ? "good" : "warn"}>${t(answer.value.member ? "person.isMember" : "person.isNoMember")}</${Badge}></p>
            ${answer.value.containers.length === 0 && answer.value.segments.length === 0 && html`<p class="quiet">${t("person.noConditions")}</p>`}
            ${answer.value.containers.map((container, index) => html`<section key=${index} class="why-container"><h3>${t(container.subtract ? "person.subtracted" : "person.container", { number: index + 1 })}</h3>
                ${container.groups.map((group, place) => html`<div key=${place} class="why-group"><p class=${group.holds ? "why-line holds" : "why-line"}>${mark(group.holds)} <b>${group.dataset}</b> ${group.exclude && html`<${Badge}>${t("person.excluded")}</${Badge}>`}</p>
                    <ul>${(group.conditions ?? []).map((condition) => html`<li class=${condition.holds ? "why-line holds" : "why-line"}>${mark(condition.holds)} ${condition.condition}</li>`)}</ul>
                    ${group.rows?.length > 0 && html`<${Rows} rows=${group.rows} table=${group.dataset} attributes=${attributes} />`}</div>`)}</section>`)}
            ${answer.value.segments.map((one) => html`<p key=${one.segment} class=${one.holds ? "why-line holds" : "why-line"}>${mark(one.holds)} ${t("home.kind.segment")} ${one.name ?? one.segment}</p>`)}`}`;
}

function Rows({ rows, table, attributes }) {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const known = (name) => attributes.find((one) => one.table === table && one.field === name);
    const text = (value, attribute) => (value === null || value === undefined ? "–" : attribute?.value === value ? valueOf(attribute) : String(value));
    return html`<${Table} caption=${t("person.values")} rows=${rows} isSortable=${false} columns=${names.map((name) => ({ id: name, title: labelOf(known(name)?.labels, name), value: (row) => row[name], show: (row) => text(row[name], known(name)) }))} />`;
}
