import { classes, html, useEffect, useState } from "../html.js";
import { get } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { useMore } from "../api/useMore.js";
import { Badge, Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button } from "../components/Buttons.js";
import { Icon } from "../components/Icon.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { Star } from "../components/Star.js";
import { Table } from "../components/Table.js";
import { tell } from "../components/tell.js";
import { navigate, setQuery, usePlace } from "../router.js";
import { count, date } from "../words/figures.js";
import { t } from "../words/words.js";
import { BulkBar } from "./list/BulkBar.js";
import { Duplicates } from "./list/Duplicates.js";
import { FolderTree } from "./list/FolderTree.js";
import { ListFilters, hasFilters, listQuery } from "./list/ListFilters.js";
import { signed, stateOf } from "./segment.js";

const PAGE = 50;

/** All segments: found, filtered, changed many at once. */
export default function SegmentsPage() {
    const { query } = usePlace();
    const asked = listQuery(query);
    const list = useAnswer(asked, (signal) => get(`/segments?${asked}&limit=${PAGE}`, { signal }), { delay: 120 });
    const folders = useAnswer("folders", (signal) => get("/segments/folders", { signal }));
    const tags = useAnswer("tags", (signal) => get("/segments/tags", { signal }));
    const { items, next, more } = useMore(asked, list, (after) => get(`/segments?${asked}&limit=${PAGE}&after=${encodeURIComponent(after)}`));
    const [chosen, setChosen] = useState([]);
    useEffect(() => setChosen([]), [asked]);
    const refresh = () => { setChosen([]); list.again(); folders.again(); tags.again(); };
    // While another question is at work, what stands there is that of the one before.
    const isCurrent = list.valueKey === asked;
    return html`<${PageHead} title=${t("segments.title")} subtitle=${t("segments.subtitle")} actions=${may("edit_segments") && html`
            <a class="button primary" href="/segments/new"><${Icon} name="plus" size=${16} /><span>${t("segments.new")}</span></a>`} />
        <div class="segments-page">
            <${FolderTree} folders=${folders.value?.folders ?? []} current=${query.get("folder")} choose=${(folder) => setQuery({ folder }, { replace: false })} />
            <div class="segments-list">
                <${ListFilters} query=${query} tags=${tags.value?.tags ?? []} />
                <${Duplicates} />
                <${Working} ...${list} /><${ProblemBox} problem=${list.problem ?? folders.problem ?? tags.problem} again=${refresh} />
                ${chosen.length > 0 && html`<${BulkBar} chosen=${chosen} items=${items} tags=${tags.value?.tags ?? []} folders=${folders.value?.folders ?? []} done=${refresh} clear=${() => setChosen([])} />`}
                ${isCurrent && items.length === 0 && html`<${Nothing} query=${query} />`}
                ${items.length > 0 && html`<${Card} flush class=${classes((list.isBusy || !isCurrent) && "result-old")}>
                    <${Table} name="segments" caption=${t("segments.title")} rows=${items} columns=${columns(items, chosen, setChosen)} isSortable=${false} limit=${2000}
                        rowKey=${(row) => row.id} onRow=${(row) => navigate(`/segments/${row.id}`)} rowClass=${(row) => chosen.includes(row.id) && "chosen"}
                        top=${html`<span class="quiet small">${t("segments.shown", { count: items.length })}</span>`} />
                    ${next && html`<button type="button" class="link more" onClick=${() => tell(more)}>${t("segments.more")}</button>`}</${Card}>`}
            </div></div>`;
}

function Nothing({ query }) {
    if (hasFilters(query)) return html`<${Card}><${EmptyState} icon="search" title=${t("segments.noneFound")} action=${html`<${Button} onClick=${() => navigate("/segments")}>${t("segments.clearFilters")}</${Button}>`}>
        ${t("segments.noneFoundText")}</${EmptyState}></${Card}>`;
    return html`<${Card}><${EmptyState} icon="users-round" title=${t("segments.none")}
        action=${html`<div class="row-line">${may("edit_segments") && html`<a class="button primary" href="/segments/new">${t("segments.new")}</a>`}<a class="button secondary" href="/explore/funnel">${t("segments.fromAnalysis")}</a></div>`}>
        ${t("segments.noneText")}</${EmptyState}></${Card}>`;
}

function columns(items, chosen, setChosen) {
    const turn = (id) => setChosen(chosen.includes(id) ? chosen.filter((other) => other !== id) : [...chosen, id]);
    return [
        ...(may("edit_segments") ? [{ id: "chosen", title: html`<${ChooseAll} items=${items} chosen=${chosen} setChosen=${setChosen} />`, isForm: true, value: () => "", show: (row) => html`<input type="checkbox" class="form-check-input" aria-label=${t("segments.choose", { name: row.name })}
            checked=${chosen.includes(row.id)} onChange=${() => turn(row.id)} />` }] : []),
        { id: "name", title: t("segments.name"), value: (row) => row.name },
        { id: "state", title: t("segments.state"), value: (row) => stateOf(row)[1], show: (row) => html`<${State} segment=${row} />` },
        { id: "size", title: t("segments.size"), isNumber: true, value: (row) => row.size, show: (row) => count(row.size), explain: t("segments.sizeExplained") },
        { id: "change", title: t("segments.change"), isNumber: true, value: (row) => row.change, explain: t("segments.changeExplained"),
            show: (row) => html`<span class=${row.change > 0 ? "is-up" : row.change < 0 ? "is-down" : "quiet"} title=${row.entered !== null ? t("segments.enteredLeft", { entered: row.entered, left: row.left }) : undefined}>${signed(row.change)}</span>` },
        { id: "data", title: t("segments.dataDate"), value: (row) => row.data_date, show: (row) => html`<span class="no-wrap">${date(row.data_date)}</span>` },
        { id: "folder", title: t("segments.folder"), value: (row) => row.folder, show: (row) => row.folder || "–" },
        { id: "tags", title: t("segments.tags"), value: (row) => row.tags.join(", "), show: (row) => html`<span class="tag-list">${row.tags.map((tag) => html`<a class="tag" key=${tag} href=${`/segments?tag=${encodeURIComponent(tag)}`}>${tag}</a>`)}</span>` },
        { id: "owner", title: t("segments.owner"), value: (row) => row.owner },
        { id: "used", title: t("segments.usedBy"), isNumber: true, value: (row) => row.used_by, show: (row) => count(row.used_by) },
        { id: "star", title: t("segments.star"), value: (row) => (row.starred ? "1" : ""), show: (row) => html`<${SegmentStar} segment=${row} />` },
    ];
}

function ChooseAll({ items, chosen, setChosen }) {
    const all = items.length > 0 && chosen.length === items.length;
    return html`<input type="checkbox" class="form-check-input" aria-label=${t("segments.chooseAll")} checked=${all} onChange=${() => setChosen(all ? [] : items.map((item) => item.id))} />`;
}

export function State({ segment }) {
    const [kind, text] = stateOf(segment);
    return html`<span title=${segment.last_run?.failure ?? undefined}><${Badge} kind=${kind}>${text}</${Badge}></span>`;
}

/** The star of a segment, told by its name. */
export const SegmentStar = ({ segment }) => html`<${Star} of="segment" id=${segment.id} starred=${segment.starred} size=${16} label=${t("segments.starThis", { name: segment.name })} />`;
