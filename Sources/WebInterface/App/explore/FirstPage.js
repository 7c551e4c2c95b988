import { html, useEffect } from "../html.js";
import { EmptyState } from "../components/Blocks.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { navigate } from "../router.js";
import { t } from "../words/words.js";
import { loadDatasets, useDatasets } from "./datasets.js";
import { addressOf } from "./question.js";
import { starter } from "./starters.js";

/** `/`: a chart at once, or what to do where there is no data yet. */
export default function FirstPage() {
    const datasets = useDatasets();
    useEffect(() => { if (!datasets?.list) loadDatasets(); }, []);
    const dataset = datasets?.list?.find((one) => one.events.includes("pay_done")) ?? datasets?.list?.[0];
    useEffect(() => {
        if (dataset) navigate(addressOf({ kind: "funnel", ...starter("funnel", dataset) }), { replace: true });
    }, [dataset]);
    if (datasets?.problem) return html`<${ProblemBox} problem=${datasets.problem} again=${loadDatasets} />`;
    if (datasets?.list && !dataset) return html`<${NoData} />`;
    return html`<div class="page-waits" aria-busy="true"></div>`;
}

/** An empty home: the two commands that fill it. */
export function NoData() {
    useEffect(() => { document.title = `${t("noData.title")} · CXM`; }, []);
    return html`<div class="card no-data"><${EmptyState} icon="database" title=${t("noData.title")}>
        <p>${t("noData.demo")}</p><pre><code>cxm demo</code></pre>
        <p>${t("noData.own")}</p><pre><code>${"cxm import events events.csv --dataset app \\\n    --user user_id --time time --event event --properties all"}</code></pre>
        <p>${t("noData.then")}</p></${EmptyState}></div>`;
}
