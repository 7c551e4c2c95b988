import { html } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Icon } from "../../components/Icon.js";
import { openDialog } from "../../components/layers.js";
import { share } from "../../words/figures.js";
import { t } from "../../words/words.js";

/** Says where two segments are nearly the same; nothing where there are none. */
export function Duplicates() {
    const found = useAnswer("duplicates", (signal) => get("/segments/duplicates", { signal }), { delay: 600 });
    const pairs = found.value?.duplicates ?? [];
    if (pairs.length === 0) return null;
    const open = () => openDialog(t("duplicates.title"), (close) => html`<p class="quiet">${t("duplicates.text")}</p>
        <table class="data"><tbody>${pairs.map((pair) => html`<tr key=${`${pair.first}-${pair.second}`}>
            <th scope="row"><a href=${`/segments/${pair.first}`} onClick=${close}>${pair.first_name}</a></th><td><a href=${`/segments/${pair.second}`} onClick=${close}>${pair.second_name}</a></td>
            <td>${pair.same_definition ? t("duplicates.same") : t("duplicates.alike", { share: share(pair.jaccard) })}</td>
            <td><a href=${`/segments/${pair.first}?tab=overlap&with=${pair.second}`} onClick=${close}>${t("duplicates.compare")}</a></td></tr>`)}</tbody></table>`, { size: "large" });
    return html`<button type="button" class="hint-line" onClick=${open}><${Icon} name="copy" size=${15} /> ${t("duplicates.hint", { count: pairs.length })}</button>`;
}
