import { classes, html, useEffect, useState } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { setQuery, usePlace } from "../../router.js";
import { t } from "../../words/words.js";
import { letter } from "../../explore/builder/Breakdown.js";
import { language, loadTable, loadTables, tableText, useCatalogue, fieldsOf } from "../builder/catalogue.js";

/** Type a user, see each container, group and condition true or false, with the user's own values. */
export function Why({ segment, round }) {
    const { query } = usePlace();
    const user = query.get("user") ?? "";
    const [typed, setTyped] = useState(user);
    const [found, setFound] = useState([]);
    useEffect(() => {
        const listen = (event) => { setTyped(event.detail); setQuery({ user: event.detail }); };
        addEventListener("cxm-why", listen);
        return () => removeEventListener("cxm-why", listen);
    }, []);
    useEffect(() => {
        if (typed.trim().length < 2) return undefined;
        const controller = new AbortController();
        const timer = setTimeout(() => get(`/people?search=${encodeURIComponent(typed.trim())}&limit=10`, { signal: controller.signal }).then((answer) => setFound(answer.items.map((item) => item.user)), () => {}), 200);
        return () => { clearTimeout(timer); controller.abort(); };
    }, [typed]);
    // Another user's answer does not stand in for this one's.
    const key = user ? `${segment.id} ${user} ${round}` : null;
    const answer = useAnswer(key, (signal) => get(`/segments/${segment.id}/why/${encodeURIComponent(user)}?${language()}`, { signal }));
    const ask = (event) => { event.preventDefault(); setQuery({ user: typed.trim() }); };
    return html`<${Card} title=${t("why.title")} subtitle=${t("why.text")}>
        <form class="row-line" onSubmit=${ask}><input class="form-control why-user" list="why-users" aria-label=${t("why.user")} placeholder=${t("why.user")} value=${typed} onInput=${(event) => setTyped(event.target.value)} />
            <datalist id="why-users">${found.map((name) => html`<option key=${name} value=${name} />`)}</datalist>
            <${Button} kind="primary" type="submit" disabled=${!typed.trim()}>${t("why.ask")}</${Button}></form>
        <${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${user && answer.valueKey === key && !answer.problem && html`<${Explained} answer=${answer.value} />`}</${Card}>`;
}

function Explained({ answer }) {
    const catalogue = useCatalogue();
    const names = answer.containers.flatMap((container) => container.groups.map((group) => group.dataset));
    useEffect(() => { if (names.length > 0 && !catalogue.list) loadTables(); }, []);
    useEffect(() => { if (catalogue.list) loadTable(...names); }, [names.join(), catalogue.list]);
    return html`<div class="why"><p class="why-verdict"><${Badge} kind=${answer.member ? "good" : "bad"} icon=${answer.member ? "circle-check" : "circle-x"}>${t(answer.member ? "why.in" : "why.out", { user: answer.user })}</${Badge}></p>
        ${answer.containers.map((container, index) => html`<section key=${index} class="why-container"><h3><${Mark} holds=${container.holds} /> ${t("container.name", { name: letter(index) })} ${container.subtract && html`<span class="tag bad">${t("container.subtract")}</span>`}</h3>
            ${container.groups.map((group, place) => html`<${Group} key=${place} group=${group} catalogue=${catalogue} />`)}</section>`)}
        ${answer.segments.map((part) => html`<p key=${part.segment}><${Mark} holds=${part.holds} /> <a href=${`/segments/${part.segment}?tab=members&user=${encodeURIComponent(answer.user)}`}>${t("why.segment", { id: part.segment })}</a></p>`)}</div>`;
}

function Group({ group, catalogue }) {
    const fields = fieldsOf(catalogue.details[group.dataset]);
    const names = Object.keys(group.rows[0] ?? {});
    const field = (name) => fields.find((one) => one.name === name);
    const text = (name, value) => (value === null ? "–" : field(name)?.valueLabels?.[value] ?? String(value));
    return html`<div class="why-group"><p><${Mark} holds=${group.holds} /> <b>${tableText(catalogue, group.dataset)}</b> ${group.exclude && html`<span class="tag bad">${t("group.exclude")}</span>`}</p>
        <ul>${group.conditions.map((condition, index) => html`<li key=${index}><${Mark} holds=${condition.holds} /> ${condition.condition}</li>`)}</ul>
        ${group.rows.length > 0 && names.length > 0 ? html`<div class="table-scroll" tabindex="0" role="region" aria-label=${t("why.values")}><table class="data"><thead><tr>${names.map((name) => html`<th scope="col" key=${name}>${field(name)?.text ?? name}</th>`)}</tr></thead>
            <tbody>${group.rows.map((row, index) => html`<tr key=${index}>${names.map((name) => html`<td key=${name}>${text(name, row[name])}</td>`)}</tr>`)}</tbody></table></div>` : group.rows.length === 0 && html`<p class="quiet small">${t("why.noRows")}</p>`}</div>`;
}

const Mark = ({ holds }) => html`<span class=${classes("verdict-mark", holds ? "is-good" : "is-bad")}><${Icon} name=${holds ? "circle-check" : "circle-x"} size=${16} /><span class="visually-hidden">${t(holds ? "why.true" : "why.false")}</span></span>`;
