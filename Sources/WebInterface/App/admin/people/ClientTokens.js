import { html } from "../../html.js";
import { get, remove } from "../../api/client.js";
import { may } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { confirm } from "../../components/layers.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { tell } from "../../components/tell.js";
import { moment } from "../../words/figures.js";
import { t } from "../../words/words.js";

export const isGood = (token) => !token.revoked_at && !(token.expires_at && Date.parse(token.expires_at) <= Date.now());

/** A program's tokens, each to be revoked, and what it called last. */
export function ClientTokens({ client: { id, name } }) {
    const list = useAnswer(id, async (signal) => (await get("/clients", { signal })).clients.find((one) => one.id === id));
    const calls = useAnswer(may("read_audit") ? name : null, (signal) => get(`/audit?actor=${encodeURIComponent(`client/${name}`)}&limit=20`, { signal }));
    const revoke = async (token) => {
        if (!await confirm(t("clients.revoke"), { text: t("clients.revokeText"), action: t("clients.revoke"), isDanger: true })) return;
        if (await tell(() => remove(`/clients/${id}/tokens/${token.id}`), t("clients.revoked"))) list.again();
    };
    const state = (token) => (token.revoked_at ? ["bad", t("clients.revoked")] : isGood(token) ? ["good", t("clients.good")] : ["plain", t("clients.ended")]);
    return html`<${Working} ...${list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${list.value && html`<${Card} flush title=${t("clients.tokens")}><${Table} name=${`${name}-tokens`} caption=${t("clients.tokens")} rows=${list.value.tokens} rowKey=${(row) => row.id} columns=${[
        { id: "made", title: t("clients.made"), value: (row) => row.created_at, show: (row) => moment(row.created_at) },
        { id: "used", title: t("clients.lastUsed"), value: (row) => row.last_used_at, show: (row) => (row.last_used_at ? moment(row.last_used_at) : t("clients.neverUsed")) },
        { id: "ends", title: t("clients.ends"), value: (row) => row.expires_at, show: (row) => (row.expires_at ? moment(row.expires_at) : t("clients.neverEnds")) },
        { id: "state", title: t("data.state"), value: (row) => state(row)[1], show: (row) => html`<${Badge} kind=${state(row)[0]}>${state(row)[1]}</${Badge}>` },
        { id: "act", title: t("admin.actions"), isForm: true, value: () => "", show: (row) => isGood(row) && html`<${Button} small onClick=${() => revoke(row)}>${t("clients.revoke")}</${Button}>` },
    ]} /></${Card}>`}
        ${calls.value && html`<${Card} title=${t("clients.calls")} subtitle=${t("clients.callsText")}>${calls.value.records.length === 0 ? html`<p class="quiet">${t("clients.noCalls")}</p>`
        : html`<ul class="plain-list">${calls.value.records.map((record) => html`<li key=${record.id}><span class="quiet">${moment(record.at)}</span> <code class="wrap">${record.action} ${record.subject}</code></li>`)}</ul>
            <a href=${`/admin/audit?actor=${encodeURIComponent(`client/${name}`)}`}>${t("audit.of")}</a>`}</${Card}>`}`;
}
