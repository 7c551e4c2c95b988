import { may } from "../api/me.js";
import { match } from "../router.js";
import { pages } from "../pages.js";
import { addressOf, usualRange } from "../explore/question.js";
import { labelOf } from "../words/words.js";

// Where a thing that was found, starred or looked at is shown.

export const KIND_ICONS = {
    segment: "users-round", dashboard: "layout-dashboard", analysis: "chart-column", table: "table", field: "columns-3", value: "tag", event: "activity", person: "user",
};

/** Whether there is a page at an address. */
const exists = (path) => pages.some((page) => match(page.path, path));

/** The address of something by its kind and id, or null where no page shows it. */
export function addressFor(kind, id) {
    const part = encodeURIComponent(id);
    const candidates = {
        segment: [`/segments/${part}`], dashboard: [`/dashboards/${part}`], person: [`/people/${part}`], analysis: [`/views/${part}`],
        table: may("manage_catalogue") ? [`/admin/data/${part}`] : [],
    }[kind] ?? [];
    return candidates.find(exists) ?? null;
}

/** What the search has found, as an option: `{ text, hint, icon, kind, href }`. */
export function hitOption(hit, datasets) {
    const text = labelOf(hit.labels, hit.name);
    const hint = [text === hit.name ? null : hit.name, hit.place].filter(Boolean).join(" · ");
    return { key: `${hit.kind} ${hit.place ?? ""} ${hit.id}`, text, hint, kind: hit.kind, icon: KIND_ICONS[hit.kind], href: addressFor(hit.kind, hit.id) ?? askedBy(hit, datasets) };
}

/** What is counted of an event, a field or a value: a trend. */
function askedBy(hit, datasets) {
    const [table, field] = (hit.kind === "value" ? hit.place : `${hit.place}.${hit.id}`)?.split(/\.(.*)/s) ?? [];
    const dataset = datasets.find((one) => one.name === (hit.kind === "event" ? hit.place : table)) ?? datasets[0];
    if (!dataset) return null;
    const draft = (more) => addressOf({ kind: "trend", dataset: dataset.name, range: usualRange(dataset), period: "day", ...more });
    if (hit.kind === "event") return draft({ series: [{ event: hit.id, measure: "users" }] });
    const isProperty = dataset.properties.some((one) => one.name === field) && table === dataset.name;
    const isAttribute = dataset.attributes.some((one) => one.name === field);
    const kind = isProperty ? "property" : isAttribute ? "attribute" : null;
    const [event] = dataset.events.includes("app_open") && !isProperty ? ["app_open"] : dataset.events;
    if (hit.kind === "table") return draft({ series: [{ event, measure: "users" }] });
    if (!kind) return null;
    if (hit.kind === "field") return draft({ series: [{ event, measure: "users" }], breakdown: { [kind]: field, limit: 8 } });
    const where = [{ [kind]: field, operator: "in", value: [hit.id] }];
    return draft(isProperty ? { series: [{ where, measure: "users", label: `${field}: ${labelOf(hit.labels, hit.name)}` }] } : { series: [{ event, measure: "users" }], where });
}
