// A dashboard as the API keeps it: tiles in a grid of 12 columns. Arranging changes their order and sizes;
// the places follow from both.

export const COLUMNS = 12;
export const SIZES = { analysis: { width: 6, height: 5 }, number: { width: 3, height: 2 }, text: { width: 6, height: 2 } };
/** A row's height and the gap, in pixels; the style sheet has the same. */
export const ROW = 56;
export const GAP = 14;
export const pixels = (height) => height * ROW + (height - 1) * GAP;

/** The tiles as people read them: line by line. */
export const inOrder = (tiles) => [...tiles].sort((a, b) => a.place.y - b.place.y || a.place.x - b.place.x);

/** Places for tiles in their order: from the left, a new line where one is full. */
export function pack(tiles) {
    let x = 0;
    let y = 0;
    let tallest = 0;
    return tiles.map((tile) => {
        const width = Math.min(COLUMNS, tile.place.width);
        if (x + width > COLUMNS) {
            x = 0;
            y += tallest;
            tallest = 0;
        }
        const place = { x, y, width, height: tile.place.height };
        x += width;
        tallest = Math.max(tallest, place.height);
        return { ...tile, place };
    });
}

/** A tile below all others, or beside the last where there is room. */
export const append = (tiles, tile) => pack([...inOrder(tiles), { ...tile, place: { x: 0, y: 0, ...SIZES[tile.kind] } }]);

/** What a tile asks under the dashboard's range and segment. */
export function asked(question, { range, segment }) {
    return { ...question, ...(range ? { range } : {}), ...(segment ? { segments: [segment] } : {}) };
}

/** What is sent: nothing that only the answer holds. */
export function body({ name, folder, description, range, segment, tiles }) {
    return {
        name, folder, description, ...(range ? { range } : {}), ...(segment ? { segment } : {}),
        tiles: tiles.map(({ kind, title, question, text, view, place }) => ({ kind, title, ...(kind === "text" ? { text } : { question }), view, place })),
    };
}

/** Whether two states would be saved alike. */
export const isSame = (a, b) => JSON.stringify(body(a)) === JSON.stringify(body(b));

const keyOf = (id) => `cxm.dashboard.${id}`;

/** What was changed and not yet saved outlives a reload. */
export function keepDraft(id, draft) {
    if (draft) keep(keyOf(id), JSON.stringify(draft));
    else sessionStorage.removeItem(keyOf(id));
}

function keep(key, text) {
    try {
        sessionStorage.setItem(key, text);
    } catch {
        // Without room it lives as long as the page.
    }
}

export function keptDraft(id) {
    try {
        return JSON.parse(sessionStorage.getItem(keyOf(id)));
    } catch {
        return null;
    }
}
