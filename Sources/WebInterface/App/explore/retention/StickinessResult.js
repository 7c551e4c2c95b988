import { html } from "../../html.js";
import { Card } from "../../components/Blocks.js";
import { axis, Chart, legend, tooltip, useDrawn } from "../../components/Chart.js";
import { hue } from "../../components/colours.js";
import { Table } from "../../components/Table.js";
import { compact, count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { openElementMenu, pointOf } from "../elements.js";

/** `exactly 3 days` */
export const exactlyText = (n, period) => t("stickiness.exactly", { n, unit: t("unit." + period + (n === 1 ? "" : "s")) });

export const drawStickiness = (lines) => ({
    grid: { left: 8, right: 8, top: 16, bottom: lines.length > 1 ? 40 : 8, containLabel: true },
    tooltip: tooltip({ trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: count }),
    legend: legend(lines.length),
    xAxis: axis({ type: "category", data: lines[0].periods.map((bar) => bar.periods), splitLine: { show: false } }),
    yAxis: axis({ type: "value", axisLabel: { formatter: compact } }),
    series: lines.map((line) => ({ type: "bar", name: line.text, data: line.periods.map((bar) => bar.users), itemStyle: { color: hue(line.index), borderRadius: [3, 3, 0, 0] }, barMaxWidth: 30 })),
});

/** In how many periods of the range people are active. */
export function StickinessResult({ answer, question, lines }) {
    const bars = (line) => line.periods;
    const exactly = (n) => exactlyText(n, answer.period);
    const element = (line, bar) => ({ question, element: bar.element, users: bar.users, title: exactly(bar.periods) });
    const option = useDrawn(() => drawStickiness(lines), [answer]);
    const click = (params) => openElementMenu(pointOf(params), element(lines[params.seriesIndex], bars(lines[params.seriesIndex])[params.dataIndex]));
    const rows = bars(lines[0]).map((bar, index) => ({ bar, index }));
    return html`<${Card} title=${t("stickiness.title")}><${Chart} name="stickiness" label=${t("stickiness.title")} option=${option} onClick=${click} /></${Card}>
        <${Card} title=${t("funnel.table")} flush><${Table} name="stickiness" caption=${t("stickiness.title")} rows=${rows} columns=${[
        { id: "periods", title: t("stickiness.periods"), value: ({ bar }) => bar.periods, show: ({ bar }) => exactly(bar.periods) },
        ...lines.flatMap((line) => [
            { id: `users-${line.index}`, title: lines.length > 1 ? line.text : t("unitOf.user"), isNumber: true, value: ({ index }) => bars(line)[index]?.users, show: ({ index }) => html`<button type="button" class="cell-link" onClick=${(event) => openElementMenu(event.currentTarget, element(line, bars(line)[index]))}>${count(bars(line)[index]?.users)}</button>` },
            { id: `rate-${line.index}`, title: "%", isNumber: true, value: ({ index }) => bars(line)[index]?.rate, show: ({ index }) => share(bars(line)[index]?.rate) },
        ])]} /></${Card}>`;
}
