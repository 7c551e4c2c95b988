import { html } from "../../html.js";
import { post } from "../../api/client.js";
import { may } from "../../api/me.js";
import { Badge, Card, Figure } from "../../components/Blocks.js";
import { Button, IconButton } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { Table } from "../../components/Table.js";
import { tell } from "../../components/tell.js";
import { navigate } from "../../router.js";
import { count, date, duration, moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { JOB_KINDS } from "../parts.js";

export const isMoving = (job) => job.state === "waiting" || job.state === "running";

/** An import that waits or runs: file, rows, rate, time left, and a way to stop it. */
export function Moving({ job, again }) {
    const { progress } = job;
    const share = progress?.expected_rows ? Math.min(1, progress.rows / progress.expected_rows) : 0;
    const stop = async () => { if (await tell(() => post(`/jobs/${job.id}/cancel`), t("jobs.cancelled"))) again(); };
    const parts = progress ? [
        progress.expected_rows ? t("imports.rowsOf", { rows: progress.rows, all: progress.expected_rows }) : t("imports.rows", { count: progress.rows }),
        progress.rows_per_second ? t("imports.rate", { rows: Math.round(progress.rows_per_second) }) : null,
        progress.seconds_left !== null && progress.seconds_left !== undefined ? t("imports.left", { time: duration(Math.max(1, Math.round(progress.seconds_left)) * 1000) }) : null,
    ].filter(Boolean).join(" · ") : t(job.state === "waiting" ? "imports.waits" : "imports.begins");
    return html`<${Card} title=${html`${t("imports.into", { dataset: job.arguments.import?.dataset ?? "" })} <${Badge} kind=${JOB_KINDS[job.state]}>${job.cancel_requested ? t("jobs.ending") : t("run.state." + job.state)}</${Badge}>`}
            actions=${html`<${Button} small icon="x" disabled=${job.cancel_requested} onClick=${stop}>${t("jobs.cancel")}</${Button}>`} class="import-moving">
        <div class=${share > 0 ? "import-bar is-known" : "import-bar"} role="progressbar" aria-label=${t("imports.progress")} aria-valuenow=${share > 0 ? Math.round(share * 100) : undefined} aria-valuemin="0" aria-valuemax="100" style=${{ "--share": `${share * 100}%` }}></div>
        <p aria-live="polite">${parts}</p>${progress?.file && html`<p class="quiet small wrap">${t("imports.fileOf", { number: progress.file_number, all: progress.file_count })} <code>${progress.file}</code></p>`}</${Card}>`;
}

/** How an import ended: what was taken in, what was rejected and why, and what can be done next. */
export function Details({ job, again, close }) {
    const { result } = job;
    const rejects = result?.rejects;
    const repeat = async () => { if (await tell(() => post(`/jobs/${job.id}/repeat`), t("jobs.repeated"))) { close(); again(); } };
    const change = () => {
        sessionStorage.setItem("cxm.draft.import", JSON.stringify({ given: job.arguments.import }));
        navigate("/admin/imports/new");
    };
    const figures = result ? [["imports.taken", count(result.rows)], ["imports.rejects", count(rejects?.rows ?? 0)], ["imports.usersSeen", count(result.users)],
        ...(result.new_users !== null && result.new_users !== undefined ? [["imports.newUsers", count(result.new_users)]] : []), ["imports.total", count(result.total_rows)],
        ...(result.replaced_days ? [["imports.replacedDays", count(result.replaced_days)]] : [])] : [];
    return html`<${Card} title=${html`${t("imports.into", { dataset: job.arguments.import?.dataset ?? "" })} <${Badge} kind=${JOB_KINDS[job.state]}>${t("run.state." + job.state)}</${Badge}>`}
            subtitle=${[moment(job.ended_at), result?.first_day && `${date(result.first_day)} – ${date(result.last_day)}`].filter(Boolean).join(" · ")}
            actions=${html`<${Button} small icon="pencil" onClick=${change}>${t("imports.changeAndRepeat")}</${Button}><${Button} small icon="repeat" onClick=${repeat}>${t("jobs.repeat")}</${Button}><${IconButton} icon="x" label=${t("action.close")} onClick=${close} />`}>
        ${job.failure && html`<div class="problem" role="alert"><${Icon} name="circle-alert" /><div><p>${job.failure}</p>${job.remedy && html`<p>${job.remedy}</p>`}<p class="quiet">${t("imports.nothingChanged")}</p></div></div>`}
        ${job.state === "cancelled" && html`<p class="quiet">${t("imports.nothingChanged")}</p>`}
        ${result && html`<div class="figures">${figures.map(([key, value]) => html`<${Figure} key=${key} label=${t(key)} value=${value} />`)}</div>`}
        ${rejects?.rows > 0 && html`<${Rejects} rejects=${rejects} />`}</${Card}>`;
}

/** A reason, which the API gives in English words: "no user" has the text of imports.reject.no_user. */
const reasonText = (reason) => t("imports.reject." + reason.replaceAll(" ", "_"));

/** Rows that were left out: how many for each reason, the first of them with file and line, and all as a file. */
function Rejects({ rejects }) {
    return html`<h3>${t("imports.rejects")}</h3><ul class="reject-reasons">${rejects.reasons.map((one) => html`<li key=${one.reason}><b>${count(one.rows)}</b> ${reasonText(one.reason)}</li>`)}</ul>
        <${Table} name="import-rejects" caption=${t("imports.firstRejects")} rows=${rejects.first} isSortable=${false} top=${html`<span class="quiet small">${t("imports.firstRejects")}</span>${rejects.file && html`<${RejectsLink} file=${rejects.file} />`}`} columns=${[
        { id: "file", title: t("imports.file"), value: (row) => row.file, show: (row) => html`<code class="wrap">${row.file}</code>` },
        { id: "line", title: t("imports.line"), isNumber: true, value: (row) => row.line, show: (row) => count(row.line) },
        { id: "reason", title: t("imports.reason"), value: (row) => reasonText(row.reason) },
        { id: "detail", title: t("audit.details"), value: (row) => row.detail, show: (row) => html`<span class="wrap">${row.detail ?? "–"}</span>` },
    ]} />`;
}

/** All rejected rows of an import as a file, for those who may see personal data; its name for others. */
export function RejectsLink({ file }) {
    const name = file.split("/").at(-1);
    if (!may("see_personal_data")) return html`<code class="wrap">${name}</code>`;
    return html`<a class="wrap" href=${`/api/v1/import-rejects/${encodeURIComponent(name)}`} download=${name}>${name}</a>`;
}
