import { html } from "../../html.js";
import { axis, Chart, legend, tooltip, useDrawn } from "../../components/Chart.js";
import { hue, pale } from "../../components/colours.js";
import { share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { periodText } from "./retentionElements.js";

/** The cells of the cohort that has most. */
export const cellsOf = (line) => line.cohorts.reduce((most, cohort) => (cohort.cells.length > most.length ? cohort.cells : most), []);

/** Averages as curves; dotted beside each that of the days before, where there are any. */
export const drawCurves = (lines, cells, period, average) => ({
    grid: { left: 8, right: 24, top: 16, bottom: lines.length > 1 || lines.some((line) => line.before) ? 40 : 8, containLabel: true },
    tooltip: tooltip({ trigger: "axis", valueFormatter: (value) => share(value) }),
    legend: legend(lines.some((line) => line.before) ? 2 : lines.length),
    xAxis: axis({ type: "category", boundaryGap: false, data: cells.map((cell) => periodText(cell, period)), splitLine: { show: false } }),
    yAxis: axis({ type: "value", min: 0, axisLabel: { formatter: (value) => share(value, 0) } }),
    series: lines.flatMap((line) => [
        { type: "line", name: line.text, data: line.average[average], symbol: "circle", symbolSize: 7, lineStyle: { width: 2.5 }, itemStyle: { color: hue(line.index) } },
        ...(line.before ? [{ type: "line", name: t("trend.before", { name: line.text }), data: line.before.average[average].slice(0, cells.length), symbol: "circle", symbolSize: 5, lineStyle: { width: 1.5, type: "dotted" }, itemStyle: { color: pale(line.index, 0.65) } }] : []),
    ]),
});

/** The average of complete cells, period by period; a curve a series. */
export function RetentionCurves({ answer, question, lines, average }) {
    const drawn = lines.filter((line) => !(line.breakdown === null && lines.length > 1 && question.breakdown));
    const option = useDrawn(() => drawCurves(drawn, cellsOf(lines[0]), answer.period, average), [lines, average]);
    return html`<${Chart} name="retention" label=${t("retention.curvesLabel")} option=${option} height=${280} />`;
}
