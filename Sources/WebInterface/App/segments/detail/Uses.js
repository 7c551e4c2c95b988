import { html } from "../../html.js";
import { get } from "../../api/client.js";
import { may } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, EmptyState, Working } from "../../components/Blocks.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { hasText, t } from "../../words/words.js";
import { count, moment } from "../../words/figures.js";

/** What needs the segment: segments made of it, programs and people that ask about it. */
export function Uses({ segment, round }) {
    const uses = useAnswer(`${segment.id} ${round}`, (signal) => get(`/segments/${segment.id}/used-by`, { signal }));
    const found = uses.value;
    const deliveries = found?.deliveries ?? [];
    const kind = (name) => t(hasText("uses.kind." + name) ? "uses.kind." + name : "uses.kind.other");
    return html`<${Working} ...${uses} /><${ProblemBox} problem=${uses.problem} again=${uses.again} />
        ${found && found.segments.length + deliveries.length + found.uses.length === 0 && html`<${Card}><${EmptyState} icon="link" title=${t("uses.none")}>${t("uses.noneText")}</${EmptyState}></${Card}>`}
        ${found?.segments.length > 0 && html`<${Card} title=${t("uses.segments")}><ul class="plain-list">${found.segments.map((one) => html`<li key=${one.id}><a href=${`/segments/${one.id}`}>${one.name}</a> <span class="quiet small">${one.owner}</span></li>`)}</ul></${Card}>`}
        ${deliveries.length > 0 && html`<${Card} title=${t("uses.deliveries")}><ul class="plain-list">${deliveries.map((one) => html`<li key=${one.id}>${may("deliver") ? html`<a href=${`/admin/deliveries/${one.id}`}>${one.name}</a>` : one.name} ${one.paused && html`<${Badge} kind="warn">${t("deliveries.paused")}</${Badge}>`}</li>`)}</ul></${Card}>`}
        ${found?.uses.length > 0 && html`<${Card} flush title=${t("uses.callers")}><${Table} name=${`segment-${segment.id}-uses`} caption=${t("uses.callers")} rows=${found.uses} columns=${[
        { id: "name", title: t("segments.name"), value: (row) => row.name }, { id: "kind", title: t("uses.kind"), value: (row) => kind(row.kind) },
        { id: "calls", title: t("uses.calls"), isNumber: true, value: (row) => row.calls, show: (row) => count(row.calls) },
        { id: "last", title: t("uses.last"), value: (row) => row.last_at, show: (row) => moment(row.last_at) }]} /></${Card}>`}`;
}
