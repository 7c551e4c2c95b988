import { html } from "../../html.js";
import { get, patch, remove } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { PageHead, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { confirm } from "../../components/layers.js";
import { MenuButton } from "../../components/Menu.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { tell } from "../../components/tell.js";
import { toast } from "../../components/toast.js";
import { leading } from "../../frame/lead.js";
import { usePlace } from "../../router.js";
import { moment } from "../../words/figures.js";
import { labelOf, t } from "../../words/words.js";
import { since, useKept, useSaved } from "../kept.js";
import { ForThose, useAct } from "../parts.js";
import { body, size } from "./change.js";
import { Drift, FieldDrift } from "./Drift.js";
import { FieldEditor } from "./FieldEditor.js";
import { FieldGrid } from "./FieldGrid.js";

/** One table: what its fields are called in both languages, and what may be asked of them. */
export default function TablePage({ table }) {
    return html`<${ForThose} who="manage_catalogue"><${TableOf} key=${table} name=${table} /></${ForThose}>`;
}

function TableOf({ name }) {
    const at = `/tables/${encodeURIComponent(name)}`;
    const { query } = usePlace();
    const answer = useAnswer(name, (signal) => get(`${at}?hidden=true&freshness=true`, { signal }));
    const [kept, setDraft, drop] = useKept(`table.${name}`, {});
    const [act, isBusy, problem] = useAct();
    const [value, take] = useSaved(answer);
    // A draft remembers the revision it began from: another's change in between is told, not overwritten.
    const change = (next) => setDraft((old) => ({ revision: value.revision, ...next(old) }));
    const save = (revision) => act(async () => {
        const saved = await patch(at, body(kept), { revision });
        take({ ...saved, freshness: value.freshness });
        // What was typed while it was at work is still to be saved.
        setDraft((now) => since(now, kept));
        toast(t("data.saved"));
    });
    if (!value) return html`<${PageHead} title=${name} above=${html`<${Up} />`} /><${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />`;
    const field = value.table.fields.find((one) => one.name === query.get("field"));
    const number = size(kept);
    const takeOut = async () => {
        if (!await confirm(t("data.remove"), { text: t("data.removeText", { name }), action: t("admin.remove"), isDanger: true })) return;
        const lead = leading();
        if (await tell(() => remove(at), t("admin.removed"))) lead("/admin/data");
    };
    const items = [{ text: t("data.registerAgain"), icon: "refresh-cw", href: `/admin/data/register?connection=${encodeURIComponent(value.table.source.connection)}&path=${encodeURIComponent((value.table.source.path ?? []).join("."))}&as=${encodeURIComponent(name)}` }, { text: t("data.remove"), icon: "trash-2", isDanger: true, run: takeOut }];
    const until = value.freshness?.data_until ?? value.freshness?.written_at;
    return html`<${PageHead} title=${field ? labelOf(field.labels, field.name) : labelOf(value.table.labels, name)} above=${html`<${Up} table=${field && value.table} />`}
            subtitle=${field ? html`<code>${name}.${field.name}</code> · ${t("type." + field.type)} <${FieldDrift} drift=${value.drift} name=${field.name} />` : html`<code>${name}</code> · ${until ? t("data.untilIs", { time: moment(until) }) : t("data.untilUnknown")}`}
            actions=${value.table.source.connection && !field && html`<${MenuButton} label=${t("admin.more", { name })} items=${items} />`} />
        <${Working} isBusy=${answer.isBusy || isBusy} />
        ${problem?.status === 412 ? html`<${Conflict} problem=${problem} mine=${() => save("*")} theirs=${() => { drop(); answer.again(); act(async () => {}); }} />` : html`<${ProblemBox} problem=${problem ?? answer.problem} again=${problem ? undefined : answer.again} />`}
        ${!field && html`<${Drift} key=${value.revision} table=${value} at=${at} again=${answer.again} registerAgain=${items[0].href} />`}
        ${field ? html`<${FieldEditor} key=${field.name} table=${name} field=${field} draft=${kept} change=${change} /> `
        : html`<${FieldGrid} table=${value.table} drift=${value.drift} draft=${kept} change=${change} />`}
        ${number > 0 && html`<div class="save-bar" role="region" aria-label=${t("data.unsaved", { count: number })}><span class="grow">${t("data.unsaved", { count: number })}</span>
            <${Button} onClick=${() => { drop(); act(async () => {}); }}>${t("data.discard")}</${Button}><${Button} kind="primary" icon="save" disabled=${isBusy} onClick=${() => save(kept.revision ?? value.revision)}>${t("admin.save")}</${Button}></div>`}`;
}

const Up = ({ table }) => html`<a class="up-link" href=${table ? `/admin/data/${encodeURIComponent(table.name)}` : "/admin/data"}><${Icon} name="arrow-left" size=${14} /> ${table ? labelOf(table.labels, table.name) : t("data.title")}</a>`;

/** Somebody else has saved meanwhile: who, when, and both ways on. */
export function Conflict({ problem, mine, theirs }) {
    const { changed_by: who, changed_at: when } = problem.rest;
    return html`<div class="problem" role="alert"><${Icon} name="circle-alert" /><div><p>${who ? t("admin.conflictBy", { who, when: moment(when) }) : t("admin.conflict")}</p>
        <div class="row-line"><${Button} small onClick=${theirs}>${t("admin.theirs")}</${Button}><${Button} small onClick=${mine}>${t("admin.mine")}</${Button}></div></div></div>`;
}
