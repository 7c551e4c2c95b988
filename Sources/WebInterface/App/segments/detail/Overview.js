import { html } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, Working } from "../../components/Blocks.js";
import { axis, Chart, legend, tooltip } from "../../components/Chart.js";
import { hue } from "../../components/colours.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { addressOf } from "../../explore/question.js";
import { compact, count, date, moment, shortDate } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { RunNow } from "./run.js";

/** What the segment says, and its sizes over time with who entered and left. */
export function Overview({ segment, round, run }) {
    const history = useAnswer(`${segment.id} ${round}`, (signal) => get(`/segments/${segment.id}/history`, { signal }));
    const sizes = history.value?.sizes ?? [];
    return html`<div class="overview"><${Card} title=${t("side.words")} class="words-card">
            <p class="in-words">${segment.in_words ?? t("overview.unreadable")}</p>
            ${segment.outline && html`<details><summary class="small">${t("side.outline")}</summary><pre class="outline">${segment.outline}</pre></details>`}
            ${segment.definition.sql && html`<pre class="outline" tabindex="0">${segment.definition.sql.text}</pre>`}
            ${segment.definition.from && html`<p><a href=${addressOf(segment.definition.from.question)}>${t("from.open")}</a></p>`}
            <p class="quiet small">${t("overview.version", { version: segment.version, author: segment.author })}${segment.note && ` · ${segment.note}`}</p></${Card}>
        <div><${Card} title=${t("overview.sizes")}><${Working} ...${history} /><${ProblemBox} problem=${history.problem} again=${history.again} />
            ${history.value && sizes.length === 0 && html`<${EmptyState} icon="chart-line" title=${t("overview.none")} action=${html`<${RunNow} segment=${segment} run=${run} />`}>${t("overview.noneText")}</${EmptyState}>`}
            ${sizes.length > 0 && html`<${Chart} name=${`segment-${segment.id}-sizes`} label=${t("overview.sizes")} height=${260} option=${sizeChart(sizes)} />`}</${Card}>
        ${sizes.length > 0 && html`<${Card} flush title=${t("overview.snapshots")}><${Table} name=${`segment-${segment.id}-snapshots`} caption=${t("overview.snapshots")} rows=${sizes.toReversed()} limit=${20} rowKey=${(row) => row.snapshot} columns=${snapshotColumns()} /></${Card}>`}</div></div>`;
}

const snapshotColumns = () => [
    { id: "date", title: t("segments.dataDate"), value: (row) => row.data_date, show: (row) => date(row.data_date) },
    { id: "size", title: t("segments.size"), isNumber: true, value: (row) => row.size, show: (row) => count(row.size) },
    { id: "entered", title: t("overview.entered"), isNumber: true, value: (row) => row.entered, show: (row) => count(row.entered) },
    { id: "left", title: t("overview.left"), isNumber: true, value: (row) => row.left, show: (row) => count(row.left) },
    { id: "version", title: t("overview.versionShort"), isNumber: true, value: (row) => row.version },
    { id: "made", title: t("overview.made"), value: (row) => row.created_at, show: (row) => moment(row.created_at) },
    { id: "published", title: t("overview.published"), value: (row) => row.published_at, show: (row) => moment(row.published_at) },
];

/** Size as a line; who entered above, who left below the middle. */
function sizeChart(sizes) {
    const names = [t("segments.size"), t("overview.entered"), t("overview.left")];
    return {
        grid: { left: 8, right: 8, top: 28, bottom: 44, containLabel: true }, legend: legend(3),
        tooltip: tooltip({ trigger: "axis", formatter: (rows) => [date(sizes[rows[0].dataIndex].data_date), ...rows.map((row) => `${row.marker} ${row.seriesName}: ${count(Math.abs(row.value ?? 0))}`)].join("<br>") }),
        xAxis: axis({ type: "category", data: sizes.map((one) => one.data_date), axisLabel: { formatter: (day) => shortDate(day) } }),
        yAxis: [axis({ type: "value", min: 0, axisLabel: { formatter: compact } }), axis({ type: "value", splitLine: { show: false }, axisLabel: { formatter: (number) => compact(Math.abs(number)) } })],
        series: [
            { name: names[0], type: "line", data: sizes.map((one) => one.size), color: hue(0), symbolSize: 6, lineStyle: { width: 2.5 }, z: 3 },
            { name: names[1], type: "bar", yAxisIndex: 1, stack: "moves", data: sizes.map((one) => one.entered), color: hue(2), itemStyle: { opacity: 0.55 }, barMaxWidth: 18 },
            { name: names[2], type: "bar", yAxisIndex: 1, stack: "moves", data: sizes.map((one) => (one.left === null ? null : -one.left)), color: hue(1), itemStyle: { opacity: 0.55 }, barMaxWidth: 18 },
        ],
    };
}
