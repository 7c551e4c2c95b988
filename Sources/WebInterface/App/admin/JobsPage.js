import { classes, html } from "../html.js";
import { get, post } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Badge, Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button, Segmented } from "../components/Buttons.js";
import { Icon } from "../components/Icon.js";
import { openDrawer } from "../components/layers.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { Table } from "../components/Table.js";
import { tell } from "../components/tell.js";
import { setQuery, usePlace } from "../router.js";
import { moment } from "../words/figures.js";
import { hasText, t } from "../words/words.js";
import { JOB_KINDS, useFollowing } from "./parts.js";

const isMoving = (job) => job.state === "running" || job.state === "waiting";
const STATES = ["waiting", "running", "failed", "done", "cancelled"];
const kindText = (kind) => (hasText("job." + kind.replaceAll("-", "_")) ? t("job." + kind.replaceAll("-", "_")) : kind);
const about = (job) => (job.kind === "import" ? [job.arguments.import?.dataset, ...(job.arguments.import?.files ?? [])].filter(Boolean).join(", ") : aboutAll(job));
const textOf = (value) => (Array.isArray(value) ? value.map(textOf).join(", ") : typeof value === "object" ? JSON.stringify(value) : value);
const aboutAll = (job) => Object.entries(job.arguments ?? {}).filter(([name]) => name !== "started_by" && name !== "data").map(([name, value]) => `${name}: ${textOf(value)}`).join(", ");

/** Work of the server: what waits, runs, has failed and why. Those who may not operate see their own. */
export default function JobsPage() {
    const { query } = usePlace();
    const state = STATES.includes(query.get("state")) ? query.get("state") : null;
    const key = `jobs ${state}`;
    const list = useAnswer(key, (signal) => get(`/jobs?limit=200${state ? `&state=${state}` : ""}`, { signal }));
    const rows = list.value?.jobs;
    const isCurrent = list.valueKey === key;
    useFollowing(list, rows?.some(isMoving) ? 3000 : 15_000);
    const act = async (job, verb, done) => { if (await tell(() => post(`/jobs/${job.id}/${verb}`), done)) list.again(); };
    return html`<${PageHead} title=${t("jobs.title")} subtitle=${may("operate") ? t("jobs.subtitle") : t("jobs.own")} actions=${html`<${Button} icon="refresh-cw" onClick=${list.again}>${t("jobs.refresh")}</${Button}>`} />
        <div class="admin-filters"><${Segmented} label=${t("data.state")} value=${state ?? "all"} onChange=${(next) => setQuery({ state: next === "all" ? null : next }, { replace: false })} choices=${[["all", t("jobs.all")], ...STATES.map((name) => [name, t("run.state." + name)])]} /></div>
        <${Working} ...${isCurrent ? {} : list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${isCurrent && rows.length === 0 && html`<${Card}><${EmptyState} icon="clock" title=${t("jobs.none")} action=${state && html`<${Button} onClick=${() => setQuery({ state: null })}>${t("jobs.all")}</${Button}>`}>${t("jobs.noneText")}</${EmptyState}></${Card}>`}
        ${rows?.length > 0 && html`<${Card} flush title=${t("jobs.count", { count: rows.length })} class=${classes(!isCurrent && "result-old")}><${Table} name="jobs" caption=${t("jobs.title")} rows=${rows} rowKey=${(row) => row.id} onRow=${(row) => openDrawer(`${kindText(row.kind)} ${row.id}`, () => html`<${Job} start=${row} />`)} columns=${[
        { id: "id", title: t("jobs.number"), value: (row) => row.id },
        { id: "kind", title: t("jobs.kind"), value: (row) => kindText(row.kind) },
        { id: "about", title: t("jobs.about"), value: about, show: (row) => html`<span class="cut">${about(row) || "–"}</span>` },
        { id: "state", title: t("data.state"), value: (row) => t("run.state." + row.state), show: (row) => html`<${Badge} kind=${JOB_KINDS[row.state]}>${row.cancel_requested && row.state === "running" ? t("jobs.ending") : t("run.state." + row.state)}</${Badge}>` },
        { id: "failure", title: t("jobs.why"), value: (row) => row.failure, show: (row) => row.failure && html`<span class="is-bad wrap">${row.failure}</span>${row.remedy && html`<br /><span class="quiet wrap">${row.remedy}</span>`}` },
        { id: "attempts", title: t("jobs.attempts"), isNumber: true, value: (row) => row.attempts },
        { id: "made", title: t("jobs.made"), value: (row) => row.created_at, show: (row) => html`<span class="no-wrap">${moment(row.created_at)}</span>` },
        { id: "ended", title: t("jobs.ended"), value: (row) => row.ended_at, show: (row) => html`<span class="no-wrap">${moment(row.ended_at)}</span>` },
        { id: "act", title: t("admin.actions"), isForm: true, value: () => "", show: (row) => (row.ended_at ? html`<${Button} small icon="repeat" onClick=${() => act(row, "repeat", t("jobs.repeated"))}>${t("jobs.repeat")}</${Button}>`
        : html`<${Button} small icon="x" disabled=${row.cancel_requested} onClick=${() => act(row, "cancel", t("jobs.cancelled"))}>${t("jobs.cancel")}</${Button}>`) },
    ]} /></${Card}>`}`;
}

/** One job with all that it was told, as it is now. */
function Job({ start }) {
    const answer = useAnswer(start.id, (signal) => get(`/jobs/${start.id}`, { signal }));
    const job = answer.value ?? start;
    useFollowing(answer, isMoving(job) ? 3000 : null);
    const line = (label, value) => html`<dt>${label}</dt><dd class="wrap">${value ?? "–"}</dd>`;
    return html`<${ProblemBox} problem=${answer.problem} again=${answer.again} />${job.failure && html`<div class="problem"><${Icon} name="circle-alert" /><div><p>${job.failure}</p>${job.remedy && html`<p class="quiet">${job.remedy}</p>`}</div></div>`}
        <dl class="terms">${line(t("data.state"), t("run.state." + job.state))}${line(t("jobs.by"), job.arguments?.started_by)}${line(t("jobs.due"), moment(job.due_at))}${line(t("jobs.made"), moment(job.created_at))}${line(t("jobs.ended"), moment(job.ended_at))}${line(t("jobs.attempts"), job.attempts)}</dl>
        ${job.kind === "import" && may("manage_catalogue") && html`<p><a href=${`/admin/imports?job=${job.id}`}>${t("jobs.toImport")}</a></p>`}
        <h3>${t("jobs.about")}</h3><pre class="wrap">${JSON.stringify(job.arguments, null, 2)}</pre>`;
}
