import { html, useMemo } from "../../html.js";
import { analyze } from "../../api/analyses.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Working } from "../../components/Blocks.js";
import { axis, Chart, legend, tooltip, useDrawn } from "../../components/Chart.js";
import { hue, pale } from "../../components/colours.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { addDays, daysBetween, share, shortDate } from "../../words/figures.js";
import { t } from "../../words/words.js";

/** The conversion of those who began in each day or week: the same question, once for each; dotted, those of the days before. */
export function FunnelOverTime({ answer, question, lines, compared }) {
    const stretches = useMemo(() => stretchesOf(answer), [answer]);
    const earlier = useMemo(() => (compared?.range ? stretchesOf({ resolved: compared.range }) : []), [compared?.question && JSON.stringify(compared.question)]);
    const ranges = [...stretches, ...earlier];
    const key = JSON.stringify([question, ranges]);
    const course = useAnswer(key, (signal, tell) => analyze(ranges.map((range) => ({ ...question, range })), signal, tell));
    const isOwn = course.valueKey === key;
    const option = useDrawn(() => course.value && isOwn && draw(course.value, stretches, lines), [course.value, isOwn, lines.map((line) => line.index).join()]);
    return html`<${Working} isBusy=${course.isBusy} isSlow=${course.isSlow} share=${course.share} cancel=${course.cancel} /><${ProblemBox} problem=${course.problem} again=${course.again} />
        <div style=${{ minHeight: "320px" }}>${option && html`<${Chart} name="funnel-over-time" label=${t("funnel.overTimeLabel")} option=${option} height=${320} />`}</div>
        ${question.window && html`<p class="quiet small">${t("funnel.overTimeNote")}</p>`}`;
}

/** Days, or weeks where there would be more than 45 of them; without a range the last 90 days. */
function stretchesOf({ resolved, data_until: until }) {
    const to = resolved.to ?? addDays(until.slice(0, 10), 1);
    const from = resolved.from ?? addDays(to, -90);
    const days = daysBetween(from, to);
    const step = days > 45 ? Math.max(7, Math.ceil(days / 45 / 7) * 7) : 1;
    return Array.from({ length: Math.max(1, Math.ceil(days / step)) }, (_, index) => {
        const start = addDays(from.slice(0, 10), index * step);
        const end = addDays(start, step);
        return { from: start, to: end < to.slice(0, 10) ? end : to.slice(0, 10) };
    });
}

function draw(all, stretches, lines) {
    const [answers, earlier] = [all.slice(0, stretches.length), all.slice(stretches.length, 2 * stretches.length)];
    const same = (line) => (other) => JSON.stringify(other.segment) === JSON.stringify(line.segment) && other.breakdown === line.breakdown;
    const rates = (list, line) => list.map((answer) => { const found = answer.series.find(same(line)); return found && found.steps[0].count > 0 ? found.steps.at(-1).from_first : null; });
    const count = lines.length * (earlier.length ? 2 : 1);
    return {
        grid: { left: 8, right: 16, top: 16, bottom: count > 1 ? 40 : 8, containLabel: true },
        tooltip: tooltip({ trigger: "axis", valueFormatter: (value) => share(value) }),
        legend: legend(count),
        xAxis: axis({ type: "category", boundaryGap: false, data: stretches.map((range) => shortDate(range.from)), splitLine: { show: false } }),
        yAxis: axis({ type: "value", axisLabel: { formatter: (value) => share(value, 0) } }),
        series: lines.flatMap((line) => [
            { type: "line", name: line.text, showSymbol: answers.length < 32, symbolSize: 6, lineStyle: { width: 2.5 }, itemStyle: { color: hue(line.index) }, data: rates(answers, line) },
            ...(earlier.length ? [{ type: "line", name: t("trend.before", { name: line.text }), showSymbol: false, lineStyle: { width: 1.5, type: "dotted" }, itemStyle: { color: pale(line.index, 0.65) }, data: rates(earlier, line) }] : []),
        ]),
    };
}
