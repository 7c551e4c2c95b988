import { html } from "../html.js";
import { Card, PageHead } from "../components/Blocks.js";
import { t } from "../words/words.js";

/** What the words of the product mean, and whose works it uses. */
export default function HelpPage() {
    const terms = ["user", "event", "session", "range", "segment", "converted", "dropped", "incomplete", "dataUntil"];
    return html`<${PageHead} title=${t("frame.help")} subtitle=${t("help.subtitle")} />
        <${Card} title=${t("help.words")}><dl class="terms">${terms.map((term) => html`<dt>${t("term." + term)}</dt><dd>${t("termText." + term)}</dd>`)}</dl></${Card}>
        <${Card} title=${t("help.more")}><p>${t("help.guide")}</p>
            <p><a href=${new URL("../../vendor/licences.txt", import.meta.url).pathname} target="_blank" rel="noopener">${t("help.licences")}</a></p></${Card}>`;
}
