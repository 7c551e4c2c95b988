import { html, useEffect, useMemo, useState } from "../html.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { analyze } from "../api/analyses.js";
import { Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button, IconButton } from "../components/Buttons.js";
import { copy } from "../components/clipboard.js";
import { prepareCharts } from "../components/Chart.js";
import { DateRange } from "../components/DateRange.js";
import { openMenu } from "../components/Menu.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { toast } from "../components/toast.js";
import { openSaveToDashboard } from "../dashboards/SaveToDashboard.js";
import { NotFound } from "../frame/Frame.js";
import { navigate, setQuery, usePlace } from "../router.js";
import { t } from "../words/words.js";
import { ScopeEditor } from "./builder/ScopeEditor.js";
import { loadDatasets, useDatasets } from "./datasets.js";
import { NoData } from "./FirstPage.js";
import { FlowBuilder } from "./flow/FlowBuilder.js";
import { FlowResult } from "./flow/FlowResult.js";
import { FunnelBuilder } from "./funnel/FunnelBuilder.js";
import { FunnelResult } from "./funnel/FunnelResult.js";
import { PagesBuilder } from "./pages/PagesBuilder.js";
import { PagesResult } from "./pages/PagesResult.js";
import { addressOf, ICONS, questionOf, readDraft } from "./question.js";
import { ResultHead } from "./ResultHead.js";
import { RetentionBuilder } from "./retention/RetentionBuilder.js";
import { RetentionResult } from "./retention/RetentionResult.js";
import { samples, starter } from "./starters.js";
import { TrendBuilder } from "./trend/TrendBuilder.js";
import { TrendResult } from "./trend/TrendResult.js";

const PARTS = {
    funnel: [FunnelBuilder, FunnelResult], retention: [RetentionBuilder, RetentionResult], flow: [FlowBuilder, FlowResult],
    pages: [PagesBuilder, PagesResult], trend: [TrendBuilder, TrendResult],
};

/** One analysis: what is asked at the left, the answer at the right; the address holds both. */
export default function ExplorePage({ kind }) {
    const datasets = useDatasets();
    useEffect(() => { prepareCharts(); if (!datasets?.list) loadDatasets(); }, []);
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
    const question = useMemo(() => (draft ? questionOf(kind, draft) : null), [kind, draft]);
    const key = question && JSON.stringify(question);
    const answer = useAnswer(key, (signal, tell) => analyze(question, signal, tell), { delay: 200 });
    const [isOpen, setIsOpen] = useState(false);
    if (!draft) return html`<div class="page-waits" aria-busy="true"></div>`;
    const change = (values) => write({ ...draft, ...values });
    const [Builder, Result] = PARTS[kind];
    return html`
        <${PageHead} title=${t("explore." + kind)} actions=${html`<${Actions} kind=${kind} dataset=${dataset} draft=${draft} question=${question} change=${change} />`} />
        <div class="explore">
            <aside class=${isOpen ? "builder is-open" : "builder"} aria-label=${t("explore.builder")}>
                <button type="button" class="builder-toggle" aria-expanded=${isOpen} onClick=${() => setIsOpen(!isOpen)}>${t("explore.builder")}</button>
                <div class="builder-inside">
                    <${Builder} draft=${draft} change=${change} dataset=${dataset} problem=${answer.problem} />
                    <${ScopeEditor} kind=${kind} draft=${draft} change=${change} dataset=${dataset} datasets=${datasets} replace=${(next) => write(next)} problem=${answer.problem} />
                </div>
            </aside>
            <section class="result" aria-label=${t("explore.result")}>
                <${Working} isBusy=${answer.isBusy} isSlow=${answer.isSlow} share=${answer.share} cancel=${answer.cancel} />
                ${answer.problem && html`<${ProblemBox} problem=${answer.problem} again=${answer.problem.pointer ? undefined : answer.again} />`}
                ${!question && html`<${Unfinished} kind=${kind} />`}
                ${answer.value && question && answer.value.kind === kind && html`<div class=${answer.isBusy || answer.problem ? "result-old" : ""}>
                    <${ResultHead} answer=${answer.value} dataset=${dataset} />
                    <${Result} answer=${answer.value} question=${JSON.parse(answer.valueKey)} draft=${draft} change=${change} dataset=${dataset} query=${query} /></div>`}
            </section>
        </div>`;
}

function Unfinished({ kind }) {
    return html`<${Card}><${EmptyState} icon="list-tree" title=${t("explore.unfinished")}>${t("explore.needs." + kind)}</${EmptyState}></${Card}>`;
}

/** What can be done with the whole analysis. */
function Actions({ kind, dataset, draft, question, change }) {
    const examples = samples(dataset);
    const copyLink = async () => {
        await copy(location.href);
        toast(t("explore.linkCopied"));
    };
    const copyJSON = async () => {
        await copy(JSON.stringify(question, null, 2));
        toast(t("explore.jsonCopied"));
    };
    return html`
        ${examples.length > 0 && html`<${Button} icon="book-open" kind="ghost" onClick=${(event) => openMenu(event.currentTarget, examples.map((sample) => ({
        text: t(sample.text), icon: ICONS[sample.kind], run: () => navigate(addressOf({ kind: sample.kind, ...sample.draft }, sample.view)),
    })), { label: t("explore.samples") })}>${t("explore.samples")}</${Button}>`}
        <${DateRange} value=${draft.range} onChange=${(range) => change({ range: range ?? undefined })} />
        ${may("edit_dashboards") && html`<${Button} icon="layout-dashboard" disabled=${!question} onClick=${() => openSaveToDashboard(question, new URLSearchParams(location.search).get("view"))}>${t("dash.saveTo")}</${Button}>`}
        <${Button} icon="link" onClick=${copyLink}>${t("explore.copyLink")}</${Button}>
        <${IconButton} icon="ellipsis" kind="secondary" label=${t("explore.more")} onClick=${(event) => openMenu(event.currentTarget, [
        { text: t("explore.copyJSON"), icon: "code", run: copyJSON },
        { text: t("explore.startOver"), icon: "undo-2", run: () => navigate(addressOf({ kind, ...starter(kind, dataset) })) },
    ], { label: t("explore.more") })} />`;
}
