import { html, useState } from "../../html.js";
import { axis, Chart, legend, tooltip, useDrawn } from "../../components/Chart.js";
import { Select } from "../../components/Buttons.js";
import { hue } from "../../components/colours.js";
import { compact, count, duration } from "../../words/figures.js";
import { t } from "../../words/words.js";

/** How long people take from the first step to another, as a histogram. */
export function FunnelTimes({ answer, names, lines }) {
    const [step, setStep] = useState(names.length - 1);
    const index = Math.min(step, names.length - 1);
    const bounds = answer.histogram_bounds_ms;
    const option = useDrawn(() => {
        const counts = lines.map((line) => line.steps[index].time_from_first_ms.histogram);
        const used = counts[0].map((_, place) => counts.some((list) => list[place] > 0));
        const [from, to] = [Math.max(0, used.indexOf(true)), Math.max(0, used.lastIndexOf(true))];
        const names = [...bounds.map((bound) => t("funnel.upTo", { time: duration(bound) })), t("funnel.longer", { time: duration(bounds.at(-1)) })];
        return {
            grid: { left: 8, right: 8, top: 16, bottom: lines.length > 1 ? 40 : 8, containLabel: true },
            tooltip: tooltip({ trigger: "axis", axisPointer: { type: "shadow" }, valueFormatter: count }),
            legend: legend(lines.length),
            xAxis: axis({ type: "category", data: names.slice(from, to + 1), splitLine: { show: false } }),
            yAxis: axis({ type: "value", axisLabel: { formatter: compact } }),
            series: lines.map((line, place) => ({ type: "bar", name: line.text, data: counts[place].slice(from, to + 1), itemStyle: { color: hue(line.index), borderRadius: [3, 3, 0, 0] }, barMaxWidth: 46 })),
        };
    }, [answer, index, lines.map((line) => line.index).join()]);
    return html`<div class="row-line"><${Select} small label=${t("funnel.timeTo")} value=${String(index)} onChange=${(next) => setStep(Number(next))}
            choices=${names.slice(1).map((name, place) => [String(place + 1), t("funnel.fromTo", { from: names[0], to: name })])} />
        ${lines.length === 1 && html`<span class="quiet">${t("funnel.times", { median: duration(lines[0].steps[index].time_from_first_ms.median), mean: duration(lines[0].steps[index].time_from_first_ms.mean), p90: duration(lines[0].steps[index].time_from_first_ms.p90) })}</span>`}</div>
        <${Chart} name="time-to-convert" label=${t("funnel.timesLabel")} option=${option} height=${320} />`;
}
