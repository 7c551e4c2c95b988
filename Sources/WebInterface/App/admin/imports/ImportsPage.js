import { html } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, PageHead, Working } from "../../components/Blocks.js";
import { Icon } from "../../components/Icon.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { setQuery, usePlace } from "../../router.js";
import { count, moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { ForThose, JOB_KINDS, useFollowing } from "../parts.js";
import { History } from "./History.js";
import { Details, isMoving, Moving } from "./ImportJob.js";

/** Imports: what runs with its progress, how the last ones went, and what the home holds. */
export default function ImportsPage() {
    return html`<${ForThose} who="manage_catalogue"><${Imports} /></${ForThose}>`;
}

function Imports() {
    const { query } = usePlace();
    const list = useAnswer("imports", (signal) => get("/imports", { signal }));
    const jobs = list.value?.jobs ?? [];
    const moving = jobs.filter(isMoving);
    useFollowing(list, moving.length > 0 ? 1000 : 10_000);
    const ended = jobs.filter((job) => !isMoving(job));
    const shown = query.get("job");
    const one = jobs.find((job) => String(job.id) === shown);
    const open = (job) => setQuery({ job: shown === String(job.id) ? null : job.id }, { replace: false });
    return html`<${PageHead} title=${t("imports.title")} subtitle=${t("imports.pageText")} actions=${html`<a class="button primary" href="/admin/imports/new"><${Icon} name="plus" size=${16} /><span>${t("imports.new")}</span></a>`} />
        <${Working} ...${list.value ? {} : list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        <div class="card-stack">${moving.map((job) => html`<${Moving} key=${job.id} job=${job} again=${list.again} />`)}</div>
        ${one && !isMoving(one) && html`<${Details} job=${one} again=${list.again} close=${() => setQuery({ job: null })} />`}
        ${ended.length > 0 && html`<${Card} flush title=${t("imports.last")} subtitle=${t("imports.lastText")}><${Table} name="import-jobs" caption=${t("imports.last")} rows=${ended} rowKey=${(row) => row.id} onRow=${open} rowClass=${(row) => String(row.id) === shown && "chosen"} columns=${[
        { id: "dataset", title: t("imports.dataset"), value: (row) => row.arguments.import?.dataset, show: (row) => html`<code>${row.arguments.import?.dataset ?? "–"}</code>` },
        { id: "state", title: t("data.state"), value: (row) => t("run.state." + row.state), show: (row) => html`<${Badge} kind=${JOB_KINDS[row.state]}>${t("run.state." + row.state)}</${Badge}>` },
        { id: "files", title: t("imports.files"), value: (row) => (row.arguments.import?.files ?? []).join(", "), show: (row) => html`<span class="cut" title=${(row.arguments.import?.files ?? []).join("\n")}>${(row.arguments.import?.files ?? []).join(", ")}</span>` },
        { id: "rows", title: t("imports.taken"), isNumber: true, value: (row) => row.result?.rows, show: (row) => count(row.result?.rows) },
        { id: "rejects", title: t("imports.rejects"), isNumber: true, value: (row) => row.result?.rejects?.rows, show: (row) => (row.result?.rejects?.rows > 0 ? html`<span class="is-bad">${count(row.result.rejects.rows)}</span>` : count(row.result?.rejects?.rows)) },
        { id: "by", title: t("jobs.by"), value: (row) => row.arguments.started_by },
        { id: "ended", title: t("jobs.ended"), value: (row) => row.ended_at, show: (row) => html`<span class="no-wrap">${moment(row.ended_at)}</span>` },
    ]} /></${Card}>`}
        ${list.value && html`<${History} rows=${list.value.imports} />`}`;
}
