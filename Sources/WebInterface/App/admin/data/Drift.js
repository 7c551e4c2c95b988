import { html } from "../../html.js";
import { post } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { confirm } from "../../components/layers.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { tell } from "../../components/tell.js";
import { t } from "../../words/words.js";

const words = (problem) => (problem.change === "gone" ? t("drift.gone", { column: problem.column }) : t("drift.retyped", { column: problem.column, from: problem.from, to: problem.to }));

/** A mark on a field whose column is gone or has another type now. */
export function FieldDrift({ drift, name }) {
    const problem = drift.problems.find((one) => one.field === name);
    return problem ? html`<span title=${words(problem)}><${Badge} kind="bad" icon="triangle-alert">${t(problem.change === "gone" ? "drift.isGone" : "drift.isRetyped")}</${Badge}></span>` : null;
}

/** How the table differs from what was registered, which segments that breaks, and what to do about it. */
export function Drift({ table: { drift, table }, at, again, registerAgain }) {
    const check = `/drift?table=${encodeURIComponent(table.name)}`;
    const isOff = drift.problems.length > 0 || Boolean(drift.unreachable);
    const found = useAnswer(isOff ? check : null, (signal) => post(check, undefined, { signal }));
    const segments = found.value?.tables[0]?.segments ?? [];
    const gone = drift.problems.filter((problem) => problem.change === "gone");
    const accept = async () => {
        if (segments.length > 0 && !await confirm(t("drift.accept"), { text: t("drift.acceptText", { count: segments.length }), action: t("drift.accept") })) return;
        if (await tell(() => post(at + "/accept"), t("admin.saved"))) again();
    };
    if (drift.unreachable) return html`<${ProblemBox} problem=${{ detail: drift.unreachable }} again=${() => tell(() => post(check)).then(again)} /><${Broken} segments=${segments} />`;
    if (!isOff && drift.new_columns.length === 0) return null;
    const canAccept = drift.new_columns.length > 0 || gone.length < drift.problems.length;
    return html`<${Card} title=${t("drift.title")} class="drift" actions=${html`${gone.length > 0 && html`<a class="button secondary small" href=${registerAgain}>${t("data.registerAgain")}</a>`}${canAccept && html`<${Button} small kind="primary" onClick=${accept}>${t("drift.accept")}</${Button}>`}`}>
        <ul class="plain-list">${drift.problems.map((problem) => html`<li key=${problem.column} class="is-bad">${words(problem)}</li>`)}
            ${drift.new_columns.length > 0 && html`<li>${t("drift.new", { columns: drift.new_columns.join(", ") })}</li>`}</ul>
        <p class="quiet small">${t(canAccept ? "drift.explained" : "drift.goneExplained")}</p>
        <${Working} ...${found} /><${ProblemBox} problem=${found.problem} again=${found.again} />
        ${isOff && found.value && segments.length === 0 && html`<p>${t("drift.breaksNone")}</p>`}<${Broken} segments=${segments} /></${Card}>`;
}

/** The segments that cannot be run as they are, each with the columns it reads. */
function Broken({ segments }) {
    if (segments.length === 0) return null;
    return html`<div class="broken-segments"><h3>${t("drift.breaks", { count: segments.length })}</h3><ul class="plain-list">${segments.map((one) => html`<li key=${one.id}><a href=${`/segments/${one.id}`}>${one.name}</a> <span class="quiet">${[one.columns.join(", "), one.owner].filter(Boolean).join(" · ")}</span></li>`)}</ul></div>`;
}
