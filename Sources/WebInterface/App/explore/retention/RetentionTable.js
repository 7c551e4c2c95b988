import { classes, html } from "../../html.js";
import { IconButton } from "../../components/Buttons.js";
import { csv, download } from "../../components/download.js";
import { addDays, count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { openElementMenu } from "../elements.js";
import { Points } from "../Change.js";
import { difference } from "../compare.js";
import { cellElements, cohortText, periodText } from "./retentionElements.js";

/** A row a cohort, a column a period; darker is more. What is not over yet is hatched. */
export function RetentionTable({ answer, question, line, unit, average }) {
    const { period } = answer;
    const until = (answer.data_until ?? answer.resolved.to).slice(0, 10);
    const columns = line.cohorts.reduce((most, cohort) => (cohort.cells.length > most.length ? cohort.cells : most), []);
    const strongest = Math.max(0.0001, ...line.cohorts.flatMap((cohort) => cohort.cells.filter((cell) => cell.period > 0 || cell.rate < 1).map((cell) => cell.rate)));
    const users = ({ cohorts }) => cohorts.reduce((sum, cohort) => sum + cohort.users, 0);
    const points = (index) => difference(line.average[average][index], line.before.average[average][index]);
    const save = () => download("retention.csv", csv([
        [t("retention.cohort"), t("unitOf.user"), ...columns.map((cell) => periodText(cell, period))],
        ...(line.before ? [
            [t("retention.mean." + average), users(line), ...columns.map((_, index) => line.average[average][index])],
            [t("retention.meanBefore"), users(line.before), ...columns.map((_, index) => line.before.average[average][index])],
            [t("compare.difference"), null, ...columns.map((_, index) => points(index))]] : []),
        ...line.cohorts.map((cohort) => [cohort.start, cohort.users, ...cohort.cells.map((cell) => (unit === "rates" ? cell.rate : cell.users))]),
    ]), "text/csv;charset=utf-8");
    return html`<div class="table-top"><${IconButton} icon="download" label=${t("table.csv")} onClick=${save} /></div>
        <div class="table-scroll" tabindex="0" role="region" aria-label=${t("retention.cohorts")}><table class="data heat">
            <thead><tr><th scope="col">${t("retention.cohort")}</th><th scope="col" class="number">${t("unitOf.user")}</th>${columns.map((cell) => html`<th scope="col" class="number" key=${cell.period}>${periodText(cell, period)}</th>`)}</tr></thead>
            <tbody>
                <tr class="total"><th scope="row">${t("retention.mean." + average)}</th><td class="number">${count(users(line))}</td>
                    ${columns.map((cell, index) => html`<td class="number" key=${index}>${share(line.average[average][index])}</td>`)}</tr>
                ${line.before && html`<tr class="total is-before"><th scope="row">${t("retention.meanBefore")}</th><td class="number">${count(users(line.before))}</td>
                        ${columns.map((_, index) => html`<td class="number" key=${index}>${share(line.before.average[average][index])}</td>`)}</tr>
                    <tr class="total is-change"><th scope="row">${t("compare.difference")}</th><td></td>
                        ${columns.map((_, index) => html`<td class="number" key=${index}><${Points} of=${points(index)} /></td>`)}</tr>`}
                ${line.cohorts.map((cohort) => html`<tr key=${cohort.start}><th scope="row">${cohortText(cohort, period)}</th>
                    <td class="number"><button type="button" class="cell-link" onClick=${(event) => openElementMenu(event.currentTarget, { question, element: cohort.element, users: cohort.users, title: t("retention.cohortOf", { date: cohortText(cohort, period) }) })}>${count(cohort.users)}</button></td>
                    ${cohort.cells.map((cell) => html`<${Cell} key=${cell.period} cell=${cell} cohort=${cohort} question=${question} period=${period} unit=${unit} strongest=${strongest} isAhead=${begins(cohort, cell, period) > until} />`)}</tr>`)}
            </tbody></table></div>
        <p class="quiet small table-note"><i class="hatch"></i> ${t("retention.incomplete")}</p>`;
}

/** The day on which a cell's period begins at the earliest. */
function begins(cohort, cell, period) {
    const start = cohort.start.slice(0, 10);
    if (period !== "month") return addDays(start, cell.period * (period === "week" ? 7 : 1));
    const [year, month] = start.split("-").map(Number);
    return new Date(Date.UTC(year, month - 1 + cell.period, 1)).toISOString().slice(0, 10);
}

function Cell({ cell, cohort, question, period, unit, strongest, isAhead }) {
    if (cohort.users === 0) return html`<td class="number quiet">–</td>`;
    if (isAhead) return html`<td class="heat-cell is-ahead"><span class="visually-hidden">${t("retention.ahead")}</span></td>`;
    const strength = Math.min(1, cell.rate / strongest);
    const text = unit === "rates" ? share(cell.rate) : count(cell.users);
    return html`<td class=${classes("heat-cell", !cell.complete && "is-incomplete")} style=${{ "--strength": `${Math.round(strength * 100)}%` }}>
        <button type="button" aria-label=${`${cohortText(cohort, period)}, ${periodText(cell, period)}: ${text}${cell.complete ? "" : `, ${t("term.incomplete")}`}`}
            onClick=${(event) => openElementMenu(event.currentTarget, cellElements(question, cohort, cell, period))}>${text}</button></td>`;
}
