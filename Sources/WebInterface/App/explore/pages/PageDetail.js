import { html } from "../../html.js";
import { Card, Figure } from "../../components/Blocks.js";
import { IconButton } from "../../components/Buttons.js";
import { axis, Chart, tooltip, useDrawn } from "../../components/Chart.js";
import { hue, pale } from "../../components/colours.js";
import { compact, count, duration, share, shortDate } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { valueText } from "../datasets.js";
import { openElementMenu, pointOf } from "../elements.js";

const LISTS = ["previous", "next", "entries_from", "exits_to", "clicked_elements"];

/** One page closely: its course, what comes before and after, what is clicked. */
export function PageDetail({ detail, question, text, until, close }) {
    const points = detail.trend ?? [];
    const period = question.detail?.period ?? "day";
    const element = (row, name) => ({ question, element: row.element, users: row.visitors ?? row.clickers, title: `${text(detail.page)} · ${name}` });
    const option = useDrawn(() => ({
        grid: { left: 8, right: 16, top: 12, bottom: 8, containLabel: true }, tooltip: tooltip({ trigger: "axis", valueFormatter: count }),
        xAxis: axis({ type: "category", boundaryGap: false, data: points.map((point) => shortDate(point.start ?? point.from, period)), splitLine: { show: false } }), yAxis: axis({ type: "value", axisLabel: { formatter: compact } }),
        series: [{ type: "line", name: t("pages.views"), data: points.map((point) => (until && (point.start ?? point.from) > until ? null : point.views)), showSymbol: points.length < 32, symbol: "circle", symbolSize: 6, lineStyle: { width: 2.5 }, itemStyle: { color: hue(0) }, areaStyle: { color: pale(0, 0.14) } }],
    }), [detail]);
    return html`<${Card} title=${text(detail.page)} subtitle=${t("pages.detailText")} actions=${html`<${IconButton} icon="x" label=${t("action.close")} onClick=${close} />`}>
        <div class="figures"><${Figure} label=${t("pages.views")} value=${count(detail.views)} /><${Figure} label=${t("pages.visitors")} value=${count(detail.visitors)} />
            <${Figure} label=${t("pages.column.exit_rate")} value=${share(detail.exit_rate)} /><${Figure} label=${t("pages.time")} value=${duration(detail.time_on_page_ms.median)} /></div>
        ${points.length > 0 && html`<${Chart} name="page" label=${t("pages.trendLabel")} option=${option} height=${200} onClick=${(params) => openElementMenu(pointOf(params), element(points[params.dataIndex], shortDate(points[params.dataIndex].start ?? points[params.dataIndex].from, period)))} />`}
        <div class="detail-lists">${LISTS.filter((name) => detail[name]?.length).map((name) => html`<section key=${name}><h3>${t("pages.list." + name)}</h3><ul class="bars">
            ${detail[name].map((row) => html`<${BarRow} key=${row.element} row=${row} name=${row.page === undefined ? valueText(row.value) : text(row.page)} element=${element(row, `${t("pages.list." + name)}: ${row.page === undefined ? valueText(row.value) : text(row.page)}`)} />`)}</ul></section>`)}</div>
    </${Card}>`;
}

function BarRow({ row, name, element }) {
    const part = row.share ?? Math.min(1, row.click_through_rate ?? 0);
    return html`<li><button type="button" onClick=${(event) => openElementMenu(event.currentTarget, element)}><i style=${{ width: `${part * 100}%` }}></i>
        <span class="bars-name">${name === "(entry)" ? t("pages.entry") : name === "(exit)" ? t("pages.exit") : name}</span><span class="bars-number">${count(row.views ?? row.sessions ?? row.clicks)} <small>${share(part)}</small></span></button></li>`;
}
