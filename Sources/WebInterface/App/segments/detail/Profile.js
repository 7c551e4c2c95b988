import { html } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, Explain, Working } from "../../components/Blocks.js";
import { IconButton } from "../../components/Buttons.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { saveProfile } from "../../explore/ElementProfile.js";
import { count, date, share } from "../../words/figures.js";
import { labelOf, t } from "../../words/words.js";
import { RunNow } from "./run.js";

/** How the segment's users differ from all: each attribute's values in both, the most different first. */
export function Profile({ segment, round, run }) {
    const profile = useAnswer(segment.size === null ? null : `${segment.id} ${round}`, (signal) => get(`/segments/${segment.id}/profile?limit=8`, { signal }));
    const labels = useAnswer("datasets", (signal) => get("/datasets", { signal }));
    if (segment.size === null) return html`<${Card}><${EmptyState} icon="user-round-search" title=${t("profile.none")} action=${html`<${RunNow} segment=${segment} run=${run} />`}>${t("overview.noneText")}</${EmptyState}></${Card}>`;
    const series = profile.value?.series[0];
    const attributes = Object.fromEntries((labels.value?.datasets ?? []).flatMap((dataset) => dataset.attributes ?? []).map((attribute) => [attribute.name, attribute]));
    const save = () => saveProfile(`segment-${segment.id}-profile.csv`, series);
    return html`<${Working} ...${profile} /><${ProblemBox} problem=${profile.problem} again=${profile.again} />
        ${series && html`<p class="quiet profile-note">${t("profile.of", { users: series.users, all: series.all_users })} <${Explain}>${t("profile.rule")}</${Explain}> <${IconButton} icon="download" size=${16} label=${t("table.csv")} onClick=${save} /></p>
            ${series.attributes.length === 0 && html`<${Card}><${EmptyState} icon="user-round-search" title=${t("profile.noAttributes")}>${t("profile.noAttributesText")}</${EmptyState}></${Card}>`}
            <div class="profile-grid">${series.attributes.map((attribute) => html`<${Attribute} key=${attribute.name} attribute=${attribute} known=${attributes[attribute.name]} />`)}</div>`}`;
}

function Attribute({ attribute, known }) {
    const most = Math.max(...attribute.rows.map((row) => Math.max(row.share, row.share_of_all)), 0.0001);
    const isTime = attribute.type === "time";
    const text = (value) => (isTime && /^\d{4}-/.test(value) ? value.split("..").map(date).join(" – ") : value === "(none)" ? t("value.none") : value === "(other)" ? t("value.other") : labelOf(known?.value_labels?.[value], value));
    return html`<${Card} title=${labelOf(known?.labels, attribute.name)}><table class="data profile-table"><thead><tr><th scope="col">${t("profile.value")}</th><td></td><th scope="col" class="number">${t("profile.here")}</th><th scope="col" class="number">${t("profile.all")}</th><th scope="col" class="number">${t("profile.index")}</th></tr></thead>
        <tbody>${attribute.rows.map((row) => html`<tr key=${row.value}><th scope="row">${text(row.value)}</th><td class="profile-bars" aria-hidden="true"><i class="of-set" style=${{ width: `${row.share / most * 100}%` }}></i><i class="of-all" style=${{ width: `${row.share_of_all / most * 100}%` }}></i></td>
            <td class="number">${share(row.share)}</td><td class="number quiet">${share(row.share_of_all)}</td><td class=${row.index > 120 ? "number is-up" : row.index < 80 ? "number is-down" : "number"}>${count(Math.round(row.index))}</td></tr>`)}</tbody></table></${Card}>`;
}
