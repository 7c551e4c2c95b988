import { usualRange } from "./question.js";

// What is asked where nobody has asked yet: a good question for the data that are there.

const has = (dataset, ...events) => events.every((event) => dataset.events.includes(event));

/** A first draft of a kind. */
export function starter(kind, dataset) {
    const base = { dataset: dataset.name, range: usualRange(dataset) };
    if (!base.range) delete base.range;
    const demo = demos[kind];
    if (demo && has(dataset, "app_open", "pay_start", "pay_auth", "pay_done")) return { ...base, ...demo(dataset) };
    return { ...base, ...plain[kind](dataset) };
}

const demos = {
    funnel: () => ({
        steps: ["app_open", "pay_start", "pay_auth", "pay_done"].map((event) => ({ event })), window: { value: 7, unit: "day" },
    }),
    retention: () => ({ start: { event: "pay_done" }, return: { event: "pay_done" }, period: "week", periods: 6 }),
    trend: () => ({ series: [{ event: "app_open", measure: "users" }, { event: "pay_done", measure: "users" }], period: "day" }),
    flow: (dataset) => ({ by: dataset.roles?.page ? "page" : "event", steps: 4, nodes_per_step: 6, unit: "session" }),
};

const plain = {
    funnel: (dataset) => ({ steps: dataset.events.slice(0, 2).map((event) => ({ event })) }),
    retention: (dataset) => ({ start: { event: dataset.events[0] }, period: "week", periods: 6 }),
    trend: (dataset) => ({ series: [{ event: dataset.events[0], measure: "count" }], period: "day" }),
    flow: (dataset) => ({ by: dataset.roles?.page ? "page" : "event", steps: 4, nodes_per_step: 6 }),
    pages: (dataset) => (dataset.roles?.page ? { by: "page", limit: 50 } : { by: { property: dataset.properties.find((field) => field.type === "text")?.name }, limit: 50 }),
};

/** Questions worth asking the demo company: `{ text, kind, draft, view }`; none for other data. */
export function samples(dataset) {
    if (!has(dataset, "app_open", "pay_auth", "pay_done", "loan_compare", "signup_start")) return [];
    const base = { dataset: dataset.name, ...(usualRange(dataset, 90) ? { range: usualRange(dataset, 90) } : {}) };
    const steps = (...events) => events.map((event) => ({ event }));
    return [
        { text: "sample.payment", kind: "funnel", draft: { ...base, range: usualRange(dataset), steps: steps("app_open", "pay_start", "pay_auth", "pay_done"), window: { value: 7, unit: "day" } } },
        { text: "sample.version", kind: "funnel", draft: { ...base, steps: steps("pay_auth", "pay_done"), window: { value: 1, unit: "hour" }, hold: ["reference_id"], unit: "entry", where: [{ property: "os", operator: "in", value: ["android"] }], breakdown: { property: "app_version", at_step: 1, limit: 6 } } },
        { text: "sample.signup", kind: "funnel", draft: { ...base, steps: steps("signup_start", "identity_verify", "account_link", "signup_complete"), breakdown: { attribute: "age_group", limit: 6 } } },
        { text: "sample.comeBack", kind: "retention", draft: { ...base, start: { event: "signup_complete" }, return: { event: "app_open" }, period: "week", periods: 8, breakdown: { attribute: "signup_campaign", limit: 4 } } },
        { text: "sample.beforeLoan", kind: "flow", draft: { ...base, by: "event", anchor: { at: "end", value: "loan_compare" }, steps: 4, nodes_per_step: 6, unit: "session" } },
        { text: "sample.revenue", kind: "trend", draft: { ...base, range: usualRange(dataset), series: [{ event: "pay_done", measure: "sum", property: "amount" }], period: "day", compare: "previous_period" } },
        { text: "sample.pages", kind: "pages", draft: { ...base, by: "page", limit: 50 } },
    ];
}
