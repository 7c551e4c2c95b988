import { html, useState } from "../../html.js";
import { axis, Chart, legend, tooltip, useDrawn } from "../../components/Chart.js";
import { Select } from "../../components/Buttons.js";
import { hue, pale } from "../../components/colours.js";
import { Table } from "../../components/Table.js";
import { compact, count, duration, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { Points } from "../Change.js";
import { difference } from "../compare.js";

/** How long people take from the first step to another, as a histogram; pale beside it that of the days before. */
export function FunnelTimes({ answer, question, names, lines }) {
    const [step, setStep] = useState(null);
    const index = Math.min(step ?? names.length - 1, names.length - 1);
    const rows = rowsOf(answer.histogram_bounds_ms, lines, index);
    const option = useDrawn(() => draw(lines, rows), [answer, index, lines]);
    const times = lines.length === 1 && timesOf(lines[0], index);
    const was = lines.length === 1 && lines[0].before && timesOf(lines[0].before, index);
    return html`<div class="row-line"><${Select} small label=${t("funnel.timeTo")} value=${String(index)} onChange=${(next) => setStep(Number(next))}
            choices=${names.slice(1).map((name, place) => [String(place + 1), t("funnel.fromTo", { from: names[0], to: name })])} />
        ${times && html`<span class="quiet">${timesText(times)}${was && html`<br />${t("compare.timesBefore", { times: timesText(was) })}`}</span>`}</div>
        <${Chart} name="time-to-convert" label=${t("funnel.timesLabel")} option=${option} height=${320} />
        <div class="times-table"><${Table} name="time-to-convert" caption=${t("funnel.timesLabel")} rows=${rows} rowKey=${(row) => row.place} isSortable=${false} columns=${[
        { id: "time", title: t("funnel.time"), value: (row) => row.name },
        ...lines.flatMap((line, place) => columnsOf(line, place, lines.length > 1 ? line.text : t("unitOf." + (question.unit ?? "user"))))]} /></div>`;
}

const timesOf = (line, index) => line.steps[index].time_from_first_ms;
const timesText = ({ median, mean, p90 }) => t("funnel.times", { median: duration(median), mean: duration(mean), p90: duration(p90) });
const sum = (numbers) => numbers.reduce((all, number) => all + number, 0);

/** The stretches of time, from the first that anybody took to the last: how many of each series, and how many of the days before. */
function rowsOf(bounds, lines, index) {
    const counts = lines.map((line) => [timesOf(line, index).histogram, line.before ? timesOf(line.before, index).histogram : null]);
    const totals = counts.map((pair) => pair.map((list) => sum(list ?? [])));
    const used = counts[0][0].map((_, place) => counts.flat().some((list) => list?.[place] > 0));
    const [from, to] = [Math.max(0, used.indexOf(true)), Math.max(0, used.lastIndexOf(true))];
    const part = (list, total, place) => list && { count: list[place], rate: total ? list[place] / total : null };
    return Array.from({ length: to - from + 1 }, (_, offset) => from + offset).map((place) => ({
        place, name: place < bounds.length ? t("funnel.upTo", { time: duration(bounds[place]) }) : t("funnel.longer", { time: duration(bounds.at(-1)) }),
        sides: counts.map(([now, was], line) => ({ now: part(now, totals[line][0], place), was: part(was, totals[line][1], place) })),
    }));
}

function draw(lines, rows) {
    const isCompared = lines.some((line) => line.before);
    const bars = (name, color, value) => ({ type: "bar", name, data: rows.map(value), itemStyle: { color, borderRadius: [3, 3, 0, 0] }, barMaxWidth: 46 });
    return {
        grid: { left: 8, right: 8, top: 16, bottom: lines.length > 1 || isCompared ? 40 : 8, containLabel: true },
        tooltip: tooltip({ trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: count }),
        legend: legend(isCompared ? 2 : lines.length),
        xAxis: axis({ type: "category", data: rows.map((row) => row.name), splitLine: { show: false } }),
        yAxis: axis({ type: "value", axisLabel: { formatter: compact } }),
        series: lines.flatMap((line, place) => [
            bars(line.text, hue(line.index), ({ sides }) => sides[place].now.count),
            ...(line.before ? [bars(line.before.text, pale(line.index, 0.45), ({ sides }) => sides[place].was.count)] : []),
        ]),
    };
}

function columnsOf(line, place, name) {
    const side = (row) => row.sides[place];
    const points = (row) => difference(side(row).now.rate, side(row).was.rate);
    const column = (id, title, value, show, more) => ({ id: `${id}-${place}`, title, isNumber: true, value, show, ...more });
    return [
        column("count", name, (row) => side(row).now.count, (row) => count(side(row).now.count)),
        ...(line.before ? [column("before", t("compare.beforeOf", { name }), (row) => side(row).was.count, (row) => count(side(row).was.count))] : []),
        column("rate", "%", (row) => side(row).now.rate, (row) => share(side(row).now.rate)),
        ...(line.before ? [
            column("rate-before", t("compare.beforeOf", { name: "%" }), (row) => side(row).was.rate, (row) => share(side(row).was.rate)),
            column("points", t("compare.difference"), points, (row) => html`<${Points} of=${points(row)} isNeutral />`, { explain: t("compare.pointsExplained") })] : []),
    ];
}
