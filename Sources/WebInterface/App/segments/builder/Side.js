import { html } from "../../html.js";
import { Card, Working } from "../../components/Blocks.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { count, date, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { letter } from "../../explore/builder/Breakdown.js";

/** At the right of the cards: how many users the whole has, and what it says in words. */
export function Side({ kind, isOld: isBefore, preview, words, isReady, problem, hint }) {
    const { value } = preview;
    const isOld = isBefore || preview.isBusy || preview.problem;
    return html`<aside class="segment-side" aria-label=${t("side.title")}><${Card} title=${t("side.title")}>
            <${Working} ...${preview} text=${t("side.counting")} />
            ${kind === "sql" && html`<p class="quiet">${t("side.sql")}</p>`}
            ${kind !== "sql" && !isReady && html`<p class="quiet">${t("side.nothing")}</p>`}
            ${isReady && value && kind !== "sql" && html`<div class=${isOld ? "result-old" : ""}>
                <p class="side-count" aria-live="polite"><b data-count=${value.users}>${count(value.users)}</b> ${t("group.users", { count: value.users })}</p>
                ${value.population > 0 && html`<div class="side-share"><span class="option-bar"><i style=${{ width: `${Math.min(100, value.users / value.population * 100)}%` }}></i></span><span class="quiet small">${t("side.share", { share: share(value.users / value.population), all: value.population })}</span></div>`}
                <p class="quiet small">${t("segments.dataOf", { date: date(value.data_date) })}</p>
                ${Object.entries(value.rows_without_key ?? {}).filter(([, rows]) => rows > 0).map(([table, rows]) => html`<p class="quiet small" key=${table}>${t("side.withoutKey", { table, rows })}</p>`)}</div>`}
            <${ProblemBox} problem=${problem} again=${problem?.pointer ? undefined : preview.again} />
            ${hint && html`<p class="side-hint small">${hint}</p>`}
        </${Card}>
        ${isReady && words.value && kind !== "sql" && html`<${Card} title=${t("side.words")}><p class=${isOld ? "in-words result-old" : "in-words"}>${words.value.in_words}</p><details><summary class="small">${t("side.outline")}</summary><pre class="outline">${words.value.outline}</pre></details></${Card}>`}
        ${value?.containers?.length > 1 && isReady && html`<${Card} title=${t("side.containers")}><${ContainerTotals} containers=${value.containers} /></${Card}>`}</aside>`;
}

/** What each container adds to, or takes from, what stood before it. */
function ContainerTotals({ containers }) {
    const most = Math.max(...containers.map((container) => Math.max(container.total, container.users)), 1);
    return html`<table class="data side-table"><thead><tr><th scope="col">${t("side.container")}</th><th scope="col" class="number">${t("side.users")}</th><th scope="col" class="number">${t("side.only")}</th><th scope="col" class="number">${t("side.total")}</th></tr></thead><tbody>
        ${containers.map((container, index) => html`<tr key=${index}><th scope="row"><span class="step-letter">${letter(index)}</span></th><td class="number">${container.subtract ? "−" : ""}${count(container.users)}</td><td class="number">${count(container.unique)}</td>
            <td class="number"><span class="option-bar"><i style=${{ width: `${container.total / most * 100}%` }}></i></span> ${count(container.total)}</td></tr>`)}</tbody></table>`;
}
