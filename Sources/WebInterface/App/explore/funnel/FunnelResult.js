import { html, useMemo, useState } from "../../html.js";
import { Card } from "../../components/Blocks.js";
import { Segmented } from "../../components/Buttons.js";
import { setQuery } from "../../router.js";
import { t } from "../../words/words.js";
import { useSegments } from "../builder/SegmentChoice.js";
import { seriesBefore } from "../compare.js";
import { keyOf, seriesText } from "../series.js";
import { stepNames } from "./funnelElements.js";
import { FunnelFigures } from "./FunnelFigures.js";
import { FunnelOverTime } from "./FunnelOverTime.js";
import { FunnelSteps } from "./FunnelSteps.js";
import { FunnelTable } from "./FunnelTable.js";
import { FunnelTimes } from "./FunnelTimes.js";

const VIEWS = { steps: "chart-column", time: "chart-line", convert: "timer" };

/** A funnel's answer: bars, the course over time, or the time it takes; below, every number. */
export function FunnelResult({ answer, question, dataset, query, compared }) {
    const view = query.get("view") in VIEWS ? query.get("view") : "steps";
    const segments = useSegments();
    const lines = useMemo(() => answer.series.map((series, index) => {
        const text = seriesText(series, question, dataset);
        const before = seriesBefore(compared, series);
        return { ...series, index, text, before: before && { ...before, index, text: t("trend.before", { name: text }), question: compared.question } };
    }), [answer, compared?.value, segments]);
    const [hidden, setHidden] = useState([]);
    const names = useMemo(() => stepNames(answer, question, dataset), [answer]);
    const shown = lines.filter((line) => !hidden.includes(keyOf(line)) && !(line.breakdown === null && lines.length > 1 && question.breakdown));
    const drawn = shown.length ? shown : lines.slice(0, 1);
    const parts = { answer, question, dataset, names, compared };
    return html`
        <${FunnelFigures} ...${parts} line=${lines[0]} />
        <${Card} title=${t("funnel.chart")} actions=${html`<${Segmented} small label=${t("funnel.view")} value=${view} onChange=${(next) => setQuery({ view: next === "steps" ? null : next })}
            choices=${Object.entries(VIEWS).map(([code, icon]) => [code, t("funnel.view." + code), icon])} />`}>
            ${view === "steps" && html`<${FunnelSteps} ...${parts} lines=${drawn} />`}
            ${view === "time" && html`<${FunnelOverTime} ...${parts} lines=${drawn} />`}
            ${view === "convert" && html`<${FunnelTimes} ...${parts} lines=${drawn} />`}
        </${Card}>
        <${Card} title=${t("funnel.table")} flush><${FunnelTable} ...${parts} lines=${lines} hidden=${hidden} setHidden=${setHidden} /></${Card}>`;
}
