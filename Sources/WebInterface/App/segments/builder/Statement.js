import { html, useEffect, useState } from "../../html.js";
import { get, post } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button, Select } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { t } from "../../words/words.js";
import { CodeEditor } from "./CodeEditor.js";

/** Names for the editor: `{ "main.payments": ["paid_at"] }`. */
async function schemaOf(connection, signal) {
    const { tables } = await get(`/connections/${encodeURIComponent(connection)}/tables`, { signal });
    const columns = await Promise.all(tables.slice(0, 60).map((table) => get(`/connections/${encodeURIComponent(connection)}/tables/${encodeURIComponent(table.path.join("."))}`, { signal })
        .then((answer) => answer.columns.map((column) => column.name), () => [])));
    return Object.fromEntries(tables.map((table, index) => [table.path.length > 1 && table.path[0] === "main" ? table.path.slice(1).join(".") : table.path.join("."), columns[index] ?? []]));
}

/** A segment as SQL of one's own: checked while it is typed, with its first rows and its plan on request. `onChange` takes what changes. */
export function Statement({ sql, onChange }) {
    const connections = useAnswer("connections", (signal) => get("/connections", { signal }));
    const names = connections.value?.connections.map((one) => one.name) ?? [];
    useEffect(() => { if (!sql.connection && names.length > 0) onChange({ connection: names[0] }); }, [names.join()]);
    const schema = useAnswer(sql.connection, (signal) => schemaOf(sql.connection, signal));
    const isAsked = Boolean(sql.connection && sql.text.trim());
    const check = useAnswer(isAsked ? JSON.stringify(sql) : null, (signal) => post("/segments/sql/check", sql, { signal }), { delay: 500 });
    const [asked, setAsked] = useState(null);
    if (connections.value && names.length === 0) return html`<${Card}><${EmptyState} icon="database" title=${t("sql.noConnection")}>${t("sql.noConnectionText")}</${EmptyState}></${Card}>`;
    const isCurrent = check.valueKey === JSON.stringify(sql);
    const fault = isCurrent && isAsked ? check.value?.fault : null;
    const ask = (kind) => setAsked({ kind, sql, at: Date.now() });
    return html`<${Card} title=${t("sql.title")} subtitle=${t("sql.text")} actions=${html`
            ${names.length > 0 && html`<${Select} small label=${t("sql.connection")} value=${sql.connection ?? ""} onChange=${(connection) => onChange({ connection })} choices=${names.map((name) => [name, name])} />`}
            <${Button} small icon="play" disabled=${!isAsked} onClick=${() => ask("rows")}>${t("sql.rows")}</${Button}><${Button} small icon="list-tree" disabled=${!isAsked} onClick=${() => ask("plan")}>${t("sql.plan")}</${Button}>`}>
            <${ProblemBox} problem=${connections.problem} again=${connections.again} />
            <${CodeEditor} text=${sql.text} schema=${schema.value} fault=${fault} label=${t("sql.title")} placeholder=${"SELECT user_id FROM …"} onChange=${(text) => onChange({ text })} onRun=${() => isAsked && ask("rows")} />
            <${Verdict} check=${check} fault=${fault} isCurrent=${isCurrent && isAsked} />
        </${Card}>
        ${asked && html`<${Answered} key=${asked.at} asked=${asked} />`}`;
}

function Verdict({ check, fault, isCurrent }) {
    if (check.problem) return html`<${ProblemBox} problem=${check.problem} again=${check.again} />`;
    if (!isCurrent || !check.value) return html`<p class="verdict quiet small">${check.isBusy ? t("sql.checking") : t("sql.hint")}</p>`;
    if (fault) return html`<p class="verdict field-problem" role="alert"><${Icon} name="circle-alert" size=${15} /> ${fault.line ? html`<b>${t("sql.at", { line: fault.line, column: fault.column ?? 1 })}</b> ` : ""}${fault.detail.replace(/^Line \d+, column \d+: /, "")}</p>`;
    return html`<p class="verdict is-good small"><${Icon} name="circle-check" size=${15} /> ${t("sql.valid", { column: check.value.key_column })}</p>`;
}

/** First rows or the plan of a statement, as it was when it was asked for. */
function Answered({ asked }) {
    const answer = useAnswer(String(asked.at), (signal) => post(`/segments/sql/${asked.kind}`, asked.sql, { signal }));
    return html`<${Card} title=${t(asked.kind === "rows" ? "sql.firstRows" : "sql.planTitle")}><${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${answer.value && asked.kind === "plan" && html`<pre class="outline" tabindex="0">${answer.value.plan}</pre>`}
        ${answer.value && asked.kind === "rows" && html`<p class="quiet small">${t(answer.value.cut ? "sql.rowsCut" : "sql.rowsAll", { count: answer.value.rows.length, column: answer.value.key_column })}</p>
            <div class="table-scroll rows-scroll" tabindex="0" role="region" aria-label=${t("sql.firstRows")}><table class="data"><thead><tr>${answer.value.columns.map((column) => html`<th scope="col" key=${column.name}>${column.name}</th>`)}</tr></thead>
            <tbody>${answer.value.rows.map((row, index) => html`<tr key=${index}>${row.map((value, place) => html`<td key=${place}>${value ?? "–"}</td>`)}</tr>`)}</tbody></table></div>`}</${Card}>`;
}
