import { html, useEffect } from "../html.js";
import { EmptyState } from "../components/Blocks.js";
import { t } from "../words/words.js";

/** An empty home: the two commands that fill it. */
export function NoData() {
    useEffect(() => { document.title = `${t("noData.title")} · CXM`; }, []);
    return html`<div class="card no-data"><${EmptyState} icon="database" title=${t("noData.title")}>
        <p>${t("noData.demo")}</p><pre><code>cxm demo</code></pre>
        <p>${t("noData.own")}</p><pre><code>${"cxm import events events.csv --dataset app \\\n    --user user_id --time time --event event --properties all"}</code></pre>
        <p>${t("noData.then")}</p></${EmptyState}></div>`;
}
