import { html, useState } from "../../html.js";
import { get, post } from "../../api/client.js";
import { may } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, Working } from "../../components/Blocks.js";
import { Button, Select } from "../../components/Buttons.js";
import { openDialog } from "../../components/layers.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { toast } from "../../components/toast.js";
import { moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { language } from "../builder/catalogue.js";
import { write } from "../builder/save.js";

/** Every state in which the segment was saved, what changed in words, and the way back. */
export function Versions({ segment, round, refresh }) {
    const versions = useAnswer(`${segment.id} ${round}`, (signal) => get(`/segments/${segment.id}/versions?limit=200`, { signal }));
    const items = versions.value?.items ?? [];
    return html`<${Working} ...${versions} /><${ProblemBox} problem=${versions.problem} again=${versions.again} />
        ${items.length > 1 && html`<${Compare} key=${items[0].version} segment=${segment} versions=${items} />`}
        <ol class="versions">${items.map((version) => html`<li key=${version.version}><${Version} segment=${segment} version=${version} refresh=${refresh} /></li>`)}</ol>`;
}

function Version({ segment, version, refresh }) {
    const isNewest = version.version === segment.version;
    const changes = useAnswer(version.version > 1 ? `${version.version}` : null, (signal) => get(`/segments/${segment.id}/versions/diff?from=${version.version - 1}&to=${version.version}&${language()}`, { signal }));
    return html`<${Card} title=${t("versions.name", { version: version.version })} subtitle=${`${version.author} · ${moment(version.created_at)}`} actions=${html`${isNewest && html`<${Badge} kind="good">${t("versions.current")}</${Badge}>`}
            ${!isNewest && may("edit_segments") && html`<${Button} small icon="history" onClick=${() => openRestore(segment, version, refresh)}>${t("versions.restore")}</${Button}>`}`}>
        ${version.note && html`<p><b>${version.note}</b></p>`}
        ${version.version === 1 ? html`<p class="quiet">${t("versions.first")}</p>` : html`<${Changes} answer=${changes} />`}</${Card}>`;
}

function Changes({ answer }) {
    if (answer.problem) return html`<${ProblemBox} problem=${answer.problem} again=${answer.again} />`;
    if (!answer.value) return html`<p class="quiet">${t("state.loading")}</p>`;
    if (answer.value.changes.length === 0) return html`<p class="quiet">${t("versions.same")}</p>`;
    return html`<ul class="changes">${answer.value.changes.map((change, index) => html`<li key=${index}>${change.words}</li>`)}</ul>`;
}

/** What changed between any two versions. */
function Compare({ segment, versions }) {
    const [from, setFrom] = useState(versions.at(-1).version);
    const [to, setTo] = useState(versions[0].version);
    const changes = useAnswer(`${from}-${to}`, (signal) => get(`/segments/${segment.id}/versions/diff?from=${from}&to=${to}&${language()}`, { signal }));
    const choices = versions.map((version) => [String(version.version), t("versions.name", { version: version.version })]);
    return html`<${Card} title=${t("versions.compare")} actions=${html`<${Select} small label=${t("versions.from")} value=${String(from)} onChange=${(number) => setFrom(Number(number))} choices=${choices} /><span>→</span>
        <${Select} small label=${t("versions.to")} value=${String(to)} onChange=${(number) => setTo(Number(number))} choices=${choices} />`}><${Changes} answer=${changes} /></${Card}>`;
}

function openRestore(segment, version, refresh) {
    openDialog(t("versions.restoreTitle", { version: version.version }), (close) => html`<${Restore} segment=${segment} version=${version} close=${close} refresh=${refresh} />`);
}

function Restore({ segment, version, close, refresh }) {
    const [note, setNote] = useState("");
    const [state, setState] = useState({ isBusy: false, problem: null });
    const changes = useAnswer("restore", (signal) => get(`/segments/${segment.id}/versions/diff?from=${segment.version}&to=${version.version}&${language()}`, { signal }));
    const restore = async (event) => {
        event.preventDefault();
        setState({ isBusy: true, problem: null });
        try {
            const saved = await write(segment, null, (revision) => post(`/segments/${segment.id}/versions/${version.version}/restore`, note.trim() ? { note: note.trim() } : {}, { revision }));
            if (!saved) return setState({ isBusy: false, problem: null });
            close();
            toast(t("versions.restored", { version: version.version, now: saved.version }));
            refresh();
        } catch (problem) {
            setState({ isBusy: false, problem });
        }
        return undefined;
    };
    return html`<form onSubmit=${restore}><p class="quiet">${t("versions.restoreText", { next: segment.version + 1 })}</p><${Changes} answer=${changes} />
        <label class="field"><span>${t("builder.note")}</span><input class="form-control" value=${note} onInput=${(event) => setNote(event.target.value)} /></label><${ProblemBox} problem=${state.problem} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${state.isBusy}>${t("versions.restore")}</${Button}></div></form>`;
}
