import { html, useEffect } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button, IconButton } from "../../components/Buttons.js";
import { openOptions } from "../../components/Picker.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { setQuery, usePlace } from "../../router.js";
import { count, share } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { findSegments } from "../builder/Parts.js";
import { openRegion } from "./region.js";
import { Upset } from "./Upset.js";

/** How many others at once: more combinations can hardly be read. */
const MOST = 4;

/** Who is also in other segments: every combination with its users, and pair by pair. */
export function Overlap({ segment }) {
    const { query } = usePlace();
    const ids = (query.get("with") ?? "").split(",").filter(Boolean);
    const others = useAnswer(ids.length === 0 ? segment.id : null, (signal) => get("/segments?limit=50&sort=-size", { signal }));
    useEffect(() => {
        const usual = (others.value?.items ?? []).filter((one) => one.id !== segment.id && one.size !== null).slice(0, 3).map((one) => one.id);
        if (usual.length > 0 && ids.length === 0) setQuery({ with: usual.join(",") });
    }, [others.value]);
    const isKnown = segment.size !== null && ids.length > 0;
    const overlap = useAnswer(isKnown ? ids.join() : null, (signal) => get(`/segments/${segment.id}/overlap?with=${ids.join()}`, { signal }));
    const set = (next) => setQuery({ with: next.join(",") });
    const add = (event) => openOptions(event.currentTarget, { label: t("overlap.add"), load: findSegments([segment.id, ...ids]), choose: (id) => set([...ids, id]) });
    if (segment.size === null) return html`<${Card}><${EmptyState} icon="layers" title=${t("profile.none")}>${t("overview.noneText")}</${EmptyState}></${Card}>`;
    const found = overlap.value;
    const regions = (found?.regions ?? []).filter((region) => region.users > 0).sort((a, b) => b.users - a.users);
    const name = (id) => found?.segments.find((one) => one.id === id)?.name ?? id;
    return html`<${Card} title=${t("overlap.title")} subtitle=${t("overlap.text")}><div class="row-line">${ids.map((id) => html`<span class="chip" key=${id}>${name(id)}<${IconButton} icon="x" size=${12} label=${t("filter.without", { value: name(id) })} onClick=${() => set(ids.filter((other) => other !== id))} /></span>`)}
            <${Button} small icon="plus" disabled=${ids.length >= MOST} title=${ids.length >= MOST ? t("upset.most", { n: MOST + 1 }) : undefined} onClick=${add}>${t("overlap.add")}</${Button}></div>
            <${Working} ...${overlap} /><${ProblemBox} problem=${overlap.problem} again=${overlap.again} />
            ${ids.length === 0 && !others.isBusy && html`<${EmptyState} icon="layers" title=${t("overlap.none")}>${t("overlap.noneText")}</${EmptyState}>`}
            ${found?.regions && html`<${Upset} found=${found} name=${`segment-${segment.id}-overlap`} />`}
            ${found && !found.regions && html`<p class="quiet">${t("overlap.tooMany")}</p>`}</${Card}>
        ${found?.regions && html`<${Card} flush title=${t("overlap.regions")}><${Table} name=${`segment-${segment.id}-regions`} caption=${t("overlap.regions")} rows=${regions} onRow=${(row, event) => openRegion(event.currentTarget instanceof HTMLButtonElement ? event.currentTarget : { x: event.clientX, y: event.clientY }, row, found)} columns=${[
        { id: "in", title: t("overlap.onlyIn"), value: (row) => row.only_in.join(" + ") },
        { id: "users", title: t("publish.users"), isNumber: true, value: (row) => row.users, show: (row) => count(row.users) },
        { id: "share", title: t("overlap.shareOfUnion"), isNumber: true, value: (row) => row.users / (found.union || 1), show: (row) => share(row.users / (found.union || 1)) }]} /></${Card}>`}
        ${found && html`<${Card} flush title=${t("overlap.pairs")}><${Table} name=${`segment-${segment.id}-pairs`} caption=${t("overlap.pairs")} rows=${found.pairs} columns=${[
        { id: "first", title: t("overlap.first"), value: (row) => row.first }, { id: "second", title: t("overlap.second"), value: (row) => row.second },
        { id: "both", title: t("overlap.both"), isNumber: true, value: (row) => row.both, show: (row) => count(row.both) },
        { id: "firstIn", title: t("overlap.firstIn"), isNumber: true, value: (row) => row.first_in_second, show: (row) => share(row.first_in_second) },
        { id: "secondIn", title: t("overlap.secondIn"), isNumber: true, value: (row) => row.second_in_first, show: (row) => share(row.second_in_first) },
        { id: "jaccard", title: t("overlap.jaccard"), isNumber: true, explain: t("overlap.jaccardText"), value: (row) => row.jaccard, show: (row) => share(row.jaccard) }]} /></${Card}>`}`;
}
