import { isComplete } from "../../components/Filters.js";

// A draft is a segment that may still lack something. It is kept in this browser until it is saved.

const keyOf = (id) => `cxm.segment.${id ?? "new"}`;

export function keptDraft(id) {
    try {
        return JSON.parse(sessionStorage.getItem(keyOf(id)));
    } catch {
        return null;
    }
}
export const keepDraft = (id, draft) => sessionStorage.setItem(keyOf(id), JSON.stringify(draft));
export const forgetDraft = (id) => sessionStorage.removeItem(keyOf(id));

export const emptyGroup = () => ({ dataset: null, filters: [] });
export const emptyContainer = () => ({ groups: [emptyGroup()] });

/** A new draft; `kind` is conditions, sql, list or parts. */
export const newDraft = (kind = "conditions") => ({
    kind, name: "", description: "", folder: "", tags: [], expires: null, schedule: null,
    containers: [emptyContainer()], sql: { connection: null, text: "" }, list: null, parts: { how: "union", ids: [] }, from: null,
});

/** A saved segment as a draft; `base` is what it was made from. */
export function draftOf(segment) {
    const { definition } = segment;
    const draft = {
        ...newDraft(), name: segment.name, description: segment.description, folder: segment.folder, tags: segment.tags,
        expires: segment.expires, schedule: segment.schedule, base: { id: segment.id, revision: segment.revision, version: segment.version },
    };
    if (definition.containers) return { ...draft, kind: "conditions", containers: definition.containers.map((container) => ({ ...container, groups: container.groups.map((group) => ({ filters: [], ...group })) })) };
    if (definition.sql) return { ...draft, kind: "sql", sql: definition.sql };
    if (definition.list) return { ...draft, kind: "list", list: definition.list };
    if (definition.from) return { ...draft, kind: "from", from: definition.from };
    const how = ["union", "intersect", "subtract"].find((name) => definition[name]);
    return { ...draft, kind: "parts", parts: { how, ids: definition[how] } };
}

const isCondition = (condition) => condition.operator && (condition.measure === "count" || condition.field)
    && (Array.isArray(condition.value) ? condition.value.length === 2 && condition.value.every(Number.isFinite) : Number.isFinite(condition.value));

/** The places of a list's members that are ready. */
const readyPlaces = (list, isReady) => (list ?? []).flatMap((entry, index) => (isReady(entry) ? [index] : []));

/**
 * The definition that a draft says, or null while it lacks what it needs; and `places`: where each ready container,
 * group, filter and condition stands in the draft, so that counts and faults find their cards.
 */
export function definitionOf(draft) {
    if (draft.kind === "sql") return draft.sql.text.trim() && draft.sql.connection ? { definition: { sql: draft.sql } } : null;
    if (draft.kind === "list") return draft.list ? { definition: { list: draft.list } } : null;
    if (draft.kind === "from") return { definition: { from: draft.from } };
    if (draft.kind === "parts") return draft.parts.ids.length > 1 ? { definition: { [draft.parts.how]: draft.parts.ids } } : null;
    const places = [];
    const containers = [];
    draft.containers.forEach((container, c) => {
        const groups = [];
        container.groups.forEach((group, g) => {
            if (!group.dataset) return;
            const filters = readyPlaces(group.filters, isComplete);
            const having = readyPlaces(group.having, isCondition);
            groups.push({ g, filters, having });
        });
        if (groups.length === 0) return;
        places.push({ c, groups });
        containers.push({ ...(container.subtract && containers.length > 0 ? { subtract: true } : {}), groups: groups.map(({ g, filters, having }) => readyGroup(container.groups[g], filters, having)) });
    });
    return containers.length > 0 ? { definition: { containers }, places } : null;
}

function readyGroup(group, filters, having) {
    return {
        dataset: group.dataset,
        ...(filters.length ? { filters: filters.map((place) => group.filters[place]) } : {}),
        ...(group.range ? { range: group.range } : {}),
        ...(having.length ? { having: having.map((place) => group.having[place]) } : {}),
        ...(group.join?.key ? { join: group.join } : {}),
        ...(group.exclude ? { exclude: true } : {}),
    };
}

/** Whether everything that was begun is ready; a save waits for it. */
export function unfinished(draft) {
    if (draft.kind !== "conditions") return definitionOf(draft) ? 0 : 1;
    let count = 0;
    for (const container of draft.containers) {
        for (const group of container.groups) {
            if (!group.dataset) count += 1;
            else count += (group.filters ?? []).filter((filter) => !isComplete(filter)).length + (group.having ?? []).filter((condition) => !isCondition(condition)).length;
        }
    }
    return count;
}

/** Counts of a preview by the places of the draft: `at(c)`, `at(c, g)`. */
export function countsOf(preview, places) {
    const found = new Map();
    preview?.containers?.forEach((container, index) => {
        const place = places?.[index];
        if (!place) return;
        found.set(`${place.c}`, container);
        container.groups.forEach((group, number) => {
            const at = place.groups[number];
            if (!at) return;
            const steps = { filters: new Map(), having: new Map() };
            const filters = group.steps.filter((step) => step.kind === "filter");
            const having = group.steps.filter((step) => step.kind === "having");
            at.filters.forEach((filter, step) => steps.filters.set(filter, filters[step]?.count));
            at.having.forEach((condition, step) => steps.having.set(condition, (having[step] ?? having.at(-1))?.count));
            found.set(`${place.c}/${at.g}`, { ...group, start: group.steps.find((step) => step.kind === "range" || step.kind === "any_row")?.count, ...steps });
        });
    });
    return found;
}

/** A fault's pointer as places of the draft: `{ c, g, filter, having }`, as far as it goes. */
export function placeOf(problem, places) {
    const match = /^\/containers\/(\d+)(?:\/groups\/(\d+)(?:\/(filters|having|range|join|dataset|exclude)(?:\/(\d+))?)?)?/.exec(problem?.pointer ?? "");
    const container = match && places?.[match[1]];
    if (!container) return null;
    const group = match[2] !== undefined ? container.groups[match[2]] : undefined;
    return { c: container.c, g: group?.g, part: match[3], filter: match[3] === "filters" ? group?.filters[match[4]] : undefined, having: match[3] === "having" ? group?.having[match[4]] : undefined };
}
