import { html, useRef, useState } from "../html.js";
import { confirm, openDialog } from "../components/layers.js";
import { Button } from "../components/Buttons.js";
import { useSortable } from "../components/useSortable.js";
import { t } from "../words/words.js";
import { COLUMNS, inOrder, pack } from "./board.js";
import { Tile } from "./Tile.js";

let lastKey = 0;
const keys = new WeakMap();
/** A tile keeps its key while it is changed, so that its answer stays. */
const keyOf = (tile) => {
    const about = tile.view;
    if (!keys.has(about)) keys.set(about, ++lastKey);
    return `${keys.get(about)}-${tile.kind}`;
};

/** The grid of tiles; with `onChange(tiles)` they can be dragged, sized, named and removed. */
export function Board({ board, datasets, onChange }) {
    const box = useRef(null);
    const tiles = inOrder(board.tiles);
    const now = useRef({});
    now.current = { tiles, onChange };
    const [said, setSaid] = useState("");
    const moveTo = (from, to) => {
        const moved = [...now.current.tiles];
        moved.splice(to, 0, ...moved.splice(from, 1));
        now.current.onChange(pack(moved));
    };
    useSortable(box, { draggable: ".tile", handle: ".tile-handle", move: moveTo, isOn: Boolean(onChange) });
    const set = (index, tile) => now.current.onChange(pack(now.current.tiles.with(index, tile)));
    const edit = (tile, index) => onChange && {
        move(by) {
            const to = index + by;
            if (to < 0 || to >= tiles.length) return;
            moveTo(index, to);
            setSaid(t("dash.moved", { place: to + 1, all: tiles.length }));
            // The handle keeps the focus when its tile changes places.
            requestAnimationFrame(() => box.current?.querySelectorAll(".tile-handle")[to]?.focus());
        },
        resize(width, height) {
            const place = { ...tile.place, width: Math.max(2, Math.min(COLUMNS, width)), height: Math.max(1, Math.min(20, height)) };
            const given = now.current.tiles[index].place;
            if (place.width === given.width && place.height === given.height) return;
            set(index, { ...now.current.tiles[index], place });
            setSaid(t("dash.sized", { width: place.width, height: place.height }));
        },
        rename: () => openTitle(tile, (title) => set(index, { ...tile, title })),
        write: () => openText(tile, (values) => set(index, { ...tile, ...values })),
        async remove() {
            const isSure = await confirm(t("dash.removeTile"), { text: t("dash.removeText", { name: tile.title || t("dash.kind." + tile.kind) }), action: t("dash.removeTile"), isDanger: true });
            if (isSure) now.current.onChange(pack(now.current.tiles.toSpliced(index, 1)));
        },
    };
    return html`<div class="board" ref=${box}>
        ${tiles.map((tile, index) => html`<${Tile} key=${keyOf(tile)} tile=${tile} index=${index} board=${board} datasets=${datasets} edit=${edit(tile, index)} />`)}
    </div><p class="visually-hidden" aria-live="polite">${said}</p>`;
}

function openTitle(tile, change) {
    openDialog(t("dash.rename"), (close) => html`<${Form} close=${close} start=${{ title: tile.title }} save=${({ title }) => change(title.trim())} />`, { size: "small" });
}

/** Writes a text tile, a new one or one that is there. */
export function openText(tile, change) {
    openDialog(t("dash.editText"), (close) => html`<${Form} close=${close} start=${{ title: tile.title ?? "", text: tile.text ?? "" }} save=${({ title, text }) => change({ title: title.trim(), text })} />`);
}

function Form({ close, start, save }) {
    const [values, setValues] = useState(start);
    const isReady = values.text === undefined || values.text.trim();
    const submit = (event) => { event.preventDefault(); if (isReady) { save(values); close(); } };
    return html`<form onSubmit=${submit}>
        <label class="field"><span>${t("dash.title")}</span><input class="form-control" autofocus value=${values.title} maxlength="200" onInput=${(event) => setValues({ ...values, title: event.target.value })} /></label>
        ${values.text !== undefined && html`<label class="field"><span>${t("dash.text")}</span><textarea class="form-control" rows="7" maxlength="6000" value=${values.text} onInput=${(event) => setValues({ ...values, text: event.target.value })}></textarea></label>
            <p class="quiet small">${t("dash.textHint")}</p>`}
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${!isReady}>${t("action.apply")}</${Button}></div></form>`;
}
