import { html } from "../../html.js";
import { Card } from "../../components/Blocks.js";
import { axis, Chart, legend, tooltip, useDrawn } from "../../components/Chart.js";
import { hue, pale } from "../../components/colours.js";
import { Table } from "../../components/Table.js";
import { compact, count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { Change, Points } from "../Change.js";
import { difference, relative } from "../compare.js";
import { openElementMenu, pointOf } from "../elements.js";

/** `exactly 3 days` */
export const exactlyText = (n, period) => t("stickiness.exactly", { n, unit: t("unit." + period + (n === 1 ? "" : "s")) });

/** 1, 2, 3 … periods, as many as any series has; the days before may touch one more. */
const numbersOf = (lines) => Array.from({ length: Math.max(...lines.flatMap((line) => [line.periods.length, line.before?.periods.length ?? 0])) }, (_, index) => index + 1);

/** A bar for each number of periods; pale beside it that of the days before, where there are any. */
export const drawStickiness = (lines) => {
    const isCompared = lines.some((line) => line.before);
    const bars = (line, id, color) => ({ id: `${id}-${line.index}`, type: "bar", data: line.periods.map((bar) => bar.users), itemStyle: { color, borderRadius: [3, 3, 0, 0] }, barMaxWidth: 30 });
    return {
        grid: { left: 8, right: 8, top: 16, bottom: lines.length > 1 || isCompared ? 40 : 8, containLabel: true },
        tooltip: tooltip({ trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: count }),
        legend: legend(isCompared ? 2 : lines.length),
        xAxis: axis({ type: "category", data: numbersOf(lines), splitLine: { show: false } }),
        yAxis: axis({ type: "value", axisLabel: { formatter: compact } }),
        series: lines.flatMap((line) => [
            { ...bars(line, "now", hue(line.index)), name: line.text },
            ...(line.before ? [{ ...bars(line.before, "before", pale(line.index, 0.45)), id: `before-${line.index}`, name: t("trend.before", { name: line.text }) }] : []),
        ]),
    };
};

/** In how many periods of the range people are active. */
export function StickinessResult({ answer, question, lines }) {
    const exactly = (n) => exactlyText(n, answer.period);
    const element = (bar) => bar && { question, element: bar.element, users: bar.users, title: exactly(bar.periods) };
    const elementBefore = (line, bar) => bar && { question: line.before.question, element: bar.element, users: bar.users, title: t("trend.before", { name: exactly(bar.periods) }) };
    const option = useDrawn(() => drawStickiness(lines), [lines]);
    const click = ({ seriesId, dataIndex, event }) => {
        const [when, index] = seriesId.split("-");
        const line = lines[Number(index)];
        openElementMenu(pointOf({ event }), when === "before" ? elementBefore(line, line.before.periods[dataIndex]) : element(line.periods[dataIndex]));
    };
    const cell = (one) => (one ? html`<button type="button" class="cell-link" onClick=${(event) => openElementMenu(event.currentTarget, one)}>${count(one.users)}</button>` : count(null));
    const columnsOf = (line) => {
        const [name, now, was] = [lines.length > 1 ? line.text : t("unitOf.user"), (n) => line.periods[n - 1], (n) => line.before?.periods[n - 1]];
        const column = (id, title, value, show, more) => ({ id: `${id}-${line.index}`, title, isNumber: true, value: ({ n }) => value(n), show: ({ n }) => show(n), ...more });
        const changed = (n) => relative(now(n)?.users, was(n)?.users);
        const points = (n) => difference(now(n)?.rate, was(n)?.rate);
        return [
            column("users", name, (n) => now(n)?.users, (n) => cell(element(now(n)))),
            ...(line.before ? [
                column("before", lines.length > 1 ? t("compare.beforeOf", { name }) : t("compare.before"), (n) => was(n)?.users, (n) => cell(elementBefore(line, was(n)))),
                column("change", t("trend.change"), changed, (n) => html`<${Change} of=${changed(n)} />`)] : []),
            column("rate", "%", (n) => now(n)?.rate, (n) => share(now(n)?.rate)),
            ...(line.before ? [
                column("rate-before", t("compare.beforeOf", { name: "%" }), (n) => was(n)?.rate, (n) => share(was(n)?.rate)),
                column("points", t("compare.difference"), points, (n) => html`<${Points} of=${points(n)} isNeutral />`, { explain: t("compare.pointsExplained") })] : []),
        ];
    };
    return html`<${Card} title=${t("stickiness.title")}><${Chart} name="stickiness" label=${t("stickiness.title")} option=${option} onClick=${click} /></${Card}>
        <${Card} title=${t("funnel.table")} flush><${Table} name="stickiness" caption=${t("stickiness.title")} rows=${numbersOf(lines).map((n) => ({ n }))} columns=${[
        { id: "periods", title: t("stickiness.periods"), value: ({ n }) => n, show: ({ n }) => exactly(n) }, ...lines.flatMap(columnsOf)]} /></${Card}>`;
}
