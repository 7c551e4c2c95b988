import { html } from "../../html.js";
import { Table } from "../../components/Table.js";
import { count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";

/** Every node and link of the chart as rows. */
export function FlowTable({ series, text, openNode, openLink, isBackwards, ...parts }) {
    const all = { text, isBackwards, ...parts };
    const rows = [
        ...series.nodes.map((node) => ({ node, step: node.step + 1, name: text(node.label), number: node.arrivals, users: node.users, rate: null, exits: node.exits })),
        ...series.links.map((link) => ({ link, step: link.step + 1, name: `${text(link.from)} ${isBackwards ? "←" : "→"} ${text(link.to)}`, number: link.count, users: link.users, rate: link.rate, exits: null })),
    ].sort((a, b) => a.step - b.step || Boolean(a.link) - Boolean(b.link) || b.number - a.number);
    const open = (row, anchor) => (row.node ? openNode(anchor, row.node, all) : openLink(anchor, row.link, all));
    return html`<${Table} name="flow" caption=${t("flow.table")} rows=${rows} limit=${15} columns=${[
        { id: "name", title: t("flow.node"), value: (row) => row.name, show: (row) => html`<button type="button" class="row-link" onClick=${(event) => open(row, event.currentTarget)}>${row.name}</button>` },
        { id: "step", title: t("flow.step"), isNumber: true, value: (row) => row.step },
        { id: "number", title: t("flow.number"), isNumber: true, value: (row) => row.number, show: (row) => count(row.number) },
        { id: "users", title: t("unitOf.user"), isNumber: true, value: (row) => row.users, show: (row) => html`<button type="button" class="cell-link" onClick=${(event) => open(row, event.currentTarget)}>${count(row.users)}</button>` },
        { id: "rate", title: t("flow.rate"), isNumber: true, explain: t("flow.rateExplained"), value: (row) => row.rate, show: (row) => (row.rate === null ? "" : share(row.rate)) },
        { id: "exits", title: t("flow.exits"), isNumber: true, explain: t("flow.leaveExplained"), value: (row) => row.exits, show: (row) => (row.exits === null ? "" : count(row.exits)) },
    ]} />`;
}
