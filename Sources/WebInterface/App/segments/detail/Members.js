import { html } from "../../html.js";
import { post } from "../../api/client.js";
import { may } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { useMore } from "../../api/useMore.js";
import { Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { tell } from "../../components/tell.js";
import { t } from "../../words/words.js";
import { knownDatasets, loadDatasets } from "../../explore/datasets.js";
import { ExportButton } from "./exportUsers.js";
import { RunNow } from "./run.js";
import { Why } from "./Why.js";

/** Why somebody is in the segment, and who is: for those who may see people. */
export function Members({ segment, round, run }) {
    return html`<${Why} segment=${segment} round=${round} /><${People} segment=${segment} round=${round} run=${run} />`;
}

/** A page of the segment's users who have events in the data. */
async function pageOf(segment, after, signal) {
    const { list, problem } = knownDatasets()?.list ? knownDatasets() : await loadDatasets();
    if (problem) throw problem;
    if (list.length === 0) return { items: [], next: null, total: 0 };
    const question = { kind: "profile", dataset: list[0].name, segments: [segment.id], limit: 1 };
    const page = new URLSearchParams({ limit: "50", ...(after ? { after } : {}) });
    return post(`/analyses/people?${page}`, { question, element: "set" }, { signal });
}

function People({ segment, round, run }) {
    const key = segment.size ? `${segment.id} ${round}` : null;
    const first = useAnswer(key, (signal) => pageOf(segment, null, signal));
    const { items, next, isBusy, more } = useMore(key, first, (after) => pageOf(segment, after));
    const total = first.value?.total;
    const ask = (user) => { dispatchEvent(new CustomEvent("cxm-why", { detail: user })); scrollTo({ top: 0, behavior: "smooth" }); };
    if (!segment.size) return html`<${Card} title=${t("members.title")}><${EmptyState} icon="users" title=${t("members.none")} action=${segment.size === null && html`<${RunNow} segment=${segment} run=${run} />`}>${t(segment.size === 0 ? "members.empty" : "overview.noneText")}</${EmptyState}></${Card}>`;
    return html`<${Card} flush title=${t("members.title")} subtitle=${total !== null && total !== undefined ? t(total === segment.size ? "members.all" : "members.some", { total, size: segment.size }) : undefined} actions=${may("export") && html`<${ExportButton} segment=${segment} />`}>
        <${Working} ...${first} /><${ProblemBox} problem=${first.problem} again=${first.again} />
        ${items.length > 0 && html`<${Table} name=${`segment-${segment.id}-members`} caption=${t("members.title")} rows=${items} rowKey=${(row) => row.user} limit=${1000} columns=${[
        { id: "user", title: t("people.user"), value: (row) => row.user, show: (row) => html`<a href=${`/people/${encodeURIComponent(row.user)}`}>${row.user}</a>` },
        { id: "why", title: t("why.short"), isForm: true, value: () => "", show: (row) => html`<button type="button" class="link" onClick=${() => ask(row.user)}>${t("why.ask")}</button>` }]} />`}
        ${!first.value && !first.problem && html`<p class="quiet card-note">${t("state.loading")}</p>`}
        ${next && html`<p class="card-note"><${Button} small aria-disabled=${isBusy} onClick=${() => tell(more)}>${t(isBusy ? "state.loading" : "people.more")}</${Button}></p>`}</${Card}>`;
}
