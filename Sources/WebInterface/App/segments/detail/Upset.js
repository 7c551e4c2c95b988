import { html } from "../../html.js";
import { axis, Chart, escape, tooltip, useDrawn } from "../../components/Chart.js";
import { hue, pale, token } from "../../components/colours.js";
import { pointOf } from "../../explore/elements.js";
import { navigate } from "../../router.js";
import { compact, count } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { openRegion } from "./region.js";

const SHOWN = 24;
const LINE = 30;
/** Room for the sizes of the segments, then for their names, in pixels. */
const SIZES = 96;
const NAMES = 150;

/** An UpSet chart: bars of who is in exactly these segments, below them dots that say which, at the left each segment's size. */
export function Upset({ found, name }) {
    const regions = found.regions.filter((region) => region.users > 0).sort((a, b) => b.users - a.users).slice(0, SHOWN);
    const option = useDrawn(() => draw(found, regions), [found]);
    const click = (params) => {
        if (params.seriesId === "users") openRegion(pointOf(params), regions[params.dataIndex], found);
        if (params.seriesId === "sizes") navigate(`/segments/${found.segments[params.dataIndex].id}`);
    };
    return html`<div class="flow-scroll" tabindex="0" role="region" aria-label=${t("overlap.title")}><div style=${{ minWidth: `${SIZES + NAMES + 40 + 34 * regions.length}px` }}>
            <${Chart} name=${name} label=${t("upset.label")} height=${216 + LINE * found.segments.length} option=${option} onClick=${click} /></div></div>
        <p class="quiet small">${t("upset.hint")} ${found.regions.length > regions.length && t("upset.largest", { shown: regions.length })}</p>`;
}

function draw({ segments }, regions) {
    const [ids, names, sizes] = [segments.map((one) => one.id), segments.map((one) => one.name), segments.map((one) => one.snapshot.size)];
    const matrix = LINE * names.length;
    const left = SIZES + NAMES + 20;
    const below = { top: 190, height: matrix };
    const columns = regions.map((_, index) => index);
    const dots = regions.flatMap((region, x) => ids.map((id, y) => ({ value: [x, y], itemStyle: { opacity: 1, color: region.ids.includes(id) ? hue(0) : token("--line") } })));
    const links = regions.map((region, x) => {
        const rows = region.ids.map((id) => ids.indexOf(id));
        return { type: "line", xAxisIndex: 1, yAxisIndex: 1, data: [[x, Math.min(...rows)], [x, Math.max(...rows)]], symbol: "none", lineStyle: { color: hue(0), width: 3 }, silent: true, z: 1 };
    });
    const hidden = { axisLabel: { show: false }, axisLine: { show: false }, splitLine: { show: false } };
    const text = ({ seriesId, dataIndex, value }) => (seriesId === "users" ? `${escape(regions[dataIndex].only_in.join(" + "))}<br><b>${count(value)}</b>` : seriesId === "sizes" ? `${escape(names[dataIndex])}<br><b>${count(value)}</b>` : "");
    return {
        tooltip: tooltip({ formatter: text }),
        grid: [{ left, right: 12, top: 26, height: 150 }, { left, right: 12, ...below }, { left: 44, width: SIZES - 40, ...below }],
        xAxis: [axis({ type: "category", data: columns, axisLabel: { show: false } }), axis({ type: "category", gridIndex: 1, data: columns, ...hidden }), axis({ type: "value", gridIndex: 2, inverse: true, ...hidden })],
        yAxis: [axis({ type: "value", axisLabel: { formatter: compact } }),
            axis({ type: "category", gridIndex: 1, inverse: true, data: names, axisLine: { show: false }, axisLabel: { width: NAMES, overflow: "truncate", color: token("--text") } }),
            axis({ type: "category", gridIndex: 2, inverse: true, data: names, position: "right", ...hidden })],
        series: [
            { id: "users", type: "bar", data: regions.map((region) => region.users), color: hue(0), barMaxWidth: 34, label: { show: true, position: "top", color: token("--text"), formatter: ({ value }) => compact(value) } },
            ...links, { type: "scatter", xAxisIndex: 1, yAxisIndex: 1, data: dots, itemStyle: { opacity: 1 }, symbolSize: 13, silent: true, z: 2 },
            { id: "sizes", type: "bar", xAxisIndex: 2, yAxisIndex: 2, data: sizes, color: pale(0, 0.5), barMaxWidth: 18, label: { show: true, position: "left", color: token("--quiet"), formatter: ({ value }) => compact(value) } },
        ],
    };
}
