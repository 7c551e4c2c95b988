import { html, useEffect } from "../html.js";
import { get, post } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Badge, Card, PageHead, Working } from "../components/Blocks.js";
import { Button } from "../components/Buttons.js";
import { prepareCharts } from "../components/Chart.js";
import { Icon } from "../components/Icon.js";
import { confirm } from "../components/layers.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { Table } from "../components/Table.js";
import { tell } from "../components/tell.js";
import { toast } from "../components/toast.js";
import { count, date, moment } from "../words/figures.js";
import { t } from "../words/words.js";
import { loadDatasets, useDatasets } from "../explore/datasets.js";
import { NoData } from "../explore/FirstPage.js";
import { signed } from "../segments/segment.js";
import { addressFor, KIND_ICONS } from "./places.js";
import { SearchBox } from "./SearchBox.js";
import { Sparkline } from "./Sparkline.js";
import { FirstChart, NextSteps, Questions } from "./Start.js";

/** `/`: a search, what needs attention, what one looked at and starred, one's own segments, a chart. */
export default function HomePage() {
    const datasets = useDatasets();
    const home = useAnswer("home", (signal) => get("/home", { signal }));
    useEffect(() => { prepareCharts(); loadDatasets(); }, []);
    const list = datasets?.list ?? [];
    const dataset = list.find((one) => one.events.includes("pay_done")) ?? list[0];
    const { attention = [], attention_total: all = 0, recent = [], starred = [], segments = [] } = home.value ?? {};
    const isFresh = home.value && segments.length === 0;
    return html`<${PageHead} title=${t("home.title")} />
        <${SearchBox} datasets=${list} />
        <${Working} ...${home} /><${ProblemBox} problem=${home.problem} again=${home.again} />
        <${ProblemBox} problem=${datasets?.problem} again=${loadDatasets} />
        ${datasets?.list && !dataset && html`<${NoData} />`}
        <div class="home-grid"><div>
            ${attention.length > 0 && html`<${Attention} items=${attention} all=${all} again=${home.again} />`}
            ${segments.length > 0 && html`<${OwnSegments} segments=${segments} />`}
            ${dataset && html`<${FirstChart} dataset=${dataset} />`}
            ${dataset && isFresh && html`<${NextSteps} dataset=${dataset} />`}
        </div><div>
            ${home.value && attention.length === 0 && html`<p class="home-calm"><${Icon} name="circle-check" size=${16} /> ${t("home.calm")}</p>`}
            ${starred.length > 0 && html`<${Marks} title=${t("home.starred")} marks=${starred} />`}
            ${recent.length > 0 && html`<${Marks} title=${t("home.recent")} marks=${recent} />`}
            ${dataset && html`<${Questions} dataset=${dataset} />`}
        </div></div>`;
}

const KINDS = { failed_run: ["bad", "circle-alert"], held_back: ["warn", "pause"], stale: ["warn", "clock"], drift: ["warn", "triangle-alert"] };

/** What went wrong or waits for somebody, with how to mend it. */
function Attention({ items, all, again }) {
    return html`<${Card} title=${t("home.attention")} subtitle=${all > items.length ? t("home.attentionOf", { shown: items.length, all }) : undefined} flush><ul class="home-attention">
        ${items.map((item) => html`<li key=${item.kind + item.id}><${Badge} kind=${KINDS[item.kind]?.[0]} icon=${KINDS[item.kind]?.[1]}>${t("home.attention." + item.kind)}</${Badge}>
            <div><p><${Name} kind=${item.kind === "drift" ? "table" : "segment"} id=${item.id} name=${item.name} /> ${item.at && html`<span class="quiet small">${moment(item.at)}</span>`}</p>
                ${item.detail && html`<p class="quiet small">${item.detail}</p>`}${item.remedy && html`<p class="small">${item.remedy}</p>`}</div>
            <${Mend} item=${item} again=${again} /></li>`)}</ul></${Card}>`;
}

function Name({ kind, id, name }) {
    const href = addressFor(kind, id);
    return href ? html`<a href=${href}><b>${name}</b></a>` : html`<b>${name}</b>`;
}

/** The step that mends it: run anew, or publish what was held back after seeing the change. */
function Mend({ item, again }) {
    const run = () => tell(() => post(`/segments/${encodeURIComponent(item.id)}/runs`, {}), t("home.runs", { name: item.name }));
    const publish = () => tell(async () => {
        const address = `/segments/${encodeURIComponent(item.id)}/snapshots/${item.snapshot}/publish`;
        const { entered, left } = await get(address);
        const isSure = await confirm(t("home.publishTitle", { name: item.name }), { text: t("home.publishText", { entered, left }), action: t("home.publish") });
        if (!isSure) return;
        await post(address, { confirm: true });
        toast(t("home.published", { name: item.name }));
        again();
    });
    if (item.kind === "held_back" && item.snapshot && may("publish")) return html`<${Button} small onClick=${publish}>${t("home.review")}</${Button}>`;
    if ((item.kind === "failed_run" || item.kind === "stale") && may("edit_segments")) return html`<${Button} small icon="refresh-cw" onClick=${run}>${t("home.runAgain")}</${Button}>`;
    return null;
}

function OwnSegments({ segments }) {
    return html`<${Card} title=${t("home.segments")} flush><${Table} name="segments" caption=${t("home.segments")} rows=${segments} rowKey=${(row) => row.id} columns=${[
        { id: "name", title: t("home.name"), value: (row) => row.name, show: (row) => html`<${Name} kind="segment" id=${row.id} name=${row.name} />` },
        { id: "sizes", title: t("home.sizes"), value: (row) => row.sizes.map((one) => one.size).join(" "), show: (row) => html`<${Sparkline} values=${row.sizes.map((one) => one.size)} label=${row.sizes.length ? t("home.sizesLabel", { from: count(row.sizes[0].size), to: count(row.sizes.at(-1).size) }) : ""} />` },
        { id: "size", title: t("home.size"), isNumber: true, value: (row) => row.size, show: (row) => count(row.size) },
        { id: "change", title: t("home.change"), isNumber: true, value: (row) => row.change, show: (row) => signed(row.change) },
        { id: "date", title: t("home.data"), value: (row) => row.data_date, show: (row) => date(row.data_date) }]} /></${Card}>`;
}

function Marks({ title, marks }) {
    const shown = marks.map((mark) => ({ ...mark, href: addressFor(mark.kind, mark.id) })).filter((mark) => mark.href);
    if (shown.length === 0) return null;
    return html`<${Card} title=${title} flush><ul class="home-list">${shown.slice(0, 10).map((mark) => html`<li key=${mark.kind + mark.id}><a href=${mark.href}><${Icon} name=${KIND_ICONS[mark.kind]} size=${16} /><span>${mark.name}</span><small class="quiet">${t("home.kind." + mark.kind)}</small></a></li>`)}</ul></${Card}>`;
}
