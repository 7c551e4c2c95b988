import { html } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, EmptyState, PageHead, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { openDialog, openDrawer } from "../../components/layers.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { leading } from "../../frame/lead.js";
import { navigate } from "../../router.js";
import { scheduleText } from "../../segments/segment.js";
import { count, moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { ForThose } from "../parts.js";
import { DeliveryForm } from "./DeliveryForm.js";
import { DestinationForm } from "./DestinationForm.js";
import { Destinations } from "./Destinations.js";
import { RunState } from "./RunState.js";

/** What is sent where and when, and how it went. */
export default function DeliveriesPage() {
    return html`<${ForThose} who="deliver"><${Deliveries} /></${ForThose}>`;
}

/** Deliveries with their newest run (null: never; undefined: not known) and the names of what they are about. */
async function load(signal) {
    const [deliveries, destinations, segments] = await Promise.all([get("/deliveries?limit=1000", { signal }), get("/destinations?limit=1000", { signal }), get("/segments?limit=1000", { signal })]);
    const named = (list, id) => list.items.find((one) => one.id === id)?.name ?? id;
    return {
        destinations: destinations.items, segments: segments.items,
        deliveries: await Promise.all(deliveries.items.map(async (one) => ({
            ...one, to: named(destinations, one.destination), of: named(segments, one.segment),
            last: await get(`/deliveries/${one.id}/runs?limit=1`, { signal }).then((answer) => answer.items[0] ?? null, () => undefined),
        }))),
    };
}

function Deliveries() {
    const all = useAnswer("deliveries", load);
    const value = all.value;
    const addDestination = (destination) => openDrawer(destination ? destination.name : t("destination.new"), (close) => html`<${DestinationForm} destination=${destination} close=${close} />`, { onClose: all.again });
    const add = () => {
        const lead = leading();
        openDialog(t("delivery.new"), (close) => html`<${DeliveryForm} destinations=${value.destinations} segments=${value.segments} close=${close} done=${(saved) => lead(`/admin/deliveries/${saved.id}`, saved.name)} />`, { onClose: all.again });
    };
    const isReady = value?.destinations.length > 0;
    return html`<${PageHead} title=${t("delivery.title")} subtitle=${t("delivery.subtitle")} actions=${value && html`
            <${Button} icon="webhook" onClick=${() => addDestination(null)}>${t("destination.new")}</${Button}>${isReady && html`<${Button} kind="primary" icon="plus" onClick=${add}>${t("delivery.new")}</${Button}>`}`} />
        <${Working} ...${all} /><${ProblemBox} problem=${all.problem} again=${all.again} />
        ${value && value.deliveries.length === 0 && html`<${Card}><${EmptyState} icon="send" title=${t("delivery.none")} action=${html`<${Button} kind="primary" onClick=${() => (isReady ? add() : addDestination(null))}>${isReady ? t("delivery.new") : t("destination.new")}</${Button}>`}>${isReady ? t("delivery.noneText") : t("destination.noneText")}</${EmptyState}></${Card}>`}
        ${value?.deliveries.length > 0 && html`<${Card} flush title=${t("delivery.title")}><${Table} name="deliveries" caption=${t("delivery.title")} rows=${value.deliveries} rowKey=${(row) => row.id} onRow=${(row) => navigate(`/admin/deliveries/${row.id}`)} columns=${[
        { id: "name", title: t("data.name"), value: (row) => row.name }, { id: "of", title: t("delivery.segment"), value: (row) => row.of }, { id: "to", title: t("delivery.to"), value: (row) => row.to },
        { id: "schedule", title: t("schedule.title"), value: (row) => scheduleText(row.schedule) }, { id: "mode", title: t("deliveries.mode"), value: (row) => t("deliveries.mode." + row.mode) },
        { id: "state", title: t("data.state"), value: (row) => (row.paused ? "paused" : row.last?.state), show: (row) => (row.paused ? html`<${Badge} kind="warn">${t("deliveries.paused")}</${Badge}>` : row.last ? html`<${RunState} run=${row.last} />` : row.last === null ? html`<${Badge}>${t("deliveries.never")}</${Badge}>` : "–") },
        { id: "last", title: t("deliveries.last"), value: (row) => row.last?.started_at, show: (row) => html`<span class="no-wrap">${moment(row.last?.started_at)}</span>` },
        { id: "sent", title: t("delivery.sent"), isNumber: true, value: (row) => row.last?.rows_sent, show: (row) => count(row.last?.rows_sent) },
    ]} /></${Card}>`}
        ${value && html`<${Destinations} list=${value.destinations} open=${addDestination} again=${all.again} />`}`;
}
