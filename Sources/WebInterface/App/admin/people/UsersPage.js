import { html } from "../../html.js";
import { get, post, put, remove } from "../../api/client.js";
import { useMe } from "../../api/me.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Badge, Card, PageHead, Working } from "../../components/Blocks.js";
import { Button, Select } from "../../components/Buttons.js";
import { confirm, openDialog } from "../../components/layers.js";
import { MenuButton } from "../../components/Menu.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { tell } from "../../components/tell.js";
import { date, moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { useKept } from "../kept.js";
import { DoingSelect, Field, ForThose, Input, ShownOnce, useAct } from "../parts.js";

const ROLES = ["viewer", "marketer", "analyst", "admin"];
const roles = () => ROLES.map((role) => [role, t("role." + role)]);

/** Who may sign in, and as what. */
export default function UsersPage() {
    return html`<${ForThose} who="manage_access"><${Users} /></${ForThose}>`;
}

function Users() {
    const me = useMe();
    const list = useAnswer("users", (signal) => get("/users", { signal }));
    const invite = () => openDialog(t("users.invite"), (close) => html`<${Invite} close=${close} again=${list.again} />`);
    const change = async (user, body) => {
        const isDone = await tell(() => put(`/users/${user.id}`, body), t("admin.saved"));
        list.again();
        return isDone;
    };
    const rows = list.value?.users;
    return html`<${PageHead} title=${t("users.title")} subtitle=${t("users.subtitle")} actions=${html`<${Button} kind="primary" icon="plus" onClick=${invite}>${t("users.invite")}</${Button}>`} />
        <${Working} ...${list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${rows && html`<${Card} flush title=${t("users.count", { count: rows.length })}><${Table} name="users" caption=${t("users.title")} rows=${rows} rowKey=${(row) => row.id} columns=${[
        { id: "name", title: t("users.name"), value: (row) => row.name, show: (row) => html`<b>${row.name}</b> ${row.id === me.id && html`<span class="quiet">${t("users.you")}</span>`}` },
        { id: "display", title: t("users.displayName"), value: (row) => row.display_name, show: (row) => row.display_name || "–" },
        { id: "role", title: t("users.role"), explain: html`<${RoleText} />`, value: (row) => t("role." + row.role), show: (row) => html`<${DoingSelect} small label=${`${row.name}: ${t("users.role")}`} value=${row.role} onChange=${(role) => change(row, { role })} choices=${roles()} />` },
        { id: "state", title: t("data.state"), value: (row) => stateOf(row, me)[1], show: (row) => html`<${Badge} kind=${stateOf(row, me)[0]}>${stateOf(row, me)[1]}</${Badge}>${row.id === me.id && !row.has_password && !row.external_id && html` <a href="/account" target="_self">${t("users.choosePassword")}</a>`}` },
        { id: "since", title: t("users.since"), value: (row) => row.created_at, show: (row) => html`<span class="no-wrap">${date(row.created_at)}</span>` },
        { id: "more", title: t("admin.actions"), isForm: true, value: () => "", show: (row) => html`<${UserMenu} user=${row} change=${change} again=${list.again} />` },
    ]} /></${Card}>`}`;
}

function stateOf(user, me) {
    if (user.disabled) return ["bad", t("users.disabled")];
    if (user.external_id) return ["good", t("users.byIssuer")];
    if (user.id === me.id) return ["good", t("users.active")];
    return user.has_password ? ["good", t("users.active")] : ["warn", t("users.invited")];
}

const RoleText = () => html`<dl class="role-text">${ROLES.map((role) => html`<dt key=${role}>${t("role." + role)}</dt><dd>${t("roleText." + role)}</dd>`)}</dl>`;

function UserMenu({ user, change, again }) {
    const link = async () => {
        if (!await confirm(t("users.newLink"), { text: t("users.newLinkText", { name: user.name }), action: t("users.newLink") })) return;
        let made = null;
        if (await tell(async () => { made = await post(`/users/${user.id}/link`); })) openDialog(t("users.newLink"), (close) => html`<${Link} made=${made} close=${close} />`);
    };
    const disable = async () => {
        if (await confirm(t("users.disable"), { text: t("users.disableText", { name: user.name }), action: t("users.disable"), isDanger: true })) change(user, { disabled: true });
    };
    const signOut = async () => {
        if (await confirm(t("users.signOut"), { text: t("users.signOutText", { name: user.name }), action: t("users.signOut") })) await tell(() => remove(`/users/${user.id}/sessions`), t("users.signedOut"));
        again();
    };
    return html`<${MenuButton} label=${t("admin.more", { name: user.name })} items=${[
        !user.external_id && { text: t("users.newLink"), icon: "link", run: link }, { text: t("users.signOut"), icon: "log-out", run: signOut },
        { text: t("audit.of"), icon: "history", href: `/admin/audit?actor=${encodeURIComponent(user.name)}` }, null,
        user.disabled ? { text: t("users.enable"), icon: "check", run: () => change(user, { disabled: false }) } : { text: t("users.disable"), icon: "lock", isDanger: true, run: disable }]} />`;
}

const Link = ({ made, close }) => html`<${ShownOnce} label=${t("users.link")} value=${made.link} close=${close} text=${t("users.linkText", { name: made.user.name, until: moment(made.expires_at) })} />`;

function Invite({ close, again }) {
    const [draft, setDraft, drop] = useKept("invite", { name: "", display_name: "", role: "viewer" });
    const [act, isBusy, problem] = useAct();
    const set = (more) => setDraft((old) => ({ ...old, ...more }));
    const send = (event) => {
        event.preventDefault();
        act(async () => {
            const made = await post("/users", { ...draft, name: draft.name.trim() });
            drop();
            close();
            again();
            openDialog(t("users.invited"), (shut) => html`<${Link} made=${made} close=${shut} />`);
        });
    };
    return html`<form onSubmit=${send}>
        <${Field} label=${t("users.name")} hint=${t("users.nameHint")} problem=${problem} pointer="/name"><${Input} required autofocus autocomplete="off" value=${draft.name} onChange=${(name) => set({ name })} /></${Field}>
        <${Field} label=${t("users.displayName")}><${Input} autocomplete="off" value=${draft.display_name} onChange=${(text) => set({ display_name: text })} /></${Field}>
        <${Field} label=${t("users.role")} hint=${t("roleText." + draft.role)}><${Select} label=${t("users.role")} value=${draft.role} onChange=${(role) => set({ role })} choices=${roles()} /></${Field}>
        <${Working} isBusy=${isBusy} />${problem?.pointer !== "/name" && html`<${ProblemBox} problem=${problem} />`}
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><button class="button primary" disabled=${isBusy}>${t("users.makeLink")}</button></div></form>`;
}
