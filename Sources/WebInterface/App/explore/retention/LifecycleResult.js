import { html, useState } from "../../html.js";
import { Card } from "../../components/Blocks.js";
import { Select } from "../../components/Buttons.js";
import { axis, Chart, legend, tooltip, useDrawn } from "../../components/Chart.js";
import { hue, pale } from "../../components/colours.js";
import { Table } from "../../components/Table.js";
import { compact, count, shortDate } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { Change } from "../Change.js";
import { relative } from "../compare.js";
import { openElementMenu, pointOf } from "../elements.js";

export const LIFECYCLE = ["new", "returning", "resurrected", "dormant"];
const HUES = [0, 2, 5, 1];

/** A stack a period, who stayed away below the line; pale beside it that of the days before, where there are any. */
export const drawLifecycle = (periods, unit, before) => {
    const stack = (id, list, name, colour) => LIFECYCLE.map((kind, index) => ({
        id: `${id}-${kind}`, type: "bar", stack: id, name: name(t("lifecycle." + kind)), barMaxWidth: 40, itemStyle: { color: colour(HUES[index]) },
        data: list.map((period) => (kind === "dormant" ? -1 : 1) * period[kind].users),
    }));
    return {
        grid: { left: 8, right: 8, top: 16, bottom: 40, containLabel: true },
        tooltip: tooltip({ trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: (value) => count(Math.abs(value)) }),
        legend: legend(2),
        xAxis: axis({ type: "category", data: periods.map((period) => shortDate(period.start, unit)), splitLine: { show: false } }),
        yAxis: axis({ type: "value", axisLabel: { formatter: (value) => compact(Math.abs(value)) } }),
        series: [...stack("now", periods, (name) => name, hue), ...(before ? stack("before", before.slice(0, periods.length), (name) => t("trend.before", { name }), (index) => pale(index, 0.45)) : [])],
    };
};

/** Users of each period by what they did before; those who stayed away stand below the line. */
export function LifecycleResult({ answer, question, lines }) {
    const [shown, setShown] = useState(0);
    const line = lines[Math.min(shown, lines.length - 1)];
    const { periods, before } = line;
    const element = (period, kind) => ({ question, element: period[kind].element, users: period[kind].users, title: `${t("lifecycle." + kind)}, ${shortDate(period.start, answer.period)}` });
    const elementBefore = (period, kind) => ({ ...element(period, kind), question: before.question });
    const option = useDrawn(() => drawLifecycle(periods, answer.period, before?.periods), [line]);
    const click = ({ seriesId, dataIndex, event }) => {
        const [when, kind] = seriesId.split("-");
        openElementMenu(pointOf({ event }), when === "before" ? elementBefore(before.periods[dataIndex], kind) : element(periods[dataIndex], kind));
    };
    const cell = (one) => (one ? html`<button type="button" class="cell-link" onClick=${(event) => openElementMenu(event.currentTarget, one)}>${count(one.users)}</button>` : count(null));
    const columnsOf = (kind) => {
        const name = t("lifecycle." + kind);
        const changed = ({ period, was }) => relative(period[kind].users, was?.[kind].users);
        return [
            { id: kind, title: name, isNumber: true, explain: t("lifecycleText." + kind), value: ({ period }) => period[kind].users, show: ({ period }) => cell(element(period, kind)) },
            ...(before ? [
                { id: `${kind}-before`, title: t("compare.beforeOf", { name }), isNumber: true, value: ({ was }) => was?.[kind].users, show: ({ was }) => cell(was && elementBefore(was, kind)) },
                { id: `${kind}-change`, title: t("trend.change"), isNumber: true, value: changed, show: (row) => html`<${Change} of=${changed(row)} />` }] : []),
        ];
    };
    const choice = lines.length > 1 && html`<${Select} small label=${t("funnel.series")} value=${String(line.index)} onChange=${(index) => setShown(Number(index))} choices=${lines.map((one) => [String(one.index), one.text])} />`;
    return html`<${Card} title=${t("lifecycle.title")} actions=${choice}><${Chart} name="lifecycle" label=${t("lifecycle.title")} option=${option} height=${360} onClick=${click} /></${Card}>
        <${Card} title=${t("funnel.table")} flush><${Table} name="lifecycle" caption=${t("lifecycle.title")} rows=${periods.map((period, index) => ({ period, was: before?.periods[index] }))} columns=${[
        { id: "start", title: t("unit." + answer.period), value: ({ period }) => period.start, show: ({ period }) => shortDate(period.start, answer.period) + (period.complete ? "" : "*") },
        ...LIFECYCLE.flatMap(columnsOf)]} />
        ${periods.some((period) => !period.complete) && html`<p class="quiet small table-note">${t("trend.incomplete")}</p>`}</${Card}>`;
}
