import { html } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, EmptyState, Working } from "../../components/Blocks.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { may } from "../../api/me.js";
import { count, moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { RunState } from "../../admin/deliveries/RunState.js";
import { scheduleText } from "../segment.js";

/** Where the segment is sent to, when, and how it went last. */
export function Deliveries({ segment, round }) {
    const mayLook = may("deliver");
    const deliveries = useAnswer(mayLook ? `${segment.id} ${round}` : null, async (signal) => {
        const [all, destinations] = await Promise.all([get("/deliveries?limit=1000", { signal }), get("/destinations?limit=1000", { signal })]);
        const mine = all.items.filter((one) => String(one.segment) === String(segment.id));
        const runs = await Promise.all(mine.map((one) => get(`/deliveries/${one.id}/runs?limit=1`, { signal }).then((answer) => answer.items[0] ?? null, () => undefined)));
        return mine.map((one, index) => ({ ...one, last: runs[index], target: destinations.items.find((place) => place.id === one.destination)?.name ?? one.destination }));
    });
    if (!mayLook) return html`<${Card}><${EmptyState} icon="lock" title=${t("deliveries.forbidden")}>${t("deliveries.forbiddenText")}</${EmptyState}></${Card}>`;
    const list = deliveries.value;
    return html`<${Working} ...${deliveries} /><${ProblemBox} problem=${deliveries.problem} again=${deliveries.again} />
        ${list?.length === 0 && html`<${Card}><${EmptyState} icon="send" title=${t("deliveries.none")} action=${html`<a class="button secondary" href="/admin/deliveries">${t("delivery.title")}</a>`}>${t("deliveries.noneText")}</${EmptyState}></${Card}>`}
        ${list?.length > 0 && html`<${Card} flush title=${t("segment.tab.deliveries")}><${Table} name=${`segment-${segment.id}-deliveries`} caption=${t("segment.tab.deliveries")} rows=${list} columns=${[
        { id: "name", title: t("segments.name"), value: (row) => row.name }, { id: "to", title: t("deliveries.to"), value: (row) => row.target },
        { id: "schedule", title: t("schedule.title"), value: (row) => scheduleText(row.schedule) }, { id: "mode", title: t("deliveries.mode"), value: (row) => t("deliveries.mode." + row.mode) },
        { id: "state", title: t("segments.state"), value: (row) => (row.paused ? "paused" : row.last?.state), show: (row) => html`<${DeliveryState} delivery=${row} />` },
        { id: "last", title: t("deliveries.last"), value: (row) => row.last?.started_at, show: (row) => (row.last ? moment(row.last.started_at) : "–") },
        { id: "sent", title: t("deliveries.accepted"), isNumber: true, value: (row) => row.last?.rows_sent, show: (row) => count(row.last?.rows_sent) }]} /></${Card}>`}`;
}

function DeliveryState({ delivery }) {
    if (delivery.paused) return html`<${Badge} kind="warn">${t("deliveries.paused")}</${Badge}>`;
    // Where the runs could not be had, nothing is said of them.
    if (delivery.last === undefined) return "–";
    if (!delivery.last) return html`<${Badge}>${t("deliveries.never")}</${Badge}>`;
    return html`<${RunState} run=${delivery.last} /> <span class="small">${delivery.last.remedy}</span>`;
}
