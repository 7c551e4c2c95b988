import { html } from "../html.js";
import { EmptyState, PageHead } from "../components/Blocks.js";
import { t } from "../words/words.js";

/** Shown to whom the right to look at single users is not given. */
export function Forbidden() {
    return html`<${PageHead} title=${t("person.all")} /><div class="card"><${EmptyState} icon="lock" title=${t("person.forbidden")} action=${html`<div class="row-line"><a class="button primary" href="/explore/funnel"><span>${t("dash.toExplore")}</span></a><a class="button secondary" href="/"><span>${t("home.title")}</span></a></div>`}>${t("person.forbiddenText")}</${EmptyState}></div>`;
}
