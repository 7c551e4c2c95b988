import { html, useEffect, useMemo, useState } from "../html.js";
import { useAnswer } from "../api/useAnswer.js";
import { analyze } from "../api/analyses.js";
import { Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { prepareCharts } from "../components/Chart.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { NotFound } from "../frame/Frame.js";
import { setQuery, usePlace } from "../router.js";
import { SavedCrumbs, useSavedView } from "../views/saved.js";
import { t } from "../words/words.js";
import { Actions } from "./Actions.js";
import { ScopeEditor } from "./builder/ScopeEditor.js";
import { useSegments } from "./builder/SegmentChoice.js";
import { canCompare, COMPARES, useCompared } from "./compare.js";
import { loadDatasets, useDatasets } from "./datasets.js";
import { NoData } from "./FirstPage.js";
import { FlowBuilder } from "./flow/FlowBuilder.js";
import { FlowResult } from "./flow/FlowResult.js";
import { FunnelBuilder } from "./funnel/FunnelBuilder.js";
import { FunnelResult } from "./funnel/FunnelResult.js";
import { PagesBuilder } from "./pages/PagesBuilder.js";
import { PagesResult } from "./pages/PagesResult.js";
import { addressOf, questionOf, readDraft } from "./question.js";
import { ResultHead } from "./ResultHead.js";
import { RetentionBuilder } from "./retention/RetentionBuilder.js";
import { RetentionResult } from "./retention/RetentionResult.js";
import { starter } from "./starters.js";
import { TrendBuilder } from "./trend/TrendBuilder.js";
import { TrendResult } from "./trend/TrendResult.js";

const PARTS = {
    funnel: [FunnelBuilder, FunnelResult], retention: [RetentionBuilder, RetentionResult], flow: [FlowBuilder, FlowResult],
    pages: [PagesBuilder, PagesResult], trend: [TrendBuilder, TrendResult],
};

/** One analysis: what is asked at the left, the answer at the right; the address holds both. */
export default function ExplorePage({ kind }) {
    const datasets = useDatasets();
    useEffect(() => { prepareCharts(); loadDatasets(); }, []);
    if (!(kind in PARTS)) return html`<${NotFound} />`;
    if (datasets?.problem) return html`<${ProblemBox} problem=${datasets.problem} again=${loadDatasets} />`;
    if (!datasets) return html`<div class="page-waits" aria-busy="true"></div>`;
    if (datasets.list.length === 0) return html`<${NoData} />`;
    return html`<${Analysis} key=${kind} kind=${kind} datasets=${datasets.list} />`;
}

let lastChange = 0;

/** Puts a draft into the address: a step back leads to what was asked a while before. */
function write(draft, more = {}) {
    const now = Date.now();
    const replace = now - lastChange < 1500;
    lastChange = now;
    setQuery({ q: JSON.stringify(draft), ...more }, { replace });
}

function Analysis({ kind, datasets }) {
    const { query } = usePlace();
    const written = query.get("q");
    const draft = useMemo(() => readDraft(query), [written]);
    const dataset = datasets.find((one) => one.name === draft?.dataset) ?? datasets.find((one) => one.events.includes("pay_done")) ?? datasets[0];
    useEffect(() => { if (!draft) setQuery({ q: JSON.stringify(starter(kind, dataset)) }, { replace: true }); }, [written]);
    const isGone = Boolean(draft?.dataset) && draft.dataset !== dataset.name;
    const question = useMemo(() => (draft && !isGone ? questionOf(kind, draft) : null), [kind, draft, isGone]);
    const key = question && JSON.stringify(question);
    const answer = useAnswer(key, (signal, tell) => analyze(question, signal, tell), { delay: 200 });
    const compare = canCompare(kind) && COMPARES.includes(query.get("compare")) ? query.get("compare") : null;
    const compared = useCompared(answer, compare);
    const saved = useSavedView(query, question);
    const [isOpen, setIsOpen] = useState(false);
    // Series are called by the names of their segments, which may arrive after the answer.
    useSegments();
    if (!draft) return html`<div class="page-waits" aria-busy="true"></div>`;
    // What is changed is what the address holds now: a list may have been opened before it.
    const change = (values) => write({ ...(readDraft(new URLSearchParams(location.search)) ?? draft), ...values });
    const [Builder, Result] = PARTS[kind];
    return html`
        <${PageHead} title=${saved?.value?.name ?? t("explore." + kind)} above=${html`<${SavedCrumbs} saved=${saved} kind=${kind} />`}
            actions=${html`<${Actions} ...${{ kind, dataset, draft, question, change, compare, saved }} />`} />
        <div class="explore">
            <aside class=${isOpen ? "builder is-open" : "builder"} aria-label=${t("explore.builder")}>
                <button type="button" class="builder-toggle" aria-expanded=${isOpen} onClick=${() => setIsOpen(!isOpen)}>${t("explore.builder")}</button>
                <div class="builder-inside">
                    <${Builder} draft=${draft} change=${change} dataset=${dataset} problem=${answer.problem} />
                    <${ScopeEditor} kind=${kind} draft=${draft} change=${change} dataset=${dataset} datasets=${datasets} replace=${(next) => write(next)} problem=${answer.problem} />
                </div>
            </aside>
            <section class="result" aria-label=${t("explore.result")}>
                <${Working} ...${both(answer, compared)} />
                ${answer.problem && html`<${ProblemBox} problem=${answer.problem} again=${answer.problem.pointer ? undefined : answer.again} />`}
                <${ProblemBox} problem=${compared.problem} again=${compared.again} />
                ${isGone ? html`<${Gone} kind=${kind} name=${draft.dataset} dataset=${dataset} />` : !question && html`<${Unfinished} kind=${kind} />`}
                ${answer.value && question && answer.value.kind === kind && html`<div class=${answer.isBusy || answer.problem ? "result-old" : ""}>
                    <${ResultHead} answer=${answer.value} dataset=${dataset} compared=${compared} />
                    <${Result} answer=${answer.value} question=${JSON.parse(answer.valueKey)} draft=${draft} change=${change} dataset=${dataset} query=${query} compared=${compare ? compared : null} /></div>`}
            </section>
        </div>`;
}

/** Two requests as one: what is at work, how far it is, and the end of both. */
const both = (answer, compared) => ({
    isBusy: answer.isBusy || compared.isBusy, isSlow: answer.isSlow || compared.isSlow, share: answer.isBusy ? answer.share : compared.share,
    cancel: () => [answer, compared].filter((one) => one.isBusy).forEach((one) => one.cancel()),
});

/** An address about a dataset that is no more. */
function Gone({ kind, name, dataset }) {
    return html`<${Card}><${EmptyState} icon="database" title=${t("dash.noDataset", { name })} action=${html`<a class="button primary" href=${addressOf({ kind, ...starter(kind, dataset) })}><span>${t("explore.startOver")}</span></a>`} /></${Card}>`;
}

function Unfinished({ kind }) {
    return html`<${Card}><${EmptyState} icon="list-tree" title=${t("explore.unfinished")}>${t("explore.needs." + kind)}</${EmptyState}></${Card}>`;
}
