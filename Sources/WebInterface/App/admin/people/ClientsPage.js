import { html } from "../../html.js";
import { get, post, put } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, EmptyState, PageHead, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { confirm, openDialog, openDrawer } from "../../components/layers.js";
import { MenuButton } from "../../components/Menu.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { tell } from "../../components/tell.js";
import { moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { useKept } from "../kept.js";
import { Field, ForThose, Input, ShownOnce, useAct } from "../parts.js";
import { ClientTokens, isGood } from "./ClientTokens.js";

const SCOPES = ["membership", "export", "events", "segments:read", "segments:write", "metrics"];
const scopeKey = (scope) => scope.replace(":", "_");

/** Programs that call the API: what they may, and their tokens. */
export default function ClientsPage() {
    return html`<${ForThose} who="manage_access"><${Clients} /></${ForThose}>`;
}

function Clients() {
    const list = useAnswer("clients", (signal) => get("/clients", { signal }));
    const add = () => openDialog(t("clients.new"), (close) => html`<${ClientForm} close=${close} again=${list.again} />`);
    const open = (client) => openDrawer(client.name, () => html`<${ClientTokens} client=${client} />`, { onClose: list.again });
    const rows = list.value?.clients;
    const used = (row) => row.tokens.map((token) => token.last_used_at).filter(Boolean).sort().at(-1) ?? null;
    return html`<${PageHead} title=${t("clients.title")} subtitle=${t("clients.subtitle")} actions=${html`<${Button} kind="primary" icon="plus" onClick=${add}>${t("clients.new")}</${Button}>`} />
        <${Working} ...${list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${rows?.length === 0 && html`<${Card}><${EmptyState} icon="key-round" title=${t("clients.none")} action=${html`<${Button} kind="primary" onClick=${add}>${t("clients.new")}</${Button}>`}>${t("clients.noneText")}</${EmptyState}></${Card}>`}
        ${rows?.length > 0 && html`<${Card} flush title=${t("clients.count", { count: rows.length })}><${Table} name="clients" caption=${t("clients.title")} rows=${rows} rowKey=${(row) => row.id} onRow=${open} columns=${[
        { id: "name", title: t("users.name"), value: (row) => row.name },
        { id: "scopes", title: t("clients.scopes"), value: (row) => row.scopes.join(" "), show: (row) => html`<span class="tag-list">${row.scopes.map((scope) => html`<${Badge} key=${scope}>${scope}</${Badge}>`)}</span>` },
        { id: "owner", title: t("clients.owner"), value: (row) => row.owner },
        { id: "tokens", title: t("clients.tokens"), isNumber: true, value: (row) => row.tokens.filter(isGood).length },
        { id: "used", title: t("clients.lastUsed"), value: used, show: (row) => html`<span class="no-wrap">${used(row) ? moment(used(row)) : t("clients.neverUsed")}</span>` },
        { id: "state", title: t("data.state"), value: (row) => (row.disabled ? t("clients.off") : t("clients.on")), show: (row) => html`<${Badge} kind=${row.disabled ? "bad" : "good"}>${row.disabled ? t("clients.off") : t("clients.on")}</${Badge}>` },
        { id: "more", title: t("admin.actions"), isForm: true, value: () => "", show: (row) => html`<${ClientMenu} client=${row} open=${open} again=${list.again} />` },
    ]} /></${Card}>`}`;
}

function ClientMenu({ client, open, again }) {
    const at = `/clients/${client.id}`;
    const rotate = async () => {
        if (!await confirm(t("clients.rotate"), { text: t("clients.rotateText", { name: client.name }), action: t("clients.rotate") })) return;
        let made = null;
        if (await tell(async () => { made = await post(at + "/tokens", {}); })) openDialog(t("clients.token"), (close) => html`<${Token} made=${made} close=${close} />`, { onClose: again });
    };
    const turn = async () => {
        if (!client.disabled && !await confirm(t("clients.turnOff"), { text: t("clients.turnOffText", { name: client.name }), action: t("clients.turnOff"), isDanger: true })) return;
        await tell(() => put(at, { disabled: !client.disabled }), t("admin.saved"));
        again();
    };
    const edit = () => openDialog(client.name, (close) => html`<${ClientForm} client=${client} close=${close} again=${again} />`);
    return html`<${MenuButton} label=${t("admin.more", { name: client.name })} items=${[
        { text: t("clients.rotate"), icon: "refresh-cw", run: rotate }, { text: t("clients.tokensAndUse"), icon: "key-round", run: () => open(client) }, { text: t("admin.change"), icon: "pencil", run: edit }, null,
        { text: client.disabled ? t("clients.turnOn") : t("clients.turnOff"), icon: client.disabled ? "check" : "lock", isDanger: !client.disabled, run: turn }]} />`;
}

const Token = ({ made, close }) => html`<${ShownOnce} label=${t("clients.token")} value=${made.token} close=${close} text=${t("clients.tokenText", { name: made.client.name })} />`;

function ClientForm({ client, close, again }) {
    const [draft, setDraft, drop] = useKept(`client.${client?.id ?? ""}`, { name: client?.name ?? "", scopes: client?.scopes ?? ["membership"], owner: client?.owner ?? "", days: "" });
    const [act, isBusy, problem] = useAct();
    const set = (more) => setDraft((old) => ({ ...old, ...more }));
    const save = (event) => {
        event.preventDefault();
        act(async () => {
            if (client) await put(`/clients/${client.id}`, { scopes: draft.scopes, owner: draft.owner });
            const made = client ? null : await post("/clients", { name: draft.name.trim(), scopes: draft.scopes, ...(draft.days ? { days: Number(draft.days) } : {}) });
            drop();
            close();
            again();
            if (made) openDialog(t("clients.token"), (shut) => html`<${Token} made=${made} close=${shut} />`);
        });
    };
    return html`<form onSubmit=${save}>
        ${!client && html`<${Field} label=${t("users.name")} hint=${t("clients.nameHint")} problem=${problem} pointer="/name"><${Input} required autocomplete="off" value=${draft.name} onChange=${(name) => set({ name })} /></${Field}>`}
        <fieldset class="field"><legend>${t("clients.scopes")}</legend>${SCOPES.map((scope) => html`<label class="form-check" key=${scope}><input type="checkbox" class="form-check-input" checked=${draft.scopes.includes(scope)}
            onChange=${(event) => set({ scopes: SCOPES.filter((other) => (other === scope ? event.target.checked : draft.scopes.includes(other))) })} /><span class="form-check-label"><code>${scope}</code> ${t("scope." + scopeKey(scope))}</span></label>`)}</fieldset>
        ${client ? html`<${Field} label=${t("clients.owner")} hint=${t("clients.ownerHint")}><${Input} value=${draft.owner} onChange=${(owner) => set({ owner })} /></${Field}>`
        : html`<${Field} label=${t("clients.days")} hint=${t("clients.daysHint")}><${Input} type="number" min="1" max="3650" value=${draft.days} onChange=${(days) => set({ days })} /></${Field}>`}
        <${Working} isBusy=${isBusy} />${problem?.pointer !== "/name" && html`<${ProblemBox} problem=${problem} />`}
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><button class="button primary" disabled=${isBusy || draft.scopes.length === 0}>${client ? t("admin.save") : t("clients.make")}</button></div></form>`;
}
