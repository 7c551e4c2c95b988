import { html } from "../../html.js";
import { Card } from "../../components/Blocks.js";
import { addressOf } from "../../explore/question.js";
import { t } from "../../words/words.js";

/** A segment of an analysis' element is changed by asking anew. */
export function FromAnalysis({ from }) {
    return html`<${Card} title=${t("from.title")}><p>${t("from.text")}</p><p><a class="button secondary" href=${addressOf(from.question)}>${t("from.open")}</a></p></${Card}>`;
}
