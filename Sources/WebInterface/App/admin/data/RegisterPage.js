import { html, useEffect, useState } from "../../html.js";
import { get, put } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, PageHead, Working } from "../../components/Blocks.js";
import { Button, Select } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { toast } from "../../components/toast.js";
import { leading } from "../../frame/lead.js";
import { setQuery, usePlace } from "../../router.js";
import { count } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { useKept } from "../kept.js";
import { Field, ForThose, Input, useAct } from "../parts.js";

/** Registers a table of a warehouse: which connection, which table, what its columns are for. */
export default function RegisterPage() {
    return html`<${ForThose} who="manage_catalogue"><${PageHead} title=${t("data.register")} subtitle=${t("register.subtitle")} above=${html`<a class="up-link" href="/admin/data"><${Icon} name="arrow-left" size=${14} /> ${t("data.title")}</a>`} /><${Steps} /></${ForThose}>`;
}

function Steps() {
    const { query } = usePlace();
    const connection = query.get("connection");
    const path = query.get("path");
    const list = useAnswer("connections", (signal) => get("/connections", { signal }));
    const all = list.value?.connections;
    useEffect(() => { if (all?.length === 1 && !connection) setQuery({ connection: all[0].name }); }, [all]);
    if (all?.length === 0) return html`<${Card}><${EmptyState} icon="plug" title=${t("connection.none")} action=${html`<a class="button primary" href="/admin/data">${t("register.toConnections")}</a>`}>${t("connection.noneText")}</${EmptyState}></${Card}>`;
    return html`<${Working} ...${list} /><${ProblemBox} problem=${list.problem} again=${list.again} />
        ${all && html`<${Card}><label class="row-line"><b>${t("register.connection")}</b><${Select} label=${t("register.connection")} value=${connection ?? ""} onChange=${(name) => setQuery({ connection: name, path: null }, { replace: false })}
            choices=${[...(connection ? [] : [["", t("register.choose")]]), ...all.map((one) => [one.name, one.name])]} /></label></${Card}>`}
        ${connection && !path && html`<${Browse} key=${connection} connection=${connection} />`}
        ${connection && path && html`<${Columns} key=${connection + path} connection=${connection} path=${path} as=${query.get("as")} />`}`;
}

function Browse({ connection }) {
    const answer = useAnswer(connection, (signal) => get(`/connections/${encodeURIComponent(connection)}/tables`, { signal }));
    const rows = answer.value?.tables;
    const open = (row) => setQuery({ path: row.path.join(".") }, { replace: false });
    return html`<${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${rows?.length === 0 && html`<${Card}><${EmptyState} icon="table" title=${t("register.noTables")}>${t("register.noTablesText")}</${EmptyState}></${Card}>`}
        ${rows?.length > 0 && html`<${Card} flush title=${t("register.tables")} subtitle=${t("register.tablesHint")}><${Table} name=${`${connection}-tables`} caption=${t("register.tables")} rows=${rows} rowKey=${(row) => row.path.join(".")} onRow=${open} columns=${[
        { id: "path", title: t("data.table"), value: (row) => row.path.join(".") }, { id: "kind", title: t("register.kind"), value: (row) => row.kind },
        { id: "rows", title: t("register.rows"), isNumber: true, value: (row) => row.rows, show: (row) => count(row.rows) }]} /></${Card}>`}`;
}

const ROLES = ["time", "sequence", "event", "page", "element", "category"];

/** What is sent: columns by what they were said to be for. */
function registration(connection, path, draft, columns) {
    const used = Object.entries(draft.uses);
    const keys = Object.fromEntries(used.filter(([, use]) => use === "key").map(([column]) => [draft.keys[column]?.trim() || column, column]));
    const roles = Object.fromEntries(used.filter(([, use]) => ROLES.includes(use)).map(([column, use]) => [use, column]));
    const user = used.find(([, use]) => use === "user")?.[0];
    const kept = columns.filter((column) => draft.uses[column.name] !== "out").map((column) => column.name);
    const labels = Object.fromEntries(["ko", "en"].filter((code) => draft[code].trim()).map((code) => [code, draft[code].trim()]));
    return { connection, path: path.split("."), keys, roles, labels, ...(user ? { user_key: user } : {}), ...(kept.length < columns.length ? { columns: kept } : {}) };
}

function Columns({ connection, path, as }) {
    const answer = useAnswer(path, (signal) => get(`/connections/${encodeURIComponent(connection)}/tables/${encodeURIComponent(path)}`, { signal }));
    const [draft, setDraft, drop] = useKept(`register.${connection}.${path}`, { name: as ?? path.split(".").at(-1), ko: "", en: "", uses: {}, keys: {} });
    const [act, isBusy, problem] = useAct();
    const [said, setSaid] = useState(false);
    const columns = answer.value?.columns;
    const hasKey = Object.values(draft.uses).some((use) => use === "user" || use === "key");
    const set = (more) => setDraft((old) => ({ ...old, ...more }));
    const use = (name, next) => set({ uses: Object.fromEntries([...Object.entries(draft.uses).filter(([other, old]) => other !== name && (old !== next || next === "out" || next === "key")), ...(next ? [[name, next]] : [])]) });
    const save = async (event) => {
        event.preventDefault();
        setSaid(true);
        const name = draft.name.trim();
        if (!hasKey) return;
        const lead = leading();
        if (await act(() => put(`/tables/${encodeURIComponent(name)}`, registration(connection, path, draft, columns), { revision: "*" }))) {
            drop();
            toast(t("register.done"));
            lead(`/admin/data/${encodeURIComponent(name)}`, name);
        }
    };
    return html`<${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${columns && html`<form onSubmit=${save}><${Card} title=${path}><div class="two-fields">
                <${Field} label=${t("register.name")} hint=${t("register.nameHint")}><${Input} required value=${draft.name} disabled=${Boolean(as)} onChange=${(name) => set({ name })} /></${Field}><span></span>
                <${Field} label=${t("data.korean")}><${Input} lang="ko" value=${draft.ko} onChange=${(ko) => set({ ko })} /></${Field}>
                <${Field} label=${t("data.english")}><${Input} lang="en" value=${draft.en} onChange=${(en) => set({ en })} /></${Field}></div></${Card}>
            <${Card} flush title=${t("register.columns")} subtitle=${t("register.columnsHint")}><${Table} name=${`${path}-columns`} caption=${t("register.columns")} rows=${columns} rowKey=${(row) => row.name} isSortable=${false} columns=${[
        { id: "name", title: t("register.column"), value: (row) => row.name, show: (row) => html`<code>${row.name}</code>` },
        { id: "type", title: t("data.type"), value: (row) => t("type." + row.type) }, { id: "stored", title: t("register.stored"), value: (row) => row.stored_type },
        { id: "use", title: t("register.use"), value: (row) => draft.uses[row.name], show: (row) => html`<span class="row-line"><${Select} small label=${`${row.name}: ${t("register.use")}`} value=${draft.uses[row.name] ?? ""} onChange=${(next) => use(row.name, next)}
            choices=${["", "user", "key", ...ROLES, "out"].map((name) => [name, t("use." + (name || "field"))])} />
            ${draft.uses[row.name] === "key" && html`<${Input} class="form-control form-control-sm" aria-label=${`${row.name}: ${t("register.keyName")}`} placeholder=${t("register.keyName")} value=${draft.keys[row.name] ?? ""} onChange=${(text) => set({ keys: { ...draft.keys, [row.name]: text } })} />`}</span>` }]} /></${Card}>
            <${Working} isBusy=${isBusy} /><${ProblemBox} problem=${problem ?? (said && !hasKey ? { detail: t("register.noKey") } : null)} />
            <div class="dialog-actions"><${Button} onClick=${() => setQuery({ path: null }, { replace: false })}>${t("register.other")}</${Button}><button class="button primary" disabled=${isBusy}>${t("data.register")}</button></div></form>`}`;
}
