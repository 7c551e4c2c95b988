import { html, useMemo, useState } from "../../html.js";
import { Card, Figure } from "../../components/Blocks.js";
import { Segmented } from "../../components/Buttons.js";
import { axis, Chart, legend, tooltip, useDrawn } from "../../components/Chart.js";
import { hue, pale } from "../../components/colours.js";
import { Table } from "../../components/Table.js";
import { setQuery } from "../../router.js";
import { change, compact, count, date, share, shortDate } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { useSegments } from "../builder/SegmentChoice.js";
import { eventText } from "../datasets.js";
import { openElementMenu, pointOf } from "../elements.js";
import { keyOf, seriesText } from "../series.js";

const VIEWS = { line: "chart-line", bar: "chart-column", area: "chart-area" };

/** Lines over time, dotted beside them what they are compared with; a row each below. */
export function TrendResult({ answer, question, dataset, query }) {
    const view = query.get("view") in VIEWS ? query.get("view") : "line";
    const segments = useSegments();
    const lines = useMemo(() => linesOf(answer, question, dataset), [answer, segments]);
    const [hidden, setHidden] = useState([]);
    const shown = lines.filter((line) => !hidden.includes(keyOf(line)) && (line.breakdown === null ? !question.breakdown || line.isFormula : true));
    const drawn = shown.length ? shown : lines.slice(0, 1);
    const option = useDrawn(() => draw(drawn, view, answer), [lines, view, hidden]);
    const click = (params) => {
        const line = drawn.find((one) => one.index === Number(params.seriesId.split("-")[1]));
        const points = params.seriesId.startsWith("before") ? line.compared.points : line.points;
        openElementMenu(pointOf(params), elementOf(question, line, points[params.dataIndex], answer.period));
    };
    return html`
        <div class="card"><div class="card-content figures">${lines.filter((line) => line.breakdown === null).slice(0, 5).map((line) => html`<${Figure} key=${line.index} label=${line.text} value=${format(line)(line.total.value)}
            note=${line.compared ? t("trend.against", { change: relative(line) }) : t("trend.total")} onClick=${line.total.element && ((event) => openElementMenu(event.currentTarget, elementOf(question, line, line.total)))} />`)}</div></div>
        <${Card} title=${t("trend.chart")} actions=${html`<${Segmented} small label=${t("trend.view")} value=${view} onChange=${(next) => setQuery({ view: next === "line" ? null : next })}
            choices=${Object.entries(VIEWS).map(([code, icon]) => [code, t("trend.view." + code), icon])} />`}>
            <${Chart} name="trend" label=${t("trend.chartLabel")} option=${option} height=${360} onClick=${click} /></${Card}>
        <${Card} title=${t("trend.table")} flush><${TrendTable} lines=${lines} question=${question} hidden=${hidden} setHidden=${setHidden} period=${answer.period} /></${Card}>`;
}

/** Series, then formulas, each with a name, an index (its hue) and how its numbers are written. */
export function linesOf(answer, question, dataset) {
    const many = answer.series.some((series) => series.breakdown !== null) || (question.segments?.length ?? 1) > 1;
    const several = question.series.length > 1;
    const all = [
        ...answer.series.map((series) => {
            const asked = question.series[series.series - 1];
            const events = asked.label ?? (asked.any_of ?? [asked]).map((one) => (one.event ? eventText(dataset, one.event) : t("trend.anyEvent"))).join(" / ");
            const own = `${events}: ${t("measure." + (asked.measure ?? "count"))}${asked.property ? ` ${asked.property}` : ""}`;
            return { ...series, text: asked.label ?? (many && !several ? seriesText(series, question, dataset) : many ? `${own} · ${seriesText(series, question, dataset)}` : own) };
        }),
        ...(answer.formulas ?? []).map((formula) => ({ ...formula, isFormula: true, text: formula.label ?? `${formula.ratio.join(" ÷ ")}${formula.breakdown !== null ? ` · ${seriesText(formula, question, dataset)}` : ""}` })),
    ];
    return all.map((line, index) => ({ ...line, index }));
}

const format = (line) => (line.isFormula && Math.abs(line.total.value ?? 0) <= 1 ? (value) => share(value) : count);

const relative = (line) => {
    const before = line.compared?.total?.value;
    return before ? change(line.total.value / before - 1) : "–";
};

export function elementOf(question, line, point, period) {
    if (!point?.element) return null;
    const when = point.start ? `, ${period === "hour" ? shortDate(point.start, "hour") : date(point.start)}` : "";
    return { question, element: point.element, users: point.users, title: line.text + when };
}

export function draw(lines, view, { period, data_until: until }) {
    const longest = lines.reduce((best, line) => (line.points.length > best.length ? line.points : best), []);
    const one = (line, points, isBefore) => ({
        id: `${isBefore ? "before" : "now"}-${line.index}`, name: isBefore ? t("trend.before", { name: line.text }) : line.text,
        type: view === "bar" ? "bar" : "line", symbol: "circle", symbolSize: 7, showSymbol: points.length <= 31, barMaxWidth: 28,
        lineStyle: { width: isBefore ? 1.5 : 2.5, type: isBefore ? "dotted" : "solid" },
        itemStyle: { color: isBefore ? pale(line.index, 0.55) : hue(line.index), borderRadius: [2, 2, 0, 0] },
        ...(view === "area" && !isBefore ? { areaStyle: { color: pale(line.index) } } : {}),
        // What begins after the newest event is not known yet.
        data: points.map((point) => (point.complete || view === "bar" ? point.value : until && point.start > until ? null : { value: point.value, symbol: "emptyCircle" })),
    });
    return {
        grid: { left: 8, right: 16, top: 18, bottom: 46, containLabel: true },
        tooltip: tooltip({ trigger: view === "bar" ? "item" : "axis", valueFormatter: count }),
        legend: legend(2),
        xAxis: axis({ type: "category", boundaryGap: view === "bar", data: longest.map((point) => shortDate(point.start, period)), splitLine: { show: false } }),
        yAxis: axis({ type: "value", axisLabel: { formatter: compact } }),
        series: lines.flatMap((line) => [one(line, line.points, false), ...(line.compared ? [one(line, line.compared.points, true)] : [])]),
    };
}

function TrendTable({ lines, question, hidden, setHidden, period }) {
    const turn = (line) => setHidden(hidden.includes(keyOf(line)) ? hidden.filter((key) => key !== keyOf(line)) : [...hidden, keyOf(line)]);
    const points = lines[0].points;
    const cell = (line, point) => (point?.element ? html`<button type="button" class="cell-link" onClick=${(event) => openElementMenu(event.currentTarget, elementOf(question, line, point, period))}>${format(line)(point.value)}${!point.complete && point.start ? "*" : ""}</button>` : format(line)(point?.value));
    const columns = [
        { id: "line", title: t("trend.line"), value: (line) => line.text, show: (line) => html`<label class="series-check"><input type="checkbox" class="form-check-input" checked=${!hidden.includes(keyOf(line))} onChange=${() => turn(line)} /><i style=${{ background: hue(line.index) }}></i>${line.text}</label>` },
        { id: "total", title: t("trend.total"), isNumber: true, explain: t("trend.totalExplained"), value: (line) => line.total.value, show: (line) => cell(line, line.total) },
        ...(lines.some((line) => line.compared) ? [{ id: "change", title: t("trend.change"), isNumber: true, value: (line) => (line.compared?.total?.value ? line.total.value / line.compared.total.value - 1 : null), show: relative }] : []),
        ...points.map((point, index) => ({ id: point.start, title: shortDate(point.start, period), isNumber: true, value: (line) => line.points[index]?.value, show: (line) => cell(line, line.points[index]) })),
    ];
    return html`<${Table} name="trend" caption=${t("trend.table")} columns=${columns} rows=${lines} rowKey=${(line) => line.index} />
        ${lines.some((line) => line.points.some((point) => !point.complete)) && html`<p class="quiet small table-note">${t("trend.incomplete")}</p>`}`;
}
