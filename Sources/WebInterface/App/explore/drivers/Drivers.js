import { classes, html, useState } from "../../html.js";
import { analyze } from "../../api/analyses.js";
import { useAnswer } from "../../api/useAnswer.js";
import { EmptyState, Explain, Working } from "../../components/Blocks.js";
import { IconButton } from "../../components/Buttons.js";
import { csv, download } from "../../components/download.js";
import { openDrawer } from "../../components/layers.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { count, date, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { Points } from "../Change.js";
import { fieldsOf, knownDatasets, valueText } from "../datasets.js";
import { funnelElements } from "../funnel/funnelElements.js";
import { apart, FEW, questionsOf } from "./driven.js";

/** What tells those who went on after a step of a funnel from those who stopped there. */
export function openDrivers(question, line, names, index) {
    const went = funnelElements(question, line, names, index + 1).converted;
    const stopped = funnelElements(question, line, names, index).dropped;
    openDrawer(t("drivers.title", { from: names[index], to: names[index + 1] }), () => html`<${Drivers} question=${question} went=${went} stopped=${stopped} />`, { size: "large" });
}

function Drivers({ question, went, stopped }) {
    const questions = questionsOf(question, [went, stopped].map(({ element }) => ({ question, element })));
    const answer = useAnswer(JSON.stringify(questions), (signal, tell) => analyze(questions, signal, tell));
    const found = answer.value && apart(answer.value);
    const fields = fieldsOf(knownDatasets()?.list?.find((one) => one.name === question.dataset)).filter((field) => field.kind === "attribute");
    const save = () => download("drivers.csv", csv([
        [t("drivers.attribute"), t("profile.value"), t("drivers.went"), t("drivers.wentShare"), t("drivers.stopped"), t("drivers.stoppedShare"), t("compare.difference"), t("drivers.rate"), "p"],
        ...found.attributes.flatMap((one) => one.rows.map((row) => [one.name, row.value, row.went, row.wentShare, row.stopped, row.stoppedShare, row.difference, row.rate, row.pValue])),
    ]), "text/csv;charset=utf-8");
    return html`<div class="drivers"><${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${!found && answer.isBusy && html`<p class="quiet">${t("state.loading")}</p>`}
        ${found && html`<p class="drivers-sets"><span><i class="of-went"></i>${t("drivers.wentOn", { count: found.totals.went })}</span><span><i class="of-stopped"></i>${t("drivers.stoppedHere", { count: found.totals.stopped })}</span>
                <${Explain}>${t("drivers.explained")}</${Explain}><${IconButton} icon="download" size=${16} label=${t("table.csv")} onClick=${save} /></p>
            ${Math.min(found.totals.went, found.totals.stopped) < FEW && html`<p class="quiet small">${t("drivers.few", { n: FEW })}</p>`}
            ${found.attributes.length === 0 && html`<${EmptyState} icon="split" title=${t("profile.noAttributes")}>${t("profile.noAttributesText")}</${EmptyState}>`}
            ${found.attributes.map((attribute) => html`<${Attribute} key=${attribute.name} attribute=${attribute} field=${fields.find((field) => field.name === attribute.name)} totals=${found.totals} />`)}`}</div>`;
}

const SHOWN = 6;

/** The values of an attribute, those first that differ most. */
function Attribute({ attribute, field, totals }) {
    const [isWhole, setIsWhole] = useState(false);
    const isTime = attribute.type === "time";
    const text = (value) => valueText(isTime && /^\d{4}-\d\d-\d\d/.test(value) ? value.split("..").map(date).join(" – ") : value, field);
    const rows = [...attribute.rows].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference));
    const most = Math.max(0.0001, ...rows.map((row) => Math.max(row.wentShare, row.stoppedShare)));
    const usual = totals.went / ((totals.went + totals.stopped) || 1);
    const bar = (name, part) => html`<i class=${name} style=${{ width: `${part / most * 100}%` }}></i>`;
    return html`<section class="profile-attribute"><h3>${field?.text ?? attribute.name}</h3><div class="table-scroll"><table class="data drivers-table"><thead><tr><th scope="col">${t("profile.value")}</th><td></td>
            <th scope="col" class="number">${t("drivers.wentShare")}</th><th scope="col" class="number">${t("drivers.stoppedShare")}</th><th scope="col" class="number">${t("compare.difference")}</th><th scope="col" class="number">${t("drivers.rate")}</th></tr></thead>
        <tbody>${rows.slice(0, isWhole ? undefined : SHOWN).map((row) => html`<tr key=${row.value} class=${classes(isUnsure(row) && "is-unsure")} title=${isUnsure(row) ? t("drivers.unsure") : undefined}>
            <th scope="row">${text(row.value)}</th><td class="profile-bars" aria-hidden="true">${bar("of-went", row.wentShare)}${bar("of-stopped", row.stoppedShare)}</td>
            <td class="number">${share(row.wentShare)} <small class="quiet">${count(row.went)}</small></td><td class="number">${share(row.stoppedShare)} <small class="quiet">${count(row.stopped)}</small></td>
            <td class="number"><${Points} of=${row.difference} isNeutral=${isUnsure(row)} /></td><td class=${classes("number", !isUnsure(row) && row.rate > usual && "is-up", !isUnsure(row) && row.rate < usual && "is-down")}>${share(row.rate)}</td></tr>`)}</tbody></table></div>
        ${rows.length > SHOWN && html`<button type="button" class="link small" onClick=${() => setIsWhole(!isWhole)}>${isWhole ? t("drivers.fewer") : t("table.more", { shown: SHOWN, all: rows.length })}</button>`}</section>`;
}

/** Whether a difference may well be chance. */
const isUnsure = (row) => row.pValue === null || row.pValue > 0.05;
