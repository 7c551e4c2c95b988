import { html, useMemo } from "../../html.js";
import { axis, Chart, legend, tooltip } from "../../components/Chart.js";
import { hue } from "../../components/colours.js";
import { share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { periodText } from "./retentionElements.js";

/** The average of complete cells, period by period; a curve a series. */
export function RetentionCurves({ answer, question, lines, average }) {
    const drawn = lines.filter((line) => !(line.breakdown === null && lines.length > 1 && question.breakdown));
    const option = useMemo(() => {
        const cells = lines[0].cohorts.reduce((most, cohort) => (cohort.cells.length > most.length ? cohort.cells : most), []);
        return {
            grid: { left: 8, right: 24, top: 16, bottom: drawn.length > 1 ? 40 : 8, containLabel: true },
            tooltip: tooltip({ trigger: "axis", valueFormatter: (value) => share(value) }),
            legend: legend(drawn.length),
            xAxis: axis({ type: "category", boundaryGap: false, data: cells.map((cell) => periodText(cell, answer.period)), splitLine: { show: false } }),
            yAxis: axis({ type: "value", min: 0, axisLabel: { formatter: (value) => share(value, 0) } }),
            series: drawn.map((line) => ({ type: "line", name: line.text, data: line.average[average], symbol: "circle", symbolSize: 7, lineStyle: { width: 2.5 }, itemStyle: { color: hue(line.index) } })),
        };
    }, [answer, average]);
    return html`<${Chart} name="retention" label=${t("retention.curvesLabel")} option=${option} height=${280} />`;
}
