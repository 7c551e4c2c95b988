import { classes, html, useRef } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button, IconButton } from "../../components/Buttons.js";
import { openOptions } from "../../components/Picker.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { useNewest } from "../../components/useNewest.js";
import { setQuery, usePlace } from "../../router.js";
import { count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { findSegments } from "../builder/Parts.js";
import { openRegion } from "./region.js";
import { RunNow } from "./run.js";
import { Upset } from "./Upset.js";

/** How many others at once: more combinations can hardly be read. */
const MOST = 4;

/** Who is also in other segments: every combination with its users, and pair by pair. */
export function Overlap({ segment, round, run }) {
    const { query } = usePlace();
    // `with=3,5`, `with=none` where all were taken away; without it the largest others.
    const chosen = query.get("with");
    const others = useAnswer(chosen === null ? segment.id : null, (signal) => get("/segments?limit=50&sort=-size", { signal }));
    const usual = (others.value?.items ?? []).filter((one) => one.id !== segment.id && one.size !== null).slice(0, 3).map((one) => one.id);
    const ids = chosen === null ? usual : chosen.split(",").filter((id) => id && id !== "none");
    const key = segment.size !== null && ids.length > 0 ? `${segment.id} ${ids.join()} ${round}` : null;
    const overlap = useAnswer(key, (signal) => get(`/segments/${segment.id}/overlap?with=${ids.join()}`, { signal }));
    const set = (next) => setQuery({ with: next.length > 0 ? next.join(",") : "none" });
    const names = useRef({});
    for (const one of [...(others.value?.items ?? []), ...(overlap.value?.segments ?? [])]) names.current[one.id] = one.name;
    // The list to choose from may be open while the usual ones arrive.
    const take = useNewest((id, option) => {
        names.current[id] = option.text;
        set([...ids.filter((other) => other !== id), id].slice(-MOST));
    });
    const add = (event) => openOptions(event.currentTarget, { label: t("overlap.add"), load: findSegments([segment.id, ...ids]), choose: take });
    if (segment.size === null) return html`<${Card}><${EmptyState} icon="layers" title=${t("profile.none")} action=${html`<${RunNow} segment=${segment} run=${run} />`}>${t("overview.noneText")}</${EmptyState}></${Card}>`;
    const found = overlap.value;
    const regions = (found?.regions ?? []).filter((region) => region.users > 0).sort((a, b) => b.users - a.users);
    const name = (id) => names.current[id] ?? (overlap.problem ? id : "…");
    const look = classes((overlap.valueKey !== key || overlap.isBusy) && "result-old");
    return html`<${Card} title=${t("overlap.title")} subtitle=${t("overlap.text")}><div class="row-line">${ids.map((id) => html`<span class="chip" key=${id}>${name(id)}<${IconButton} icon="x" size=${12} label=${t("filter.without", { value: name(id) })} onClick=${() => set(ids.filter((other) => other !== id))} /></span>`)}
            <${Button} small icon="plus" disabled=${ids.length >= MOST} title=${ids.length >= MOST ? t("upset.most", { n: MOST + 1 }) : undefined} onClick=${add}>${t("overlap.add")}</${Button}></div>
            <${Working} ...${overlap} /><${ProblemBox} problem=${overlap.problem} again=${overlap.again} /><${ProblemBox} problem=${others.problem} again=${others.again} />
            ${ids.length === 0 && (chosen !== null || others.value) && html`<${EmptyState} icon="layers" title=${t("overlap.none")}>${t("overlap.noneText")}</${EmptyState}>`}
            ${found?.regions && html`<div class=${look}><${Upset} found=${found} name=${`segment-${segment.id}-overlap`} /></div>`}
            ${found && !found.regions && html`<p class="quiet">${t("overlap.tooMany")}</p>`}</${Card}>
        ${found?.regions && html`<${Card} flush class=${look} title=${t("overlap.regions")}><${Table} name=${`segment-${segment.id}-regions`} caption=${t("overlap.regions")} rows=${regions} onRow=${(row, event) => openRegion(event.currentTarget instanceof HTMLButtonElement ? event.currentTarget : { x: event.clientX, y: event.clientY }, row, found)} columns=${[
        { id: "in", title: t("overlap.onlyIn"), value: (row) => row.only_in.join(" + ") },
        { id: "users", title: t("publish.users"), isNumber: true, value: (row) => row.users, show: (row) => count(row.users) },
        { id: "share", title: t("overlap.shareOfUnion"), isNumber: true, value: (row) => row.users / (found.union || 1), show: (row) => share(row.users / (found.union || 1)) }]} /></${Card}>`}
        ${found && html`<${Card} flush class=${look} title=${t("overlap.pairs")}><${Table} name=${`segment-${segment.id}-pairs`} caption=${t("overlap.pairs")} rows=${found.pairs} columns=${[
        { id: "first", title: t("overlap.first"), value: (row) => row.first }, { id: "second", title: t("overlap.second"), value: (row) => row.second },
        { id: "both", title: t("overlap.both"), isNumber: true, value: (row) => row.both, show: (row) => count(row.both) },
        { id: "firstIn", title: t("overlap.firstIn"), isNumber: true, value: (row) => row.first_in_second, show: (row) => share(row.first_in_second) },
        { id: "secondIn", title: t("overlap.secondIn"), isNumber: true, value: (row) => row.second_in_first, show: (row) => share(row.second_in_first) },
        { id: "jaccard", title: t("overlap.jaccard"), isNumber: true, explain: t("overlap.jaccardText"), value: (row) => row.jaccard, show: (row) => share(row.jaccard) }]} /></${Card}>`}`;
}
