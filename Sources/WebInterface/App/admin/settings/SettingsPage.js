import { html } from "../../html.js";
import { get, patch } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, PageHead, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { isAt, ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { toast } from "../../components/toast.js";
import { language } from "../../segments/builder/catalogue.js";
import { t } from "../../words/words.js";
import { Conflict } from "../data/TablePage.js";
import { since, useKept, useSaved } from "../kept.js";
import { ForThose, useAct } from "../parts.js";
import { ExportSettings } from "./ExportSettings.js";
import { Setting, textOf } from "./Setting.js";

/** What holds for everybody: settings of the home, who is never exported, and what the server was started with. */
export default function SettingsPage() {
    return html`<${ForThose} who="manage_access"><${PageHead} title=${t("settings.title")} subtitle=${t("settings.subtitle")} /><${Settings} /></${ForThose}>`;
}

/** All settings, with the tag that stands for their values. */
async function tagged(ask) {
    let revision = "*";
    const { items } = await ask((text) => { revision = text || "*"; });
    return { items, revision };
}

function Settings() {
    const answer = useAnswer("settings", (signal) => tagged((tag) => get(`/settings?${language()}`, { signal, tag })));
    const [draft, setDraft, drop] = useKept("settings", { revision: null, changes: {} });
    const [act, isBusy, problem] = useAct();
    const [value, take] = useSaved(answer);
    const changed = Object.keys(draft.changes);
    // A draft remembers what it began from: another's change in between is told, not overwritten.
    const change = (name, next) => setDraft((old) => {
        const { [name]: _, ...rest } = old.changes;
        return { revision: old.revision ?? value.revision, changes: next === undefined ? rest : { ...rest, [name]: next } };
    });
    const save = (revision) => act(async () => {
        take(await tagged((tag) => patch(`/settings?${language()}`, draft.changes, { revision, tag })));
        // What was chosen while it was at work is still to be saved.
        setDraft((now) => ({ revision: null, changes: since(now.changes, draft.changes) }));
        toast(t("admin.saved"));
    });
    const own = value?.items.filter((item) => item.scope === "project") ?? [];
    const others = value?.items.filter((item) => item.scope !== "project") ?? [];
    return html`<${Working} ...${answer} isBusy=${answer.isBusy || isBusy} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${problem?.status === 412 ? html`<${Conflict} problem=${problem} mine=${() => save("*")} theirs=${() => { drop(); answer.again(); act(async () => {}); }} />`
        : problem && !own.some((item) => isAt(problem, "/" + item.name)) && html`<${ProblemBox} problem=${problem} />`}
        ${own.length > 0 && html`<${Card} title=${t("settings.project")} subtitle=${t("settings.projectText")}><div class="settings-list">
            ${own.map((item) => html`<${Setting} key=${item.name} item=${item} changed=${draft.changes[item.name]} problem=${problem} onChange=${(next) => change(item.name, next)} />`)}</div>
            ${changed.length > 0 && html`<div class="save-bar" role="region" aria-label=${t("data.unsaved", { count: changed.length })}><span class="grow">${t("data.unsaved", { count: changed.length })}</span>
                <${Button} onClick=${() => { drop(); act(async () => {}); }}>${t("data.discard")}</${Button}><${Button} kind="primary" icon="save" disabled=${isBusy} onClick=${() => save(draft.revision ?? value.revision)}>${t("admin.save")}</${Button}></div>`}</${Card}>`}
        <${ExportSettings} />
        ${others.length > 0 && html`<${Card} flush title=${t("settings.process")} subtitle=${t("settings.processText")}><${Table} name="settings" caption=${t("settings.process")} rows=${others} rowKey=${(row) => row.name} columns=${[
        { id: "name", title: t("settings.name"), value: (row) => row.variable ?? row.name, show: (row) => html`<code>${row.variable ?? row.name}</code>` },
        { id: "value", title: t("settings.value"), value: (row) => textOf(row, row.value), show: (row) => html`<b class="wrap">${textOf(row, row.value) || "–"}</b>` },
        { id: "source", title: t("data.source"), value: (row) => t("settings.source." + row.source), show: (row) => html`<${Badge} kind=${row.chosen ? "good" : "plain"}>${t("settings.source." + row.source)}</${Badge}>` },
        { id: "default", title: t("settings.default"), value: (row) => textOf(row, row.default), show: (row) => html`<span class="wrap">${textOf(row, row.default) || "–"}</span>` },
        { id: "what", title: t("settings.what"), value: (row) => row.description, show: (row) => html`<span class="wrap" lang="en">${row.description}</span>` },
    ]} /></${Card}>`}`;
}
