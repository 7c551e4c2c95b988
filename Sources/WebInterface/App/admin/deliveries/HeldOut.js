import { html, useState } from "../../html.js";
import { get } from "../../api/client.js";
import { may } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, Working } from "../../components/Blocks.js";
import { Icon } from "../../components/Icon.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { useAct } from "../parts.js";

/** Who was ever held out of a delivery: how many, whether somebody was, and all of them as a file. */
export function HeldOut({ at, revision, runs }) {
    const answer = useAnswer(`${at} ${revision} ${runs}`, (signal) => get(at + "/holdout", { signal }));
    const found = answer.value;
    if (found && found.share === 0 && found.users === 0) return null;
    return html`<${Card} title=${t("heldOut.title")} subtitle=${found && (found.share > 0 ? t("heldOut.text", { share: share(found.share) }) : t("heldOut.ended"))}
            actions=${may("export") && found?.users > 0 && html`<a class="button secondary small" href=${`/api/v1${at}/holdout/users`} download=${`delivery-${at.split("/").at(-1)}-held-out.ndjson`}><${Icon} name="download" size=${16} /><span>${t("heldOut.users")}</span></a>`}>
        <${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${found && html`<p class="held-out-count">${t("heldOut.count", { count: found.users })}</p>
            ${may("see_people") && html`<${Check} at=${at} />`}`}</${Card}>`;
}

function Check({ at }) {
    const [user, setUser] = useState("");
    const [found, setFound] = useState(null);
    const [act, isBusy, problem] = useAct();
    const ask = (event) => {
        event.preventDefault();
        const id = user.trim();
        act(async () => setFound({ id, ...await get(`${at}/holdout/users/${encodeURIComponent(id)}`) }));
    };
    return html`<form class="row-line" onSubmit=${ask}><input class="form-control held-out-user" aria-label=${t("heldOut.user")} placeholder=${t("heldOut.user")} value=${user} onInput=${(event) => { setUser(event.target.value); setFound(null); }} />
            <button class="button secondary" disabled=${isBusy || !user.trim()}>${t("heldOut.ask")}</button>
            <span role="status">${found && html`<${Badge} kind=${found.held_out ? "warn" : "good"}>${t(found.held_out ? "heldOut.is" : "heldOut.isNot", { user: found.id })}</${Badge}>`}</span></form>
        <${ProblemBox} problem=${problem} />`;
}
