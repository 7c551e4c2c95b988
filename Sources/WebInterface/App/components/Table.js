import { classes, html, useMemo, useState } from "../html.js";
import { t } from "../words/words.js";
import { IconButton } from "./Buttons.js";
import { csv, download } from "./download.js";
import { Explain } from "./Blocks.js";
import { Icon } from "./Icon.js";

/**
 * A table that sorts and goes out as CSV.
 *
 * A column: `{ id, title, value(row), show?(row), isNumber?, explain?, width? }`; `value` sorts and is
 * exported, `show` draws; one with `isForm` (a box to choose rows) is not sorted by, and stays out of the CSV. `onRow(row, event)` makes rows open something; `rowClass(row)`; `name` is the
 * file's. `caption` says what the table holds, for screen readers. `top` stands beside the export.
 */
export function Table({ columns, rows, name, caption, onRow, rowKey = (_, index) => index, rowClass, sort: start = null, top, limit = 200, isSortable = true }) {
    const [sort, setSort] = useState(start);
    const [shown, setShown] = useState(limit);
    const sorted = useMemo(() => sortRows(rows, columns, sort), [rows, columns, sort]);
    const turn = (column) => setSort((old) => old?.id !== column.id ? { id: column.id, isDown: Boolean(column.isNumber) }
        : old.isDown === Boolean(column.isNumber) ? { id: column.id, isDown: !old.isDown } : null);
    const kept = columns.filter((column) => !column.isForm);
    const save = () => download(`${name}.csv`, csv([kept.map((column) => column.title), ...sorted.map((row) => kept.map((column) => column.value(row)))]), "text/csv;charset=utf-8");
    return html`<div class="table-box">
        ${(name || top) && html`<div class="table-top">${top}
            ${name && html`<${IconButton} icon="download" label=${t("table.csv")} onClick=${save} />`}</div>`}
        <div class="table-scroll" tabindex="0" role="region" aria-label=${caption}><table class="data">
            <thead><tr>${columns.map((column) => html`<${Head} key=${column.id} column=${column} sort=${sort} turn=${turn} isSortable=${isSortable} />`)}</tr></thead>
            <tbody>${sorted.slice(0, shown).map((row, index) => html`<${Row} key=${rowKey(row, index)} row=${row} columns=${columns} onRow=${onRow} rowClass=${rowClass} />`)}</tbody>
        </table></div>
        ${rows.length === 0 && html`<p class="quiet small table-note">${t("picker.none")}</p>`}
        ${rows.length > shown && html`<button type="button" class="link more" onClick=${() => setShown(shown + limit)}>
            ${t("table.more", { shown, all: rows.length })}</button>`}
    </div>`;
}

function sortRows(rows, columns, sort) {
    const column = columns.find((candidate) => candidate.id === sort?.id);
    if (!column) return rows;
    const direction = sort.isDown ? -1 : 1;
    return [...rows].sort((a, b) => {
        const [left, right] = [column.value(a), column.value(b)];
        if (left === right) return 0;
        if (left === null || left === undefined) return 1;
        if (right === null || right === undefined) return -1;
        return (left < right ? -1 : 1) * direction;
    });
}

function Head({ column, sort, turn, isSortable }) {
    const direction = sort?.id !== column.id ? "none" : sort.isDown ? "descending" : "ascending";
    const style = column.width ? { width: column.width } : undefined;
    if (!isSortable || column.isForm) return html`<th scope="col" style=${style} class=${classes(column.isNumber && "number")}>${column.title}${column.explain && html`<${Explain}>${column.explain}</${Explain}>`}</th>`;
    return html`<th scope="col" style=${style} aria-sort=${direction} class=${classes(column.isNumber && "number")}>
        <button type="button" class="sort" onClick=${() => turn(column)}>${column.title}
            ${direction !== "none" && html`<${Icon} name=${direction === "descending" ? "arrow-down" : "arrow-up"} size=${13} />`}</button>
        ${column.explain && html`<${Explain}>${column.explain}</${Explain}>`}</th>`;
}

function Row({ row, columns, onRow, rowClass }) {
    const open = onRow && ((event) => { if (!event.target.closest("a, button, input, label")) onRow(row, event); });
    const head = columns.findIndex((column) => !column.isForm);
    return html`<tr class=${classes(rowClass?.(row), onRow && "opens")} onClick=${open}>
        ${columns.map((column, index) => {
        const content = column.show ? column.show(row) : column.value(row);
        const inside = index === head && onRow ? html`<button type="button" class="row-link" onClick=${(event) => onRow(row, event)}>${content}</button>` : content;
        return index === head ? html`<th scope="row" key=${column.id}>${inside}</th>`
            : html`<td key=${column.id} class=${classes(column.isNumber && "number")}>${inside}</td>`;
    })}</tr>`;
}
