import { html } from "../html.js";
import { may } from "../api/me.js";
import { Button, IconButton } from "../components/Buttons.js";
import { copy } from "../components/clipboard.js";
import { DateRange } from "../components/DateRange.js";
import { openMenu } from "../components/Menu.js";
import { tell } from "../components/tell.js";
import { openSaveToDashboard } from "../dashboards/SaveToDashboard.js";
import { navigate, setQuery } from "../router.js";
import { SaveView, viewItems } from "../views/SaveView.js";
import { t } from "../words/words.js";
import { canCompare } from "./compare.js";
import { addressOf, ICONS } from "./question.js";
import { samples, starter } from "./starters.js";

/** What can be done with the whole analysis. */
export function Actions({ kind, dataset, draft, question, change, compare, saved }) {
    const examples = samples(dataset);
    const copyLink = () => tell(() => copy(location.href), t("explore.linkCopied"));
    const copyJSON = () => tell(() => copy(JSON.stringify(question, null, 2)), t("explore.jsonCopied"));
    // Trends compare within their question, funnels, retention and pages by asking twice.
    const comparing = kind === "trend" ? { compare: draft.compare, onCompare: (name) => change({ compare: name ?? undefined }) }
        : canCompare(kind) ? { compare, onCompare: (name) => setQuery({ compare: name }, { replace: false }) } : {};
    const mayKeep = may("edit_dashboards");
    return html`
        ${examples.length > 0 && html`<${Button} icon="book-open" kind="ghost" onClick=${(event) => openMenu(event.currentTarget, examples.map((sample) => ({
        text: t(sample.text), icon: ICONS[sample.kind], run: () => navigate(addressOf({ kind: sample.kind, ...sample.draft }, sample.view)),
    })), { label: t("explore.samples") })}>${t("explore.samples")}</${Button}>`}
        <${DateRange} value=${draft.range} onChange=${(range) => change({ range: range ?? undefined })} ...${comparing} />
        ${mayKeep && html`<${SaveView} saved=${saved} question=${question} />
            <${Button} icon="layout-dashboard" disabled=${!question} onClick=${() => openSaveToDashboard(question, new URLSearchParams(location.search).get("view"))}>${t("dash.saveTo")}</${Button}>`}
        <${IconButton} icon="link" kind="secondary" label=${t("explore.copyLink")} onClick=${copyLink} />
        <${IconButton} icon="ellipsis" kind="secondary" label=${t("explore.more")} onClick=${(event) => openMenu(event.currentTarget, [
        ...viewItems(saved, question, mayKeep),
        { text: t("explore.copyJSON"), icon: "code", run: copyJSON },
        { text: t("explore.startOver"), icon: "undo-2", run: () => navigate(addressOf({ kind, ...starter(kind, dataset) })) },
    ], { label: t("explore.more") })} />`;
}
