import { html } from "../../html.js";
import { JOB_KINDS } from "../../admin/parts.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, EmptyState, Working } from "../../components/Blocks.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { date, duration, moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { RunNow } from "./run.js";

/** Evaluations of this segment: when, how long, and of those that failed why and what to do next. */
export function Runs({ segment, round, run }) {
    const runs = useAnswer(`${segment.id} ${round}`, (signal) => get(`/segments/${segment.id}/runs?limit=100`, { signal }));
    const own = runs.value?.runs ?? [];
    const list = segment.last_run && runs.value && !own.some((run) => run.id === segment.last_run.id) ? [segment.last_run, ...own] : own;
    const took = (run) => (run.started_at && run.ended_at ? Date.parse(run.ended_at) - Date.parse(run.started_at) : null);
    return html`<${Working} ...${runs} /><${ProblemBox} problem=${runs.problem} again=${runs.again} />
        ${runs.value && list.length === 0 && html`<${Card}><${EmptyState} icon="history" title=${t("runs.none")} action=${html`<${RunNow} segment=${segment} run=${run} />`}>${t("overview.noneText")}</${EmptyState}></${Card}>`}
        ${list.length > 0 && html`<${Card} flush title=${t("segment.tab.runs")}><${Table} name=${`segment-${segment.id}-runs`} caption=${t("segment.tab.runs")} rows=${list} rowKey=${(run) => run.id} columns=${[
        { id: "started", title: t("runs.started"), value: (run) => run.started_at, show: (run) => html`<span class="no-wrap">${moment(run.started_at)}</span>` },
        { id: "state", title: t("segments.state"), value: (run) => run.state, show: (run) => html`<${Badge} kind=${JOB_KINDS[run.state]}>${t("run.state." + run.state)}</${Badge}>` },
        { id: "data", title: t("segments.dataDate"), value: (run) => run.data_date, show: (run) => date(run.data_date) },
        { id: "took", title: t("runs.took"), isNumber: true, value: took, show: (run) => duration(took(run)) },
        { id: "by", title: t("runs.by"), value: (run) => run.started_by },
        { id: "why", title: t("runs.why"), value: (run) => [run.failure, run.remedy].filter(Boolean).join(" "), show: (run) => html`${run.failure ?? ""}${run.remedy && html`<br /><span class="quiet">${run.remedy}</span>`}` }]} /></${Card}>`}`;
}
