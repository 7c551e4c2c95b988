import { html, useMemo } from "../../html.js";
import { Card } from "../../components/Blocks.js";
import { axis, Chart, legend, tooltip } from "../../components/Chart.js";
import { hue } from "../../components/colours.js";
import { Table } from "../../components/Table.js";
import { compact, count, shortDate } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { openElementMenu, pointOf } from "../elements.js";

const KINDS = ["new", "returning", "resurrected", "dormant"];

/** Users of each period by what they did before; those who stayed away stand below the line. */
export function LifecycleResult({ answer, question, lines }) {
    const [line] = lines;
    const { periods } = line;
    const users = (period, kind) => period[kind].users;
    const element = (period, kind) => ({ question, element: period[kind].element, users: users(period, kind), title: `${t("lifecycle." + kind)}, ${shortDate(period.start, answer.period)}` });
    const option = useMemo(() => ({
        grid: { left: 8, right: 8, top: 16, bottom: 40, containLabel: true },
        tooltip: tooltip({ trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => count(Math.abs(value)) }),
        legend: legend(2),
        xAxis: axis({ type: "category", data: periods.map((period) => shortDate(period.start, answer.period)), splitLine: { show: false } }),
        yAxis: axis({ type: "value", axisLabel: { formatter: (value) => compact(Math.abs(value)) } }),
        series: KINDS.map((kind, index) => ({ type: "bar", stack: "all", name: t("lifecycle." + kind), barMaxWidth: 40, itemStyle: { color: hue([0, 2, 5, 1][index]) }, data: periods.map((period) => (kind === "dormant" ? -1 : 1) * users(period, kind)) })),
    }), [answer]);
    const click = (params) => openElementMenu(pointOf(params), element(periods[params.dataIndex], KINDS[params.seriesIndex]));
    return html`<${Card} title=${t("lifecycle.title")}><${Chart} name="lifecycle" label=${t("lifecycle.title")} option=${option} height=${360} onClick=${click} /></${Card}>
        <${Card} title=${t("funnel.table")} flush><${Table} name="lifecycle" caption=${t("lifecycle.title")} rows=${periods} columns=${[
        { id: "start", title: t("unit." + answer.period), value: (period) => period.start, show: (period) => shortDate(period.start, answer.period) + (period.complete ? "" : "*") },
        ...KINDS.map((kind) => ({ id: kind, title: t("lifecycle." + kind), isNumber: true, explain: t("lifecycleText." + kind), value: (period) => users(period, kind), show: (period) => html`<button type="button" class="cell-link" onClick=${(event) => openElementMenu(event.currentTarget, element(period, kind))}>${count(users(period, kind))}</button>` }))]} />
        ${periods.some((period) => !period.complete) && html`<p class="quiet small table-note">${t("trend.incomplete")}</p>`}</${Card}>`;
}
