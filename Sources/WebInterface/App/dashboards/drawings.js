import { axis, legend, tooltip } from "../components/Chart.js";
import { hue } from "../components/colours.js";
import { compact, count, share, shortDate } from "../words/figures.js";
import { t } from "../words/words.js";
import { eventText, fieldBy, valueText } from "../explore/datasets.js";
import { drawFlow } from "../explore/flow/drawFlow.js";
import { funnelElements, stepNames } from "../explore/funnel/funnelElements.js";
import { drawLifecycle, LIFECYCLE } from "../explore/retention/LifecycleResult.js";
import { cellsOf, drawCurves } from "../explore/retention/RetentionCurves.js";
import { periodText } from "../explore/retention/retentionElements.js";
import { drawStickiness, exactlyText } from "../explore/retention/StickinessResult.js";
import { seriesText } from "../explore/series.js";
import { draw as drawTrend, elementOf as trendElement, linesOf as trendLines } from "../explore/trend/TrendResult.js";

// How a tile shows an answer: `{ option, columns, rows, element(params) }`; the table holds the chart's numbers.

/** The drawing of an answer; null for a kind that tiles do not show. */
export function drawingOf(answer, question, dataset, view) {
    const kind = answer.view === "stickiness" || answer.view === "lifecycle" ? answer.view : answer.kind;
    return drawings[kind]?.(answer, question, dataset, view) ?? null;
}

const grid = (lines) => ({ left: 4, right: 12, top: 18, bottom: lines > 1 ? 34 : 4, containLabel: true });
const named = (answer, question, dataset) => answer.series.map((series, index) => ({ ...series, index, text: seriesText(series, question, dataset) }));
const shownOf = (lines, question) => lines.filter((line) => !(question.breakdown && lines.length > 1 && (line.breakdown ?? null) === null));
const column = (line, value, show) => ({ id: `line-${line.index}`, title: line.text, isNumber: true, value, show: (row) => show(value(row)) });

/** The names of steps stand beside each other: on a phone over several lines. */
const stepWidth = (steps) => (innerWidth < 640 ? { width: Math.floor((innerWidth - 110) / steps), overflow: "break", fontSize: 11 } : { width: 96, overflow: "truncate" });

const drawings = {
    funnel(answer, question, dataset) {
        const names = stepNames(answer, question, dataset);
        const lines = shownOf(named(answer, question, dataset), question);
        return {
            option: {
                grid: grid(lines.length), legend: legend(lines.length),
                tooltip: tooltip({ trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => share(value) }),
                xAxis: axis({ type: "category", data: names, axisLabel: { interval: 0, ...stepWidth(names.length) }, splitLine: { show: false } }),
                yAxis: axis({ type: "value", min: 0, max: 1, axisLabel: { formatter: (value) => share(value, 0) } }),
                series: lines.map((line) => ({
                    type: "bar", name: line.text, barMaxWidth: 64, itemStyle: { color: hue(line.index), borderRadius: [4, 4, 0, 0] },
                    data: line.steps.map((step) => step.from_first),
                    label: { show: lines.length === 1, position: "top", formatter: ({ dataIndex }) => compact(line.steps[dataIndex].count), fontSize: 12, color: "inherit" },
                })),
            },
            rows: names.map((name, index) => ({ name, index })),
            columns: [{ id: "step", title: t("flow.step"), value: (row) => row.name }, ...lines.flatMap((line) => [
                column(line, (row) => line.steps[row.index].count, count),
                { id: `share-${line.index}`, title: "%", isNumber: true, value: (row) => line.steps[row.index].from_first, show: (row) => share(line.steps[row.index].from_first) },
            ])],
            element: (params) => funnelElements(question, lines[params.seriesIndex], names, params.dataIndex).converted,
        };
    },
    trend(answer, question, dataset, view) {
        const all = trendLines(answer, question, dataset);
        const lines = all.filter((line) => line.breakdown === null ? !question.breakdown || line.isFormula : true).slice(0, 12);
        const drawn = lines.length ? lines : all.slice(0, 1);
        const points = drawn[0].points;
        return {
            option: { ...drawTrend(drawn, view?.view ?? "line", answer), grid: { ...grid(2), bottom: 36 } },
            rows: points.map((point, index) => ({ point, index })),
            columns: [{ id: "start", title: t("trend.time"), value: (row) => row.point.start, show: (row) => shortDate(row.point.start, answer.period) },
                ...drawn.map((line) => column(line, (row) => line.points[row.index]?.value, count))],
            element(params) {
                const line = drawn.find((one) => one.index === Number(params.seriesId.split("-")[1]));
                const from = params.seriesId.startsWith("before") ? line.compared.points : line.points;
                return trendElement(question, line, from[params.dataIndex], answer.period);
            },
        };
    },
    retention(answer, question, dataset) {
        const lines = shownOf(named(answer, question, dataset), question);
        const cells = cellsOf(lines[0]);
        return {
            option: { ...drawCurves(lines, cells, answer.period, "pooled"), grid: grid(lines.length) },
            rows: cells.map((cell, index) => ({ text: periodText(cell, answer.period), index })),
            columns: [{ id: "period", title: t("retention.period"), value: (row) => row.text }, ...lines.map((line) => column(line, (row) => line.average.pooled[row.index], (value) => share(value)))],
        };
    },
    stickiness(answer, question, dataset) {
        const lines = named(answer, question, dataset);
        const bars = lines[0].periods;
        const exactly = (n) => exactlyText(n, answer.period);
        return {
            option: { ...drawStickiness(lines), grid: grid(lines.length) },
            rows: bars.map((bar, index) => ({ text: exactly(bar.periods), index })),
            columns: [{ id: "periods", title: t("stickiness.periods"), value: (row) => row.text }, ...lines.map((line) => column(line, (row) => line.periods[row.index]?.users, count))],
            element(params) {
                const bar = lines[params.seriesIndex].periods[params.dataIndex];
                return { question, element: bar.element, users: bar.users, title: exactly(bar.periods) };
            },
        };
    },
    lifecycle(answer, question) {
        const { periods } = answer.series[0];
        return {
            option: { ...drawLifecycle(periods, answer.period), grid: grid(2) },
            rows: periods,
            columns: [{ id: "start", title: t("trend.time"), value: (period) => period.start, show: (period) => shortDate(period.start, answer.period) },
                ...LIFECYCLE.map((kind) => ({ id: kind, title: t("lifecycle." + kind), isNumber: true, value: (period) => period[kind].users, show: (period) => count(period[kind].users) }))],
            element(params) {
                const kind = LIFECYCLE[params.seriesIndex];
                const part = periods[params.dataIndex][kind];
                return { question, element: part.element, users: part.users, title: t("lifecycle." + kind) };
            },
        };
    },
    flow(answer, question, dataset) {
        const [series] = answer.series;
        const field = question.by === "event" ? undefined : fieldBy(question.by, dataset);
        const text = (label) => (question.by === "event" && dataset.events.includes(label) ? eventText(dataset, label) : valueText(label, field));
        return {
            option: series.links.length ? drawFlow(series, { isBackwards: question.anchor?.at === "end", text }) : null,
            rows: series.links,
            columns: [{ id: "step", title: t("flow.step"), isNumber: true, value: (link) => link.step + 1 }, { id: "from", title: t("dash.from"), value: (link) => text(link.from) },
                { id: "to", title: t("dash.to"), value: (link) => text(link.to) }, { id: "users", title: t("unitOf.user"), isNumber: true, value: (link) => link.users, show: (link) => count(link.users) }],
            element(params) {
                const { link, node } = params.data;
                if (link) return { question, element: link.element, users: link.users, title: t("flow.went", { from: text(link.from), to: text(link.to) }) };
                return node && { question, element: node.arrived, users: node.users, title: t("flow.arrived", { label: text(node.label), step: node.step + 1 }) };
            },
        };
    },
    pages(answer, question, dataset) {
        const text = (page) => valueText(page, fieldBy(question.by, dataset));
        const rows = answer.rows.slice(0, 12);
        return {
            option: {
                grid: { left: 4, right: 44, top: 4, bottom: 4, containLabel: true }, tooltip: tooltip({ trigger: "item", valueFormatter: count }),
                xAxis: { ...axis({ type: "value" }), show: false },
                yAxis: axis({ type: "category", inverse: true, data: rows.map((row) => text(row.page)), axisLabel: { width: 150, overflow: "truncate" } }),
                series: [{ type: "bar", name: t("pages.views"), barMaxWidth: 20, itemStyle: { color: hue(0), borderRadius: [0, 4, 4, 0] }, data: rows.map((row) => row.views), label: { show: true, position: "right", formatter: ({ value }) => compact(value), fontSize: 12, color: "inherit" } }],
            },
            rows: answer.rows,
            columns: [{ id: "page", title: t("pages.page"), value: (row) => text(row.page) },
                { id: "views", title: t("pages.views"), isNumber: true, value: (row) => row.views, show: (row) => count(row.views) },
                { id: "visitors", title: t("pages.visitors"), isNumber: true, value: (row) => row.visitors, show: (row) => count(row.visitors) }],
        };
    },
};

/** The single numbers that an answer offers: `{ id, text, value, note? }`. */
export function numbersOf(answer, question, dataset) {
    if (answer.kind === "funnel") {
        const names = stepNames(answer, question, dataset);
        const { steps } = answer.series[0];
        return [{ id: "conversion", text: t("funnel.conversion"), value: share(steps.at(-1).from_first), note: `${names[0]} → ${names.at(-1)}` },
            ...steps.map((step, index) => ({ id: `converted-${index + 1}`, text: t("funnel.reached", { step: names[index] }), value: count(step.count), note: t("unitOf." + (answer.unit ?? "user")) }))];
    }
    if (answer.kind === "trend") {
        return trendLines(answer, question, dataset).slice(0, 20).map((line) => ({
            id: `total-${line.index}`, text: line.text, value: line.isFormula && Math.abs(line.total.value ?? 0) <= 1 ? share(line.total.value) : count(line.total.value), note: t("trend.total"),
        }));
    }
    if (answer.kind === "pages") {
        const [totals] = answer.totals;
        return ["views", "visitors", "sessions"].map((id) => ({ id, text: t("pages." + id), value: count(totals[id]) }));
    }
    if (answer.kind === "retention" && answer.series[0].average) {
        const line = answer.series[0];
        return cellsOf(line).map((cell, index) => ({ id: `period-${index}`, text: periodText(cell, answer.period), value: share(line.average.pooled[index]), note: t("retention.average") })).slice(1);
    }
    return [];
}
