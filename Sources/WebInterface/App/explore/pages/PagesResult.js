import { html, useEffect, useMemo, useRef } from "../../html.js";
import { Card, Figure } from "../../components/Blocks.js";
import { openMenu } from "../../components/Menu.js";
import { Table } from "../../components/Table.js";
import { count, duration, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { segmentText } from "../builder/SegmentChoice.js";
import { fieldBy, valueText } from "../datasets.js";
import { openElementMenu } from "../elements.js";
import { Change } from "../Change.js";
import { relative } from "../compare.js";
import { addressOf } from "../question.js";
import { PageDetail } from "./PageDetail.js";

/** All pages as a table that sorts; one of them in detail. */
export function PagesResult({ answer, question, draft, change, dataset, compared }) {
    const [totals] = answer.totals;
    const was = compared?.value?.totals[0];
    const noted = (id, text) => html`${text}${was && html`${text ? " · " : ""}<${Change} of=${relative(totals[id], was[id])} />`}`;
    const rows = useMemo(() => withBefore(answer.rows, compared?.value), [answer, compared?.value]);
    const many = answer.totals.length > 1;
    const field = fieldBy(question.by, dataset);
    const text = (page) => valueText(page, field);
    // A page that was asked for far below is shown where it stands.
    const details = useRef(null);
    const shown = useRef(question.detail?.row);
    useEffect(() => {
        const row = question.detail?.row;
        if (row !== undefined && row !== shown.current) details.current.scrollIntoView({ block: "start" });
        shown.current = row;
    }, [answer]);
    const open = (event, row, group) => openElementMenu(event.currentTarget, elementOf(question, row, group, text));
    return html`
        <div class="card"><div class="card-content figures">
            <${Figure} label=${t("pages.views")} value=${count(totals.views)} note=${noted("views", t("pages.different", { count: totals.pages }))} />
            <${Figure} label=${t("pages.visitors")} value=${count(totals.visitors)} onClick=${(event) => open(event, totals, "visitors")} note=${noted("visitors", t("pages.perVisitor", { n: Math.round(totals.views_per_visitor * 10) / 10 }))} />
            <${Figure} label=${t("pages.sessions")} value=${count(totals.sessions)} note=${was && noted("sessions")} />
            <${Figure} label=${t("pages.bounceRate")} explain=${t("pages.bounceExplained")} value=${share(totals.bounce_rate)} />
            <${Figure} label=${t("pages.time")} explain=${t("pages.timeExplained")} value=${duration(totals.time_on_page_ms.median)} /></div></div>
        <div class="page-details" ref=${details}>${(answer.detail ?? []).map((detail) => html`<${PageDetail} key=${detail.segment} detail=${detail} question=${question} text=${text} until=${answer.data_until} close=${() => change({ detail: undefined })} />`)}</div>
        <${Card} title=${t("pages.table")} subtitle=${totals.pages > answer.rows.length ? t("pages.shown", { shown: question.limit ?? 50, all: totals.pages }) : undefined} flush>
            <${Table} name="pages" caption=${t("pages.table")} rows=${rows} rowKey=${(row) => JSON.stringify([row.segment, row.page])} sort=${{ id: "views", isDown: true }}
                columns=${columnsOf(many, open, text, Boolean(compared?.value))} onRow=${(row, event) => menu(row, event, { question, draft, change, text })} /></${Card}>`;
}

const GROUPS = { visitors: "visitors", entered: "entry_users", exited: "exit_users", bounced: "bounce_users", clickers: "clickers" };

function elementOf(question, row, group, text) {
    return { question, element: row.elements[group], users: row[GROUPS[group]], title: t("pages.group." + group, { page: row.page === undefined ? t("value.all") : text(row.page) }) };
}

/** Each row with the same page in the days before. Who is together in "others" differs: that row has none. */
function withBefore(rows, before) {
    if (!before) return rows;
    const keyOf = (row) => JSON.stringify([row.segment, row.page]);
    const found = new Map(before.rows.map((row) => [keyOf(row), row]));
    const isWhole = !before.rows.some((row) => row.page === "(other)");
    return rows.map((row) => ({ ...row, before: row.page === "(other)" ? undefined : found.get(keyOf(row)) ?? (isWhole ? { views: 0, visitors: 0 } : undefined) }));
}

function columnsOf(many, open, text, isCompared) {
    const number = (id, explain, group) => ({
        id, title: t("pages.column." + id), isNumber: true, explain, value: (row) => row[id],
        show: (row) => (group && row[GROUPS[group]] > 0 ? html`<button type="button" class="cell-link" onClick=${(event) => open(event, row, group)}>${count(row[id])}</button>` : count(row[id])),
    });
    const rate = (id, explain) => ({ id, title: t("pages.column." + id), isNumber: true, explain, value: (row) => row[id], show: (row) => share(row[id]) });
    return [
        { id: "page", title: t("pages.page"), value: (row) => row.page, show: (row) => html`${text(row.page)}${text(row.page) !== row.page && html` <small class="quiet">${isSpecial(row) ? "" : row.page}</small>`}` },
        ...(many ? [{ id: "segment", title: t("term.segment"), value: (row) => segmentText(row.segment) }] : []),
        number("views"), ...(isCompared ? changeOf("views") : []), number("visitors", undefined, "visitors"), ...(isCompared ? changeOf("visitors") : []), number("entries", t("pages.entriesExplained"), "entered"), number("exits", t("pages.exitsExplained"), "exited"),
        rate("exit_rate", t("pages.exitRateExplained")), rate("bounce_rate", t("pages.bounceExplained")),
        { id: "time", title: t("pages.time"), isNumber: true, explain: t("pages.timeExplained"), value: (row) => row.time_on_page_ms.median, show: (row) => duration(row.time_on_page_ms.median) },
        number("clicks", undefined, "clickers"), rate("click_through_rate", t("pages.clickThroughExplained")),
    ];
}

const changeOf = (id) => [
    { id: `${id}-before`, title: t("compare.beforeOf", { name: t("pages.column." + id) }), isNumber: true, value: (row) => row.before?.[id], show: (row) => count(row.before?.[id]) },
    { id: `${id}-change`, title: t("trend.change"), isNumber: true, value: (row) => (row.before ? relative(row[id], row.before[id]) : null), show: (row) => (row.before?.[id] === 0 ? t("compare.new") : html`<${Change} of=${row.before ? relative(row[id], row.before[id]) : null} />`) },
];

const isSpecial = (row) => row.page === "(other)" || row.page === "(none)";

/** What can be done with a row. */
function menu(row, event, { question, draft, change, text }) {
    const anchor = event.currentTarget instanceof HTMLButtonElement ? event.currentTarget : { x: event.clientX, y: event.clientY };
    const isOne = !isSpecial(row);
    const { dataset, range, where, segments, by, rules } = question;
    const flow = (at) => addressOf(JSON.parse(JSON.stringify({ kind: "flow", dataset, range, where, segments, rules, by: typeof by === "object" ? by : "page", anchor: { at, value: row.page }, steps: 4, nodes_per_step: 6, unit: "session" })));
    if (!isOne) return openElementMenu(anchor, elementOf(question, row, "visitors", text));
    const followed = by === "category" ? [] : [
        { text: t("pages.after"), icon: "waypoints", href: flow("start") }, { text: t("pages.before"), icon: "waypoints", href: flow("end") },
    ];
    return openMenu(anchor, [
        { text: t("pages.detail"), icon: "zoom-in", run: () => change({ detail: { row: row.page, period: draft.detail?.period ?? "day", limit: 8 } }) },
        ...followed, null, { text: t("pages.people"), icon: "users", run: () => openElementMenu(anchor, ["visitors", "entered", "exited", "bounced", "clickers"].filter((group) => row[GROUPS[group]] > 0).map((group) => elementOf(question, row, group, text))) },
    ], { label: String(row.page) });
}
