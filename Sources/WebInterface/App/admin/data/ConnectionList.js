import { html, useState } from "../../html.js";
import { get, post, put, remove } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { confirm, openDialog } from "../../components/layers.js";
import { MenuButton } from "../../components/Menu.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { tell } from "../../components/tell.js";
import { t } from "../../words/words.js";
import { useKept } from "../kept.js";
import { Field, Input, useAct } from "../parts.js";

const at = (name) => `/connections/${encodeURIComponent(name)}`;

/** Ways to warehouses, each with a button that says what is wrong. */
export function ConnectionList() {
    const list = useAnswer("connections", (signal) => get("/connections", { signal }));
    const add = () => openDialog(t("connection.new"), (close) => html`<${ConnectionForm} done=${() => { close(); list.again(); }} close=${close} />`);
    const all = list.value?.connections;
    return html`<${Card} title=${t("connection.title")} subtitle=${t("connection.subtitle")} actions=${html`<${Button} icon="plug" small onClick=${add}>${t("connection.new")}</${Button}>`}>
        <${Working} ...${list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${all?.length === 0 && html`<${EmptyState} icon="plug" title=${t("connection.none")} action=${html`<${Button} kind="primary" onClick=${add}>${t("connection.new")}</${Button}>`}>${t("connection.noneText")}</${EmptyState}>`}
        ${all?.length > 0 && html`<ul class="plain-list">${all.map((one) => html`<${Connection} key=${`${one.name} ${one.options?.path}`} connection=${one} again=${list.again} />`)}</ul>`}</${Card}>`;
}

function Connection({ connection, again }) {
    const [tested, setTested] = useState(null);
    const [act, isBusy, problem] = useAct();
    const test = () => act(async () => setTested(await post(at(connection.name) + "/test")));
    const drop = async () => {
        if (!await confirm(t("connection.remove"), { text: t("connection.removeText", { name: connection.name }), action: t("admin.remove"), isDanger: true })) return;
        if (await tell(() => remove(at(connection.name)), t("admin.removed"))) again();
    };
    const change = () => openDialog(connection.name, (close) => html`<${ConnectionForm} connection=${connection} done=${() => { close(); again(); }} close=${close} />`);
    return html`<li class="connection"><div class="row-line"><span class="grow"><b>${connection.name}</b> <span class="quiet">${t("connection.driver." + connection.driver)}</span><br /><code class="wrap">${connection.options?.path}</code></span>
            ${tested && html`<${Badge} kind=${tested.works ? "good" : "bad"}>${tested.works ? t("connection.works", { count: tested.tables }) : t("connection.fails")}</${Badge}>`}
            <${Button} small onClick=${test} disabled=${isBusy}>${t("admin.test")}</${Button}>
            <a class="button secondary small" href=${`/admin/data/register?connection=${encodeURIComponent(connection.name)}`}>${t("connection.browse")}</a>
            <${MenuButton} label=${t("admin.more", { name: connection.name })} items=${[{ text: t("admin.change"), icon: "pencil", run: change }, null, { text: t("admin.remove"), icon: "trash-2", isDanger: true, run: drop }]} /></div>
        ${isBusy && html`<${Working} isBusy=${true} />`}
        <${ProblemBox} problem=${problem ?? (tested && !tested.works ? { detail: tested.detail } : null)} /></li>`;
}

function ConnectionForm({ connection, done, close }) {
    const [draft, setDraft, drop] = useKept(`connection.${connection?.name ?? ""}`, { name: connection?.name ?? "", path: connection?.options?.path ?? "" });
    const [act, isBusy, problem] = useAct();
    const save = async (event) => {
        event.preventDefault();
        if (await act(() => put(at(draft.name.trim()), { path: draft.path.trim() }))) { drop(); done(); }
    };
    return html`<form onSubmit=${save}>
        <${Field} label=${t("connection.name")} hint=${t("connection.nameHint")}><${Input} value=${draft.name} disabled=${Boolean(connection)} required onChange=${(name) => setDraft((old) => ({ ...old, name }))} /></${Field}>
        <${Field} label=${t("connection.path")} hint=${t("connection.pathHint")}><${Input} value=${draft.path} required onChange=${(path) => setDraft((old) => ({ ...old, path }))} /></${Field}>
        <${Working} isBusy=${isBusy} /><${ProblemBox} problem=${problem} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><button class="button primary" disabled=${isBusy}>${t("connection.save")}</button></div></form>`;
}
