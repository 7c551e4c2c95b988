import { html, useEffect } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button, IconButton } from "../../components/Buttons.js";
import { axis, Chart, escape, tooltip } from "../../components/Chart.js";
import { hue, token } from "../../components/colours.js";
import { openOptions } from "../../components/Picker.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { setQuery, usePlace } from "../../router.js";
import { compact, count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { findSegments } from "../builder/Parts.js";

/** Who is also in other segments: every combination with its users, and pair by pair. */
export function Overlap({ segment }) {
    const { query } = usePlace();
    const ids = (query.get("with") ?? "").split(",").filter(Boolean);
    const others = useAnswer(ids.length === 0 ? segment.id : null, (signal) => get("/segments?limit=50&sort=-size", { signal }));
    useEffect(() => {
        const usual = (others.value?.items ?? []).filter((one) => one.id !== segment.id && one.size !== null).slice(0, 3).map((one) => one.id);
        if (usual.length > 0 && ids.length === 0) setQuery({ with: usual.join(",") });
    }, [others.value]);
    const isKnown = segment.size !== null && ids.length > 0;
    const overlap = useAnswer(isKnown ? ids.join() : null, (signal) => get(`/segments/${segment.id}/overlap?with=${ids.join()}`, { signal }));
    const set = (next) => setQuery({ with: next.join(",") });
    const add = (event) => openOptions(event.currentTarget, { label: t("overlap.add"), load: findSegments([segment.id, ...ids]), choose: (id) => set([...ids, id]) });
    if (segment.size === null) return html`<${Card}><${EmptyState} icon="layers" title=${t("profile.none")}>${t("overview.noneText")}</${EmptyState}></${Card}>`;
    const found = overlap.value;
    const name = (id) => found?.segments.find((one) => one.id === id)?.name ?? id;
    return html`<${Card} title=${t("overlap.title")} subtitle=${t("overlap.text")}><div class="row-line">${ids.map((id) => html`<span class="chip" key=${id}>${name(id)}<${IconButton} icon="x" size=${12} label=${t("filter.without", { value: name(id) })} onClick=${() => set(ids.filter((other) => other !== id))} /></span>`)}
            <${Button} small icon="plus" onClick=${add}>${t("overlap.add")}</${Button}></div>
            <${Working} ...${overlap} /><${ProblemBox} problem=${overlap.problem} again=${overlap.again} />
            ${ids.length === 0 && !others.isBusy && html`<${EmptyState} icon="layers" title=${t("overlap.none")}>${t("overlap.noneText")}</${EmptyState}>`}
            ${found?.regions && html`<${Chart} name=${`segment-${segment.id}-overlap`} label=${t("overlap.title")} height=${210 + 30 * found.segments.length} option=${upset(found)} />`}
            ${found && !found.regions && html`<p class="quiet">${t("overlap.tooMany")}</p>`}</${Card}>
        ${found?.regions && html`<${Card} flush title=${t("overlap.regions")}><${Table} name=${`segment-${segment.id}-regions`} caption=${t("overlap.regions")} rows=${found.regions} columns=${[
        { id: "in", title: t("overlap.onlyIn"), value: (row) => row.only_in.join(" + ") },
        { id: "users", title: t("publish.users"), isNumber: true, value: (row) => row.users, show: (row) => count(row.users) },
        { id: "share", title: t("overlap.shareOfUnion"), isNumber: true, value: (row) => row.users / (found.union || 1), show: (row) => share(row.users / (found.union || 1)) }]} /></${Card}>`}
        ${found && html`<${Card} flush title=${t("overlap.pairs")}><${Table} name=${`segment-${segment.id}-pairs`} caption=${t("overlap.pairs")} rows=${found.pairs} columns=${[
        { id: "first", title: t("overlap.first"), value: (row) => row.first }, { id: "second", title: t("overlap.second"), value: (row) => row.second },
        { id: "both", title: t("overlap.both"), isNumber: true, value: (row) => row.both, show: (row) => count(row.both) },
        { id: "firstIn", title: t("overlap.firstIn"), isNumber: true, value: (row) => row.first_in_second, show: (row) => share(row.first_in_second) },
        { id: "secondIn", title: t("overlap.secondIn"), isNumber: true, value: (row) => row.second_in_first, show: (row) => share(row.second_in_first) },
        { id: "jaccard", title: t("overlap.jaccard"), isNumber: true, explain: t("overlap.jaccardText"), value: (row) => row.jaccard, show: (row) => share(row.jaccard) }]} /></${Card}>`}`;
}

/** Bars of the combinations above, and below them which segments each is made of. */
function upset(found) {
    const regions = found.regions.filter((region) => region.users > 0).sort((a, b) => b.users - a.users).slice(0, 24);
    const names = found.segments.map((one) => one.name);
    const ids = found.segments.map((one) => one.id);
    const matrix = 30 * names.length;
    const dots = regions.flatMap((region, x) => ids.map((id, y) => ({ value: [x, y], itemStyle: { opacity: 1, color: region.ids.includes(id) ? hue(0) : token("--line") } })));
    const links = regions.map((region, x) => {
        const rows = region.ids.map((id) => ids.indexOf(id));
        return { type: "line", xAxisIndex: 1, yAxisIndex: 1, data: [[x, Math.min(...rows)], [x, Math.max(...rows)]], symbol: "none", lineStyle: { color: hue(0), width: 3 }, silent: true, z: 1 };
    });
    const columns = regions.map((_, index) => index);
    return {
        tooltip: tooltip({ formatter: ({ dataIndex, seriesType }) => (seriesType === "bar" ? `${escape(regions[dataIndex].only_in.join(" + "))}<br><b>${count(regions[dataIndex].users)}</b>` : "") }),
        grid: [{ left: 170, right: 12, top: 24, height: 150 }, { left: 170, right: 12, top: 184, height: matrix }],
        xAxis: [axis({ type: "category", data: columns, axisLabel: { show: false } }), axis({ type: "category", gridIndex: 1, data: columns, axisLabel: { show: false }, axisLine: { show: false } })],
        yAxis: [axis({ type: "value", axisLabel: { formatter: compact } }), axis({ type: "category", gridIndex: 1, inverse: true, data: names, axisLine: { show: false }, axisLabel: { width: 150, overflow: "truncate", color: token("--text") } })],
        series: [
            { type: "bar", data: regions.map((region) => region.users), color: hue(0), barMaxWidth: 34, label: { show: true, position: "top", color: token("--text"), formatter: ({ value }) => compact(value) } },
            ...links, { type: "scatter", xAxisIndex: 1, yAxisIndex: 1, data: dots, itemStyle: { opacity: 1 }, symbolSize: 13, silent: true, z: 2 },
        ],
    };
}
