import { html, useEffect, useState } from "../../html.js";
import { post } from "../../api/client.js";
import { may } from "../../api/me.js";
import { Card, EmptyState } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { t } from "../../words/words.js";
import { knownDatasets, loadDatasets } from "../../explore/datasets.js";
import { ExportButton } from "./exportUsers.js";
import { Why } from "./Why.js";

/** Why somebody is in the segment, and who is: for those who may see people. */
export function Members({ segment }) {
    return html`<${Why} segment=${segment} /><${People} segment=${segment} />`;
}

const PAGE = 50;

/** The segment's users who have events in the data, a page at a time. */
function People({ segment }) {
    const [state, setState] = useState({ items: [], next: null, total: null, problem: null, isBusy: false });
    const load = async (after) => {
        setState((old) => ({ ...old, isBusy: true, problem: null }));
        try {
            const { list, problem } = knownDatasets()?.list ? knownDatasets() : await loadDatasets();
            if (problem) throw problem;
            const question = { kind: "profile", dataset: list[0].name, segments: [segment.id], limit: 1 };
            const page = new URLSearchParams({ limit: String(PAGE), ...(after ? { after } : {}) });
            const answer = await post(`/analyses/people?${page}`, { question, element: "set" });
            setState((old) => ({ items: after ? [...old.items, ...answer.items] : answer.items, next: answer.next ?? null, total: answer.total, problem: null, isBusy: false }));
        } catch (problem) {
            setState((old) => ({ ...old, problem, isBusy: false }));
        }
    };
    useEffect(() => { if (segment.size) load(); }, [segment.id]);
    const ask = (user) => { dispatchEvent(new CustomEvent("cxm-why", { detail: user })); scrollTo({ top: 0, behavior: "smooth" }); };
    if (!segment.size) return html`<${Card} title=${t("members.title")}><${EmptyState} icon="users" title=${t("members.none")}>${t(segment.size === 0 ? "members.empty" : "overview.noneText")}</${EmptyState}></${Card}>`;
    return html`<${Card} flush title=${t("members.title")} subtitle=${state.total !== null && state.total !== undefined ? t(state.total === segment.size ? "members.all" : "members.some", { total: state.total, size: segment.size }) : undefined} actions=${may("export") && html`<${ExportButton} segment=${segment} />`}>
        <${ProblemBox} problem=${state.problem} again=${() => load()} />
        ${state.items.length > 0 && html`<${Table} name=${`segment-${segment.id}-members`} caption=${t("members.title")} rows=${state.items} rowKey=${(row) => row.user} limit=${1000} columns=${[
        { id: "user", title: t("people.user"), value: (row) => row.user, show: (row) => html`<a href=${`/people/${encodeURIComponent(row.user)}`}>${row.user}</a>` },
        { id: "why", title: t("why.short"), isForm: true, value: () => "", show: (row) => html`<button type="button" class="link" onClick=${() => ask(row.user)}>${t("why.ask")}</button>` }]} />`}
        ${state.isBusy && html`<p class="quiet card-note">${t("state.loading")}</p>`}
        ${state.next && html`<p class="card-note"><${Button} small disabled=${state.isBusy} onClick=${() => load(state.next)}>${t("people.more")}</${Button}></p>`}</${Card}>`;
}
