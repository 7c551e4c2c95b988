import { html } from "../../html.js";
import { get, post, remove } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, EmptyState, Figure, PageHead, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { confirm, openDialog, openDrawer } from "../../components/layers.js";
import { MenuButton } from "../../components/Menu.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { tell } from "../../components/tell.js";
import { leading } from "../../frame/lead.js";
import { nextText } from "../../segments/nextTimes.js";
import { scheduleText } from "../../segments/segment.js";
import { count, date, moment, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { ForThose, useFollowing, useOnce } from "../parts.js";
import { DeliveryForm } from "./DeliveryForm.js";
import { HeldOut } from "./HeldOut.js";
import { RunState } from "./RunState.js";

/** One delivery: what would be sent, what was sent, and what was refused. */
export default function DeliveryPage({ id }) {
    return html`<${ForThose} who="deliver"><${Delivery} key=${id} id=${id} /></${ForThose}>`;
}

const isMoving = (run) => run.state === "running" || run.state === "preparing";

const Up = () => html`<a class="up-link" href="/admin/deliveries"><${Icon} name="arrow-left" size=${14} /> ${t("delivery.title")}</a>`;

function Delivery({ id }) {
    const at = `/deliveries/${id}`;
    const answer = useAnswer(id, async (signal) => {
        const [delivery, destinations, segments] = await Promise.all([get(at, { signal }), get("/destinations?limit=1000", { signal }), get("/segments?limit=1000", { signal })]);
        return { delivery, destinations: destinations.items, segments: segments.items };
    });
    const runs = useAnswer(`runs ${id}`, (signal) => get(at + "/runs?limit=100", { signal }));
    useFollowing(runs, runs.value?.items.some(isMoving) ? 2000 : 10_000);
    const [once, isBusy] = useOnce();
    if (!answer.value) return html`<${PageHead} title=${t("delivery.one")} above=${html`<${Up} />`} /><${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />`;
    const { delivery, destinations, segments } = answer.value;
    const act = (verb, done) => once(async () => { if (await tell(() => post(`${at}/${verb}`), done)) { answer.again(); runs.again(); } });
    const edit = () => openDialog(delivery.name, (close) => html`<${DeliveryForm} delivery=${delivery} destinations=${destinations} segments=${segments} close=${close} done=${answer.again} />`);
    const drop = async () => {
        if (!await confirm(t("delivery.remove"), { text: t("delivery.removeText", { name: delivery.name }), action: t("admin.remove"), isDanger: true })) return;
        const lead = leading();
        if (await tell(() => remove(at), t("admin.removed"))) lead("/admin/deliveries");
    };
    const destination = destinations.find((one) => one.id === delivery.destination);
    const segment = segments.find((one) => one.id === delivery.segment);
    return html`<${PageHead} title=${delivery.name} above=${html`<${Up} />`} subtitle=${html`<a href=${`/segments/${delivery.segment}`}>${segment?.name ?? delivery.segment}</a> → ${destination?.name ?? delivery.destination} · ${scheduleText(delivery.schedule)} ${!delivery.paused && delivery.schedule && html`<span class="small">(${nextText(delivery.schedule, 1)})</span>`} · ${t("deliveries.mode." + delivery.mode)} ${delivery.holdout.share > 0 && t("delivery.heldOutShare", { share: share(delivery.holdout.share) })} ${delivery.paused && html`<${Badge} kind="warn">${t("deliveries.paused")}</${Badge}>`}`}
            actions=${html`<${Button} icon="eye" onClick=${() => openDialog(t("delivery.dryRun"), (close) => html`<${DryRun} at=${at} send=${() => { close(); act("runs", t("delivery.started")); }} />`, { size: "large" })}>${t("delivery.dryRun")}</${Button}>
                ${delivery.paused ? html`<${Button} icon="play" aria-disabled=${isBusy} onClick=${() => act("resume", t("delivery.resumed"))}>${t("delivery.resume")}</${Button}>` : html`<${Button} icon="pause" aria-disabled=${isBusy} onClick=${() => act("pause", t("delivery.pausedNow"))}>${t("delivery.pause")}</${Button}>`}
                <${Button} kind="primary" icon="send" disabled=${delivery.paused} aria-disabled=${isBusy} onClick=${() => act("runs", t("delivery.started"))}>${t("delivery.run")}</${Button}>
                <${MenuButton} label=${t("admin.more", { name: delivery.name })} items=${[{ text: t("admin.change"), icon: "pencil", run: edit }, { text: t("jobs.title"), icon: "clock", href: "/admin/jobs" }, null, { text: t("admin.remove"), icon: "trash-2", isDanger: true, run: drop }]} />`} />
        <${Working} ...${runs.value ? { isBusy } : runs} /><${ProblemBox} problem=${answer.problem} again=${answer.again} /><${ProblemBox} problem=${runs.problem} again=${runs.again} />
        ${runs.value && html`<${History} runs=${runs.value.items} delivery=${delivery} at=${at} />
            <${HeldOut} at=${at} revision=${delivery.revision} runs=${runs.value.items.filter((run) => run.ended_at).length} />`}`;
}

function History({ runs, delivery, at }) {
    if (runs.length === 0) return html`<${Card}><${EmptyState} icon="send" title=${t("deliveries.never")}>${t("delivery.neverText")}</${EmptyState}></${Card}>`;
    const number = (name) => ({ id: name, title: t("deliveryCount." + name), isNumber: true, value: (row) => row[name], show: (row) => count(row[name]) });
    return html`<${Card} flush title=${t("delivery.history")}><${Table} name=${`delivery-${delivery.id}-runs`} caption=${t("delivery.history")} rows=${runs} rowKey=${(row) => row.id} onRow=${(row) => openDrawer(t("delivery.runOf", { id: row.id }), () => html`<${Run} start=${row} at=${at} />`, { size: "large" })} columns=${[
        { id: "at", title: t("delivery.startedAt"), value: (row) => row.started_at, show: (row) => html`<span class="no-wrap">${moment(row.started_at)}</span>` },
        { id: "data", title: t("segments.dataDate"), value: (row) => row.data_date, show: (row) => html`<span class="no-wrap">${date(row.data_date)}</span>` },
        { id: "state", title: t("data.state"), value: (row) => row.state, show: (row) => html`<${RunState} run=${row} />` },
        number("entered"), number("left"), number("held_out"), number("suppressed"), number("rows_sent"), number("rows_rejected"),
        { id: "why", title: t("jobs.why"), value: (row) => row.failure, show: (row) => row.failure && html`<span class="is-bad wrap">${row.failure}</span> <span class="quiet wrap">${row.remedy}</span>` },
    ]} /></${Card}>`;
}

/** One run as it is now: its batches, and the rows that were refused. */
function Run({ start, at }) {
    const answer = useAnswer(start.id, (signal) => get(`${at}/runs/${start.id}`, { signal }));
    const run = answer.value ?? start;
    useFollowing(answer, isMoving(run) ? 2000 : null);
    const [batches, errors] = ["batches", "errors"].map((part) => useAnswer(`${run.id} ${run.state} ${run.rows_sent} ${part}`, (signal) => get(`${at}/runs/${run.id}/${part}?limit=200`, { signal })));
    return html`${run.failure && html`<${ProblemBox} problem=${{ detail: [run.failure, run.remedy].filter(Boolean).join(" ") }} />`}
        <div class="figures">${["entered", "left", "held_out", "suppressed", "rows_sent", "rows_rejected"].map((name) => html`<${Figure} key=${name} label=${t("deliveryCount." + name)} value=${count(run[name])} />`)}</div>
        <${Working} ...${batches} /><${ProblemBox} problem=${answer.problem ?? batches.problem ?? errors.problem} />
        ${errors.value?.items.length > 0 && html`<${Card} flush title=${t("delivery.refused")}><${Table} name=${`delivery-run-${run.id}-errors`} caption=${t("delivery.refused")} rows=${errors.value.items} columns=${["user", "change", "code", "message"].map((name) => ({ id: name, title: t("deliveryError." + name), value: (row) => row[name] }))} /></${Card}>`}
        ${batches.value && html`<${Card} flush title=${t("delivery.batches")}>${batches.value.items.length === 0 ? html`<p class="quiet data-nothing">${t("delivery.noBatches")}</p>` : html`<${Table} name=${`delivery-run-${run.id}-batches`} caption=${t("delivery.batches")} rows=${batches.value.items} columns=${[
        { id: "number", title: t("jobs.number"), value: (row) => row.number + 1 }, { id: "rows", title: t("register.rows"), isNumber: true, value: (row) => row.rows, show: (row) => count(row.rows) },
        { id: "status", title: t("delivery.status"), value: (row) => row.status }, { id: "attempts", title: t("jobs.attempts"), isNumber: true, value: (row) => row.attempts },
        { id: "rejected", title: t("deliveryCount.rows_rejected"), isNumber: true, value: (row) => row.rejected }, { id: "ended", title: t("jobs.ended"), value: (row) => row.ended_at, show: (row) => moment(row.ended_at) }]} />`}</${Card}>`}`;
}

/** What would be sent now; nothing is. */
function DryRun({ at, send }) {
    const answer = useAnswer(at, (signal) => post(at + "/dry-run", undefined, { signal }));
    const value = answer.value;
    const names = value ? [...new Set(value.rows.flatMap((row) => Object.keys(row)))] : [];
    return html`<${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${value && html`<div class="figures">${["members", "entered", "left", "held_out", "suppressed", "batches"].map((name) => html`<${Figure} key=${name} label=${t("deliveryCount." + name)} value=${count(value[name])} />`)}</div>
            <p class="quiet">${value.rows.length > 0 ? t("delivery.dryRunText", { date: date(value.data_date) }) : t("delivery.dryRunNone", { date: date(value.data_date) })}</p>
            ${value.rows.length > 0 && html`<${Table} name="dry-run" caption=${t("delivery.dryRun")} rows=${value.rows} columns=${names.map((name) => ({ id: name, title: name, value: (row) => (typeof row[name] === "object" ? JSON.stringify(row[name]) : row[name]) }))} />`}
            <div class="dialog-actions"><${Button} kind="primary" icon="send" disabled=${value.batches === 0} onClick=${send}>${t("delivery.run")}</${Button}></div>`}`;
}
