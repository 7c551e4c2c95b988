import { html } from "../../html.js";
import { hue } from "../../components/colours.js";
import { Table } from "../../components/Table.js";
import { count, duration, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { letter } from "../builder/Breakdown.js";
import { openElementMenu } from "../elements.js";
import { Change, Points } from "../Change.js";
import { difference, relative } from "../compare.js";
import { keyOf } from "../series.js";
import { funnelElements } from "./funnelElements.js";

/** Every number: a row a step, or with several series a row each, whose checkbox shows its bars. */
export function FunnelTable(parts) {
    return parts.lines.length > 1 ? html`<${SeriesTable} ...${parts} />` : html`<${StepTable} ...${parts} line=${parts.lines[0]} />`;
}

function StepTable({ question, names, line }) {
    const open = (row, part) => (event) => openElementMenu(event.currentTarget, funnelElements(question, line, names, row.index)[part]);
    const rows = line.steps.map((step, index) => ({ ...step, index, name: names[index], before: line.before?.steps[index] }));
    const menuBefore = (row) => (event) => openElementMenu(event.currentTarget, funnelElements(line.before.question, line.before, names, row.index).converted);
    const columns = [
        { id: "step", title: t("funnel.step"), value: (row) => row.name, show: (row) => html`<span class="step-cell"><span class="step-letter">${letter(row.index)}</span>${row.name}</span>` },
        { id: "count", title: t("unitOf." + (question.unit ?? "user")), isNumber: true, value: (row) => row.count, show: (row) => html`<button type="button" class="cell-link" onClick=${open(row, "converted")}>${count(row.count)}</button>` },
        ...(line.before ? [
            { id: "before", title: t("compare.before"), isNumber: true, value: (row) => row.before.count, show: (row) => html`<button type="button" class="cell-link" onClick=${menuBefore(row)}>${count(row.before.count)}</button>` },
            { id: "change", title: t("trend.change"), isNumber: true, value: (row) => relative(row.count, row.before.count), show: (row) => html`<${Change} of=${relative(row.count, row.before.count)} />` }] : []),
        { id: "first", title: t("funnel.ofFirstTitle"), isNumber: true, value: (row) => row.from_first, show: (row) => share(row.from_first) },
        ...(line.before ? [
            { id: "first-before", title: t("compare.firstBefore"), isNumber: true, value: (row) => row.before.from_first, show: (row) => share(row.before.from_first) },
            { id: "points", title: t("compare.difference"), isNumber: true, explain: t("compare.pointsExplained"), value: (row) => difference(row.from_first, row.before.from_first), show: (row) => html`<${Points} of=${difference(row.from_first, row.before.from_first)} />` }] : []),
        { id: "previous", title: t("funnel.ofPreviousTitle"), isNumber: true, value: (row) => row.from_previous, show: (row) => share(row.from_previous) },
        { id: "stopped", title: t("funnel.stopped"), isNumber: true, explain: t("funnel.stoppedExplained"), value: (row) => row.stopped, show: (row) => row.index === rows.length - 1 ? "–" : html`<button type="button" class="cell-link" onClick=${open(row, "dropped")}>${count(row.stopped)}</button>` },
        { id: "median", title: t("funnel.medianPrevious"), isNumber: true, explain: t("funnel.medianExplained"), value: (row) => row.time_from_previous_ms.median, show: (row) => row.index ? duration(row.time_from_previous_ms.median) : "–" },
        { id: "p90", title: t("funnel.ninetieth"), isNumber: true, value: (row) => row.time_from_previous_ms.p90, show: (row) => row.index ? duration(row.time_from_previous_ms.p90) : "–" },
    ];
    return html`<${Table} name="funnel" caption=${t("funnel.table")} columns=${columns} rows=${rows} />`;
}

function SeriesTable({ question, names, lines, hidden, setHidden }) {
    const turn = (line) => setHidden(hidden.includes(keyOf(line)) ? hidden.filter((key) => key !== keyOf(line)) : [...hidden, keyOf(line)]);
    const points = (line) => difference(line.steps.at(-1).from_first, line.before?.steps.at(-1).from_first);
    const isTotal = (line) => line.breakdown === null && question.breakdown;
    const columns = [
        { id: "series", title: t("funnel.series"), value: (line) => line.text, show: (line) => html`<label class="series-check">${!isTotal(line) && html`<input type="checkbox" class="form-check-input" checked=${!hidden.includes(keyOf(line))} onChange=${() => turn(line)} />`}
            <i style=${{ background: isTotal(line) ? "transparent" : hue(line.index) }}></i>${isTotal(line) ? t("value.all") : line.text}</label>` },
        ...names.map((name, index) => ({
            id: `step-${index}`, title: name, isNumber: true, value: (line) => line.steps[index].count,
            show: (line) => html`<button type="button" class="cell-link" onClick=${(event) => openElementMenu(event.currentTarget, Object.values(funnelElements(question, line, names, index)))}>${count(line.steps[index].count)}
                ${index > 0 && html`<small class="quiet"> ${share(line.steps[index].from_previous)}</small>`}</button>`,
        })),
        { id: "conversion", title: t("funnel.conversion"), isNumber: true, explain: t("funnel.conversionExplained"), value: (line) => line.steps.at(-1).from_first, show: (line) => share(line.steps.at(-1).from_first) },
        ...(lines.some((line) => line.before) ? [
            { id: "before", title: t("compare.conversionBefore"), isNumber: true, value: (line) => line.before?.steps.at(-1).from_first, show: (line) => share(line.before?.steps.at(-1).from_first) },
            { id: "points", title: t("compare.difference"), isNumber: true, explain: t("compare.pointsExplained"), value: points, show: (line) => html`<${Points} of=${points(line)} />` }] : []),
        { id: "median", title: t("funnel.median"), isNumber: true, value: (line) => line.steps.at(-1).time_from_first_ms.median, show: (line) => duration(line.steps.at(-1).time_from_first_ms.median) },
    ];
    return html`<${Table} name="funnel" caption=${t("funnel.table")} columns=${columns} rows=${lines} rowKey=${(line) => line.index} rowClass=${(line) => isTotal(line) && "total"} />`;
}
