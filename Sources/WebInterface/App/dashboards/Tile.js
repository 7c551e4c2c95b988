import { classes, html, useEffect, useRef, useState } from "../html.js";
import { analyze } from "../api/analyses.js";
import { useAnswer } from "../api/useAnswer.js";
import { EmptyState, Working } from "../components/Blocks.js";
import { IconButton } from "../components/Buttons.js";
import { Chart, useDrawn } from "../components/Chart.js";
import { MenuButton } from "../components/Menu.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { Table } from "../components/Table.js";
import { t } from "../words/words.js";
import { days } from "../words/figures.js";
import { useSegments } from "../explore/builder/SegmentChoice.js";
import { openElementMenu, pointOf } from "../explore/elements.js";
import { addressOf, KINDS } from "../explore/question.js";
import { asked, COLUMNS, GAP, pixels, ROW } from "./board.js";
import { drawingOf, numbersOf } from "./drawings.js";

/**
 * One thing on a dashboard. `edit` is null while it is only looked at, else what its menu can do:
 * `{ move(by), resize(width, height), change(values), remove(), rename(), write() }`.
 */
export function Tile({ tile, index, board, datasets, edit }) {
    const [isTable, setIsTable] = useState(false);
    const { place } = tile;
    const name = tile.title || t("dash.kind." + tile.kind);
    const question = tile.question && asked(tile.question, board);
    const items = () => [
        question && KINDS.includes(question.kind) && { text: t("dash.explore"), icon: "zoom-in", href: addressOf(question, tile.view?.view) },
        tile.kind === "analysis" && { text: t(isTable ? "dash.asChart" : "dash.asTable"), icon: isTable ? "chart-column" : "table", run: () => setIsTable(!isTable) },
        ...(edit ? [null,
            tile.kind === "text" ? { text: t("dash.editText"), icon: "pencil", run: edit.write } : { text: t("dash.rename"), icon: "pencil", run: edit.rename },
            { text: t("dash.earlier"), icon: "arrow-left", run: () => edit.move(-1) },
            { text: t("dash.later"), icon: "arrow-right", run: () => edit.move(1) },
            { text: t("dash.wider"), icon: "plus", run: () => edit.resize(place.width + 1, place.height) },
            { text: t("dash.narrower"), icon: "columns-3", run: () => edit.resize(place.width - 1, place.height) },
            { text: t("dash.taller"), icon: "arrow-down", run: () => edit.resize(place.width, place.height + 1) },
            { text: t("dash.shorter"), icon: "arrow-up", run: () => edit.resize(place.width, place.height - 1) },
            null,
            { text: t("dash.removeTile"), icon: "trash-2", isDanger: true, run: edit.remove }] : []),
    ];
    return html`<section class=${classes("tile", `of-${tile.kind}`, edit && "is-edited")} aria-label=${name} data-index=${index}
        style=${{ gridColumn: `${place.x + 1} / span ${place.width}`, gridRow: `${place.y + 1} / span ${place.height}` }}>
        <header class="tile-head">
            ${edit && html`<${Handle} name=${name} place=${place} edit=${edit} />`}
            ${(tile.kind !== "text" || tile.title) && html`<h2>${name}</h2>`}
            ${(edit || tile.kind !== "text") && html`<${MenuButton} items=${items()} label=${t("dash.tileMenu", { name })} size=${16} />`}</header>
        <div class="tile-body">
            ${tile.kind === "text" ? html`<${Text} text=${tile.text} />` : html`<${Answer} tile=${tile} question=${question} datasets=${datasets} isTable=${isTable} />`}
        </div>
        ${edit && html`<${Grip} place=${place} edit=${edit} />`}
    </section>`;
}

/** Dragged by SortableJS; with the keyboard arrows move the tile, and with Shift they change its size. */
function Handle({ name, place, edit }) {
    const keys = (event) => {
        const [x, y] = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key] ?? [];
        if (x === undefined) return;
        event.preventDefault();
        if (event.shiftKey) edit.resize(place.width + x, place.height + y);
        else edit.move(x + y);
    };
    return html`<${IconButton} icon="grip-vertical" size=${16} class="tile-handle" label=${t("dash.handle", { name })} onKeyDown=${keys} />`;
}

/** The corner that changes the size by dragging; the handle and the menu do the same by keyboard. */
function Grip({ place, edit }) {
    const start = (event) => {
        event.preventDefault();
        const grip = event.currentTarget;
        const column = grip.closest(".board").clientWidth / COLUMNS;
        const from = { x: event.clientX, y: event.clientY };
        grip.setPointerCapture(event.pointerId);
        grip.onpointermove = (now) => edit.resize(place.width + Math.round((now.clientX - from.x) / column), place.height + Math.round((now.clientY - from.y) / (ROW + GAP)));
        grip.onlostpointercapture = () => { grip.onpointermove = null; };
    };
    return html`<span class="tile-grip" title=${t("dash.resize")} onPointerDown=${start}></span>`;
}

/** Paragraphs at empty lines; lines that begin with # are headings, with - a list. */
function Text({ text }) {
    return text.split(/\n{2,}/).map((part, index) => {
        const lines = part.split("\n");
        if (lines.every((line) => line.startsWith("- "))) return html`<ul key=${index}>${lines.map((line) => html`<li>${line.slice(2)}</li>`)}</ul>`;
        if (/^#+ /.test(part)) return html`<h3 key=${index}>${part.replace(/^#+ /, "")}</h3>`;
        return html`<p key=${index}>${lines.map((line, place) => html`${place > 0 && html`<br />`}${line}`)}</p>`;
    });
}

function Answer({ tile, question, datasets, isTable }) {
    const dataset = datasets.find((one) => one.name === question.dataset);
    const isSeen = useSeen();
    const answer = useAnswer(isSeen.value && dataset ? JSON.stringify(question) : null, (signal, tell) => analyze(question, signal, tell));
    const segments = useSegments();
    const drawn = useDrawn(() => {
        if (!answer.value || !dataset || tile.kind === "number") return null;
        return drawingOf(answer.value, JSON.parse(answer.valueKey), dataset, tile.view);
    }, [answer.value, dataset, tile.view, segments]);
    if (!dataset) return html`<p class="quiet small">${t("dash.noDataset", { name: question.dataset })}</p>`;
    return html`<div ref=${isSeen.box} class=${answer.value && (answer.isBusy || answer.problem) ? "result-old" : ""}>
        <${Working} ...${answer} />
        ${answer.problem && html`<${ProblemBox} problem=${answer.problem} again=${answer.again} />`}
        ${answer.value && tile.kind === "number" && html`<${Number} tile=${tile} answer=${answer.value} question=${JSON.parse(answer.valueKey)} dataset=${dataset} />`}
        ${answer.value && tile.kind === "analysis" && !drawn && html`<p class="quiet small">${t("dash.cannotDraw")}</p>`}
        ${drawn && html`<${Drawing} tile=${tile} drawn=${drawn} isTable=${isTable} />`}
        ${answer.value && tile.kind === "analysis" && answer.value.resolved && html`<p class="tile-foot quiet small">${days(answer.value.resolved)}</p>`}
    </div>`;
}

function Drawing({ tile, drawn, isTable }) {
    const height = pixels(tile.place.height) - 92;
    if (isTable) return html`<div class="tile-table" style=${{ height: `${height}px` }}><${Table} name=${tile.title || tile.question.kind} caption=${tile.title} columns=${drawn.columns} rows=${drawn.rows} /></div>`;
    if (!drawn.option || drawn.rows.length === 0) return html`<${EmptyState} icon="info" title=${t("dash.nothing")} />`;
    const click = drawn.element && ((params) => {
        const element = drawn.element(params);
        if (element) openElementMenu(pointOf(params), element);
    });
    return html`<${Chart} name=${tile.title || tile.question.kind} label=${t("dash.chartLabel", { name: tile.title || t("explore." + tile.question.kind) })} option=${drawn.option} height=${height} onClick=${click} />`;
}

function Number({ tile, answer, question, dataset }) {
    const numbers = numbersOf(answer, question, dataset);
    const number = numbers.find((one) => one.id === tile.view?.element) ?? numbers[0];
    if (!number) return html`<p class="quiet small">${t("dash.cannotDraw")}</p>`;
    return html`<p class="tile-number">${number.value}</p><p class="quiet small">${[tile.title === number.text ? null : number.text, number.note].filter(Boolean).join(" · ")}</p>`;
}

/** True once the element has been near the window: what is far below asks nothing yet. */
function useSeen() {
    const box = useRef(null);
    const [value, setValue] = useState(false);
    useEffect(() => {
        if (value || !box.current) return undefined;
        const watcher = new IntersectionObserver((entries) => { if (entries.some((entry) => entry.isIntersecting)) setValue(true); }, { rootMargin: "400px" });
        watcher.observe(box.current);
        return () => watcher.disconnect();
    }, [value]);
    return { box, value };
}
