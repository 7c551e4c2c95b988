import { html } from "../../html.js";
import { Card } from "../../components/Blocks.js";
import { axis, Chart, legend, tooltip, useDrawn } from "../../components/Chart.js";
import { hue } from "../../components/colours.js";
import { Table } from "../../components/Table.js";
import { compact, count, shortDate } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { openElementMenu, pointOf } from "../elements.js";

export const LIFECYCLE = ["new", "returning", "resurrected", "dormant"];

export const drawLifecycle = (periods, unit) => ({
    grid: { left: 8, right: 8, top: 16, bottom: 40, containLabel: true },
    tooltip: tooltip({ trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => count(Math.abs(value)) }),
    legend: legend(2),
    xAxis: axis({ type: "category", data: periods.map((period) => shortDate(period.start, unit)), splitLine: { show: false } }),
    yAxis: axis({ type: "value", axisLabel: { formatter: (value) => compact(Math.abs(value)) } }),
    series: LIFECYCLE.map((kind, index) => ({ type: "bar", stack: "all", name: t("lifecycle." + kind), barMaxWidth: 40, itemStyle: { color: hue([0, 2, 5, 1][index]) }, data: periods.map((period) => (kind === "dormant" ? -1 : 1) * period[kind].users) })),
});

/** Users of each period by what they did before; those who stayed away stand below the line. */
export function LifecycleResult({ answer, question, lines }) {
    const [line] = lines;
    const { periods } = line;
    const users = (period, kind) => period[kind].users;
    const element = (period, kind) => ({ question, element: period[kind].element, users: users(period, kind), title: `${t("lifecycle." + kind)}, ${shortDate(period.start, answer.period)}` });
    const option = useDrawn(() => drawLifecycle(periods, answer.period), [answer]);
    const click = (params) => openElementMenu(pointOf(params), element(periods[params.dataIndex], LIFECYCLE[params.seriesIndex]));
    return html`<${Card} title=${t("lifecycle.title")}><${Chart} name="lifecycle" label=${t("lifecycle.title")} option=${option} height=${360} onClick=${click} /></${Card}>
        <${Card} title=${t("funnel.table")} flush><${Table} name="lifecycle" caption=${t("lifecycle.title")} rows=${periods} columns=${[
        { id: "start", title: t("unit." + answer.period), value: (period) => period.start, show: (period) => shortDate(period.start, answer.period) + (period.complete ? "" : "*") },
        ...LIFECYCLE.map((kind) => ({ id: kind, title: t("lifecycle." + kind), isNumber: true, explain: t("lifecycleText." + kind), value: (period) => users(period, kind), show: (period) => html`<button type="button" class="cell-link" onClick=${(event) => openElementMenu(event.currentTarget, element(period, kind))}>${count(users(period, kind))}</button>` }))]} />
        ${periods.some((period) => !period.complete) && html`<p class="quiet small table-note">${t("trend.incomplete")}</p>`}</${Card}>`;
}
