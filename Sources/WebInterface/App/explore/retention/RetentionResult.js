import { html, useMemo, useState } from "../../html.js";
import { Card, Explain } from "../../components/Blocks.js";
import { Segmented, Select } from "../../components/Buttons.js";
import { setQuery } from "../../router.js";
import { t } from "../../words/words.js";
import { useSegments } from "../builder/SegmentChoice.js";
import { seriesBefore } from "../compare.js";
import { seriesText } from "../series.js";
import { LifecycleResult } from "./LifecycleResult.js";
import { RetentionCurves } from "./RetentionCurves.js";
import { RetentionTable } from "./RetentionTable.js";
import { StickinessResult } from "./StickinessResult.js";

/** Cohorts as a shaded table, their averages as curves; or stickiness, or lifecycle. */
export function RetentionResult({ answer, question, dataset, query, compared }) {
    const segments = useSegments();
    const lines = useMemo(() => answer.series.map((series, index) => {
        const before = seriesBefore(compared, series);
        return { ...series, breakdown: series.breakdown ?? null, index, text: seriesText(series, question, dataset), before: before && { ...before, question: compared.question } };
    }), [answer, compared?.value, segments]);
    const parts = { answer, question, dataset, lines };
    if (answer.view === "stickiness") return html`<${StickinessResult} ...${parts} />`;
    if (answer.view === "lifecycle") return html`<${LifecycleResult} ...${parts} />`;
    return html`<${Cohorts} ...${parts} query=${query} />`;
}

function Cohorts({ answer, question, lines, query }) {
    const [shown, setShown] = useState(0);
    const line = lines[Math.min(shown, lines.length - 1)];
    const unit = query.get("unit") === "counts" ? "counts" : "rates";
    const average = query.get("average") === "simple" ? "simple" : "pooled";
    return html`
        <${Card} title=${t("retention.curves")} actions=${html`<${Segmented} small label=${t("retention.average")} value=${average} onChange=${(next) => setQuery({ average: next === "pooled" ? null : next })}
            choices=${[["pooled", t("retention.pooled")], ["simple", t("retention.simple")]]} /><${Explain}>${t("retention.averageExplained")}</${Explain}>`}>
            <${RetentionCurves} answer=${answer} question=${question} lines=${lines} average=${average} /></${Card}>
        <${Card} title=${t("retention.cohorts")} flush actions=${html`
            ${lines.length > 1 && html`<${Select} small label=${t("funnel.series")} value=${String(line.index)} onChange=${(index) => setShown(Number(index))} choices=${lines.map((one) => [String(one.index), one.breakdown === null && question.breakdown ? t("value.all") : one.text])} />`}
            <${Segmented} small label=${t("retention.show")} value=${unit} onChange=${(next) => setQuery({ unit: next === "rates" ? null : next })} choices=${[["rates", "%"], ["counts", t("retention.counts")]]} />`}>
            <${RetentionTable} answer=${answer} question=${question} line=${line} unit=${unit} average=${average} /></${Card}>`;
}
