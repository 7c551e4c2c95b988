import { html, useMemo } from "../html.js";
import { analyze } from "../api/analyses.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Card, Working } from "../components/Blocks.js";
import { Chart, useDrawn } from "../components/Chart.js";
import { Icon } from "../components/Icon.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { days } from "../words/figures.js";
import { t } from "../words/words.js";
import { SampleButton } from "../dashboards/DashboardsPage.js";
import { drawingOf } from "../dashboards/drawings.js";
import { openElementMenu, pointOf } from "../explore/elements.js";
import { addressOf, ICONS, KINDS, questionOf } from "../explore/question.js";
import { samples, starter } from "../explore/starters.js";

/** A chart at once: the funnel of the demo company, else how often the first event happens. */
export function FirstChart({ dataset }) {
    const sample = samples(dataset)[0];
    const kind = sample ? "funnel" : "trend";
    const draft = sample?.draft ?? starter("trend", dataset);
    const question = useMemo(() => questionOf(kind, draft), [dataset]);
    const answer = useAnswer(question ? JSON.stringify(question) : null, (signal, tell) => analyze(question, signal, tell));
    const drawn = useDrawn(() => (answer.value ? drawingOf(answer.value, question, dataset, {}) : null), [answer.value]);
    const click = (params) => openElementMenu(pointOf(params), drawn.element(params));
    const title = sample ? t(sample.text) : t("explore.trend");
    return html`<${Card} title=${title} subtitle=${answer.value?.resolved ? days(answer.value.resolved) : undefined} actions=${html`<a class="button ghost small" href=${addressOf({ kind, ...draft })}><${Icon} name="zoom-in" size=${16} /><span>${t("dash.explore")}</span></a>`}>
        <${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        <div class="home-chart">${drawn?.option && html`<${Chart} name="first" label=${t("dash.chartLabel", { name: title })} option=${drawn.option} height=${230} onClick=${click} />`}</div></${Card}>`;
}

/** Questions to begin with: those of the demo company, else one of each kind. */
export function Questions({ dataset }) {
    const found = samples(dataset);
    const list = found.length ? found.map((sample) => ({ text: t(sample.text), icon: ICONS[sample.kind], href: addressOf({ kind: sample.kind, ...sample.draft }, sample.view) }))
        : KINDS.map((kind) => ({ text: t("explore." + kind), icon: ICONS[kind], href: `/explore/${kind}` }));
    return html`<${Card} title=${t("home.ask")} flush><ul class="home-list">${list.map((one) => html`<li key=${one.href}><a href=${one.href}><${Icon} name=${one.icon} size=${16} /><span>${one.text}</span><${Icon} name="chevron-right" size=${14} /></a></li>`)}</ul></${Card}>`;
}

/** What to do next where there is nothing of one's own yet. */
export function NextSteps({ dataset }) {
    return html`<${Card} title=${t("home.next")}><ol class="home-steps">
        <li><b><a href="/explore/funnel">${t("home.next.ask")}</a></b><p class="quiet small">${t("home.next.askText")}</p></li>
        ${may("edit_segments") && html`<li><b><a href="/segments/new">${t("home.next.segment")}</a></b><p class="quiet small">${t("home.next.segmentText")}</p></li>`}
        ${may("edit_dashboards") && html`<li><b><a href="/dashboards">${t("home.next.dashboard")}</a></b><p class="quiet small">${t("home.next.dashboardText")}</p>
            ${samples(dataset).length > 0 && html`<${SampleButton} dataset=${dataset} />`}</li>`}
        </ol></${Card}>`;
}
