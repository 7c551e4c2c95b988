import { classes, html, useEffect } from "../../html.js";
import { Segmented } from "../../components/Buttons.js";
import { DateRange } from "../../components/DateRange.js";
import { Filters } from "../../components/Filters.js";
import { MenuButton } from "../../components/Menu.js";
import { Picker } from "../../components/Picker.js";
import { ProblemBox, sentence } from "../../components/ProblemBox.js";
import { count } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { fieldsOf, keyText, keysOf, loadTable, mappingTables, tableOptions, tableText, valuesOf } from "./catalogue.js";
import { Having } from "./Having.js";

/** Conditions on the rows of one table: who has such rows is in the group. `onChange` takes what makes the new group of the newest one. */
export function GroupCard({ group, onChange, catalogue, counts, problem, fault, menu, label }) {
    useEffect(() => loadTable(group.dataset), [group.dataset, catalogue.list]);
    const table = catalogue.details[group.dataset];
    const fields = fieldsOf(table);
    const choose = (dataset) => onChange((old) => ({ dataset, filters: [], ...(old.exclude ? { exclude: true } : {}) }));
    const remaining = (kind) => (_, index) => html`<${Remaining} count=${counts?.[kind]?.get(index)} of=${counts?.start} fault=${fault && fault[kind === "filters" ? "filter" : "having"] === index ? problem : null} />`;
    const set = (more) => onChange((old) => ({ ...old, ...more }));
    // A table without users is joined by its own key from the start.
    const onlyKey = table && keysOf(table)[0] !== "user" && !group.join ? keysOf(table)[0] : null;
    useEffect(() => { if (onlyKey) onChange((old) => (old.dataset !== group.dataset || old.join ? old : { ...old, join: { key: onlyKey } })); }, [onlyKey]);
    return html`<section class=${classes("group-card", group.exclude && "is-excluded", fault && "is-faulty")} aria-label=${label}>
        <header><${Picker} small icon="table" label=${t("group.table")} value=${group.dataset} text=${group.dataset ? tableText(catalogue, group.dataset) : ""} placeholder=${t("group.chooseTable")} options=${tableOptions(catalogue)} onChange=${choose} />
            ${group.dataset && html`<${Segmented} small label=${t("group.has")} value=${group.exclude ? "not" : "has"} choices=${[["has", t("group.include")], ["not", t("group.exclude")]]} onChange=${(choice) => set({ exclude: choice === "not" || undefined })} />`}
            ${table?.roles?.time !== undefined && html`<${DateRange} value=${group.range ?? null} label=${t("group.range")} onChange=${(range) => set({ range: range ?? undefined })} />`}
            <${GroupCount} counts=${counts} group=${group} />
            ${menu.length > 0 && html`<${MenuButton} items=${menu} label=${t("group.menu", { name: label })} size=${16} />`}</header>
        ${fault && fault.filter === undefined && fault.having === undefined && html`<p class="field-problem" role="alert">${sentence(problem)}</p>`}
        ${group.dataset && !table && (catalogue.failed[group.dataset] ? html`<${ProblemBox} problem=${catalogue.failed[group.dataset]} again=${() => loadTable(group.dataset)} />` : html`<p class="quiet small">${t("state.loading")}</p>`)}
        ${table && html`<div class="group-rows">
            ${counts?.start !== undefined && html`<p class="step-start quiet small">${t(group.range ? "group.startRange" : "group.start")} <b>${count(counts.start)}</b></p>`}
            <${Filters} filters=${group.filters} fields=${fields} loadValues=${valuesOf(group.dataset)} onChange=${(filters) => set({ filters })} after=${remaining("filters")} addText=${t("group.addFilter")} />
            <${Having} conditions=${group.having} fields=${fields} onChange=${(having) => set({ having })} after=${(index) => remaining("having")(null, index)} />
            <${GroupKey} group=${group} table=${table} catalogue=${catalogue} set=${set} /></div>`}
    </section>`;
}

function GroupCount({ counts, group }) {
    if (!counts) return html`<span class="group-count"></span>`;
    return html`<span class="group-count"><b>${count(counts.count)}</b> ${counts.key ? t("group.ofKey", { key: counts.key }) : t(group.exclude ? "group.usersLeft" : "group.users", { count: counts.count })}</span>`;
}

/** How many are left after a filter, as a number and as a bar. */
function Remaining({ count: number, of, fault }) {
    if (fault) return html`<p class="field-problem" role="alert">${sentence(fault)}</p>`;
    if (number === undefined) return null;
    return html`<p class="remaining"><span class="option-bar"><i style=${{ width: `${of ? Math.round(number / of * 100) : 0}%` }}></i></span><b>${count(number)}</b> ${t("group.left")}</p>`;
}

/** By which key the group's rows are put together with other groups, where the table has several. */
function GroupKey({ group, table, catalogue, set }) {
    const keys = keysOf(table);
    const key = group.join?.key ?? "user";
    const through = key === "user" ? [] : mappingTables(catalogue, key);
    useEffect(() => { if (key !== "user") loadTable(...(catalogue.list ?? []).map((one) => one.name)); }, [key, catalogue.list]);
    if (keys.length < 2 && keys[0] === "user") return null;
    const choose = (name) => set({ join: name === "user" ? undefined : { key: name } });
    return html`<div class="group-key"><span class="quiet small">${t("join.by")}</span>
        <${Picker} small icon="key-round" label=${t("join.key")} value=${key} text=${keyText(key)} options=${keys.map((name) => ({ value: name, text: keyText(name), hint: columnOf(table, name) }))} onChange=${choose} />
        ${key !== "user" && through.length > 1 && html`<span class="quiet small">${t("join.through")}</span><${Picker} small icon="route" label=${t("join.mapping")} value=${group.join.through ?? ""} text=${group.join.through ? tableText(catalogue, group.join.through) : t("join.any")}
            options=${[{ value: "", text: t("join.any") }, ...through.map((name) => ({ value: name, text: tableText(catalogue, name) }))]} onChange=${(name) => set({ join: { key, ...(name ? { through: name } : {}) } })} />`}</div>`;
}

const columnOf = (table, key) => (key === "user" ? table.user_key : table.keys?.[key]);

/** The key by which two neighbouring groups meet, changeable for both at once. */
export function Joint({ left, right, catalogue, onChange }) {
    const [first, second] = [catalogue.details[left.dataset], catalogue.details[right.dataset]];
    const both = keysOf(first).filter((key) => keysOf(second).includes(key));
    const [a, b] = [left.join?.key ?? "user", right.join?.key ?? "user"];
    const text = a === b ? keyText(a) : `${keyText(a)} → ${keyText("user")} ← ${keyText(b)}`;
    return html`<div class="joint"><span class="joint-word">${t("join.and")}</span>
        ${left.dataset && right.dataset && html`<span class="quiet small">${t("join.same")}</span>${both.length > 1 || a !== b ? html`<${Picker} small icon="key-round" label=${t("join.between")} value=${a === b ? a : ""} text=${text}
            options=${both.map((key) => ({ value: key, text: keyText(key), hint: [columnOf(first, key), columnOf(second, key)].filter(Boolean).join(" = ") }))} onChange=${(key) => onChange(key === "user" ? undefined : { key })} />`
        : html`<b class="small">${text}</b>`}`}</div>`;
}
