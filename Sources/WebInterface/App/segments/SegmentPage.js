import { html, useEffect, useState } from "../html.js";
import { get, put } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Badge, Card, EmptyState, Explain, PageHead, Working } from "../components/Blocks.js";
import { Icon } from "../components/Icon.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { setQuery, usePlace } from "../router.js";
import { count, date } from "../words/figures.js";
import { t } from "../words/words.js";
import { language } from "./builder/catalogue.js";
import { Deliveries } from "./detail/Deliveries.js";
import { HeadActions } from "./detail/HeadActions.js";
import { Members } from "./detail/Members.js";
import { Overlap } from "./detail/Overlap.js";
import { Overview } from "./detail/Overview.js";
import { Profile } from "./detail/Profile.js";
import { PublishState } from "./detail/publish.js";
import { RunLine, useRun } from "./detail/run.js";
import { Runs } from "./detail/Runs.js";
import { Uses } from "./detail/Uses.js";
import { Versions } from "./detail/Versions.js";
import { nextText } from "./nextTimes.js";
import { runOnArrival, scheduleText, signed } from "./segment.js";
import { SegmentStar, State } from "./SegmentsPage.js";

const TABS = { overview: Overview, members: Members, profile: Profile, overlap: Overlap, versions: Versions, uses: Uses, deliveries: Deliveries, runs: Runs };

/**
 * One segment: how large it is, who is in it, what needs it, and what can be done with it. `round` counts up whenever it has
 * changed: parts ask anew, and keep what was typed into them.
 */
export default function SegmentPage({ id }) {
    const [round, setRound] = useState(0);
    const segment = useAnswer(`${id} ${round}`, (signal) => get(`/segments/${encodeURIComponent(id)}?${language()}`, { signal }));
    if (segment.problem && segment.problem.status === 404) return html`<${PageHead} title=${t("segment.gone")} /><${Card}><${EmptyState} icon="search" title=${t("segment.gone")} action=${html`<a class="button primary" href="/segments">${t("segments.title")}</a>`}>${segment.problem.detail}</${EmptyState}></${Card}>`;
    if (!segment.value || !segment.valueKey?.startsWith(id + " ")) return html`<${PageHead} title=${t("segments.title")} /><${Working} ...${segment} /><${ProblemBox} problem=${segment.problem} again=${segment.again} />`;
    return html`<${Segment} key=${segment.value.id} segment=${segment.value} answer=${segment} round=${round} refresh=${() => setRound((number) => number + 1)} />`;
}

function Segment({ segment, answer, round, refresh }) {
    const { query } = usePlace();
    const run = useRun(segment, refresh);
    useEffect(() => {
        put(`/recents/segment/${segment.id}`, {}).catch(() => {});
        if (runOnArrival.delete(String(segment.id))) run.start();
    }, [segment.id]);
    useEffect(() => document.querySelector("[role=tab][aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "nearest" }), [query.get("tab")]);
    const tabs = Object.keys(TABS).filter((name) => name !== "members" || may("see_people"));
    const tab = tabs.includes(query.get("tab")) ? query.get("tab") : "overview";
    const Tab = TABS[tab];
    return html`<${PageHead} title=${segment.name} subtitle=${segment.description || undefined}
            above=${html`<nav class="crumbs small" aria-label=${t("segments.folders")}><a href="/segments">${t("segments.title")}</a>${segment.folder && html` / <a href=${`/segments?folder=${encodeURIComponent(segment.folder)}`}>${segment.folder}</a>`}</nav>`}
            actions=${html`<${SegmentStar} segment=${segment} /><${HeadActions} segment=${segment} run=${run} refresh=${refresh} />`} />
        <${ProblemBox} problem=${answer.problem} again=${answer.again} />
        <${Facts} segment=${segment} />
        <${RunLine} run=${run} />
        <${PublishState} segment=${segment} round=${round} refresh=${refresh} run=${run} />
        ${segment.last_run?.state === "failed" && html`<div class="problem" role="alert"><${Icon} name="circle-alert" /><div><p><b>${t("segment.lastRunFailed")}</b> ${segment.last_run.failure}</p>${segment.last_run.remedy && html`<p>${segment.last_run.remedy}</p>`}</div></div>`}
        <div class="tabs" role="tablist" aria-label=${t("segment.parts")} onKeyDown=${moveTab}>${tabs.map((name) => html`<button type="button" role="tab" key=${name} id=${`tab-${name}`} aria-selected=${name === tab} aria-controls="tab-panel" tabindex=${name === tab ? 0 : -1}
            onClick=${() => setQuery({ tab: name === "overview" ? null : name }, { replace: false })}>${t("segment.tab." + name)}</button>`)}</div>
        <div id="tab-panel" role="tabpanel" aria-labelledby=${`tab-${tab}`}><${Tab} key=${tab} segment=${segment} round=${round} refresh=${refresh} run=${run} /></div>`;
}

function moveTab(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const tabs = [...event.currentTarget.querySelectorAll("[role=tab]")];
    const next = tabs[(tabs.indexOf(document.activeElement) + step + tabs.length) % tabs.length];
    next.focus();
    next.click();
}

/** The head's figures: size, change, data, schedule, whose it is. */
function Facts({ segment }) {
    const fact = (name, value, explain) => html`<div key=${name}><dt>${t("segment.fact." + name)}${explain && html` <${Explain}>${explain}</${Explain}>`}</dt><dd>${value}</dd></div>`;
    return html`<${Card} class="facts"><dl class="figures-line">
        ${fact("size", html`<b class="big" data-size=${segment.size}>${count(segment.size)}</b>`, t("segments.sizeExplained"))}
        ${fact("change", html`<span class=${segment.change > 0 ? "is-up" : segment.change < 0 ? "is-down" : ""}>${signed(segment.change)}</span>${segment.entered !== null && html` <span class="quiet small">${t("segments.enteredLeft", { entered: segment.entered, left: segment.left })}</span>`}`, t("segments.changeExplained"))}
        ${fact("data", date(segment.data_date))}
        ${fact("state", html`<${State} segment=${segment} />`)}
        ${fact("schedule", html`${scheduleText(segment.schedule)}${segment.status === "active" && segment.schedule && html` <span class="quiet small">${nextText(segment.schedule, 1)}</span>`}`)}
        ${segment.expires && fact("expires", date(segment.expires))}
        ${fact("owner", segment.owner)}
        ${segment.tags.length > 0 && fact("tags", html`<span class="tag-list">${segment.tags.map((tag) => html`<${Badge} key=${tag}>${tag}</${Badge}>`)}</span>`)}</dl></${Card}>`;
}
