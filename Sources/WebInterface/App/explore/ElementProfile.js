import { html } from "../html.js";
import { analyze } from "../api/analyses.js";
import { useAnswer } from "../api/useAnswer.js";
import { EmptyState, Working } from "../components/Blocks.js";
import { Button } from "../components/Buttons.js";
import { csv, download } from "../components/download.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { count, date, share } from "../words/figures.js";
import { t } from "../words/words.js";
import { fieldsOf, knownDatasets, valueText } from "./datasets.js";

/** Saves the series of a profile as a file: a row each value of an attribute. */
export const saveProfile = (file, series) => download(file, csv([["attribute", "value", "users", "share", "share_of_all", "index"],
    ...series.attributes.flatMap((one) => one.rows.map((row) => [one.name, row.value, row.users, row.share, row.share_of_all, row.index]))]), "text/csv;charset=utf-8");

/** How the users behind an element differ from all: each attribute's values among both. */
export function ElementProfile({ element }) {
    const { dataset, range } = element.question;
    const question = { kind: "profile", dataset, ...(range ? { range } : {}), limit: 8, of: { question: element.question, element: element.element } };
    const answer = useAnswer(JSON.stringify(question), (signal, tell) => analyze(question, signal, tell));
    const series = answer.value?.series[0];
    const fields = fieldsOf(knownDatasets()?.list?.find((one) => one.name === dataset)).filter((field) => field.kind === "attribute");
    return html`<${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${!series && answer.isBusy && html`<p class="quiet">${t("state.loading")}</p>`}
        ${series?.attributes.length === 0 && html`<${EmptyState} icon="split" title=${t("profile.noAttributes")}>${t("profile.noAttributesText")}</${EmptyState}>`}
        ${series?.attributes.length > 0 && html`<div class="row-line profile-head"><p class="quiet">${t("profile.explained")}</p><${Button} small icon="download" onClick=${() => saveProfile("profile.csv", series)}>CSV</${Button}></div>
            ${series.attributes.map((attribute) => html`<${Attribute} key=${attribute.name} attribute=${attribute} field=${fields.find((field) => field.name === attribute.name)} />`)}`}`;
}

function Attribute({ attribute, field }) {
    // A bucket of times is named by its first and its last moment.
    const text = (value) => (typeof value === "boolean" || value === "true" || value === "false" ? t(String(value) === "true" ? "person.yes" : "person.no")
        : valueText(typeof value === "string" && /^\d{4}-\d\d-\d\dT/.test(value) ? value.split("..").map(date).join(" – ") : value, field));
    const bar = (name, part) => html`<i class=${name} style=${{ width: `${part * 100}%` }}></i>`;
    return html`<section class="profile-attribute"><h3>${field?.text ?? attribute.name}</h3><table class="data profile-columns">
        <thead><tr><th scope="col">${t("profile.value")}</th><td class="profile-bars"></td><th scope="col" class="number">${t("profile.these")}</th><th scope="col" class="number">${t("profile.all")}</th><th scope="col" class="number">${t("profile.index")}</th></tr></thead>
        <tbody>${attribute.rows.map((row) => html`<tr key=${row.value}><th scope="row">${text(row.value)}</th><td class="profile-bars" aria-hidden="true">${bar("of-set", row.share)}${bar("of-all", row.share_of_all)}</td>
            <td class="number">${share(row.share)}</td><td class="number quiet">${share(row.share_of_all)}</td><td class="number">${count(Math.round(row.index))}</td></tr>`)}</tbody></table></section>`;
}
