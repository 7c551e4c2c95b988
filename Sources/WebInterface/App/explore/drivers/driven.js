// What tells two sets of users apart: the rows of their profiles side by side, and how far the two are from each other.

/** Fewer users than these on either side say nothing for sure. */
export const FEW = 30;
const TEXTS = 200;
const BUCKETS = 10;

/**
 * The profiles that are asked: of each set, once with every value of texts (`limit` 200), once with numbers and times in
 * ten buckets, which are those of all users and so the same for both sets.
 */
export function questionsOf({ dataset, range }, elements) {
    return elements.flatMap((of) => [TEXTS, BUCKETS].map((limit) => ({ kind: "profile", dataset, ...(range ? { range } : {}), limit, of })));
}

/**
 * Attributes in the order in which they tell the sets apart: `{ name, type, distance, rows }`; a row is
 * `{ value, went, stopped, wentShare, stoppedShare, difference, rate, pValue }`.
 */
export function apart(answers) {
    const [wentTexts, wentBuckets, stoppedTexts, stoppedBuckets] = answers.map((answer) => answer.series[0]);
    const totals = { went: wentTexts.users, stopped: stoppedTexts.users };
    const pick = (texts, buckets, name) => {
        const attribute = texts.attributes.find((one) => one.name === name);
        return isText(attribute) ? attribute : buckets.attributes.find((one) => one.name === name);
    };
    const attributes = wentTexts.attributes.map(({ name }) => {
        const [went, stopped] = [pick(wentTexts, wentBuckets, name), pick(stoppedTexts, stoppedBuckets, name)];
        const rows = folded(rowsOf(went, stopped), totals);
        return { name, type: went.type, rows, distance: distance(rows) };
    });
    return { totals, attributes: attributes.filter((one) => one.rows.length > 1).sort((a, b) => b.distance - a.distance || (a.name < b.name ? -1 : 1)) };
}

const isText = ({ type }) => !["integer", "number", "time"].includes(type);

/** The users of each value on both sides. */
function rowsOf(went, stopped) {
    const users = (attribute) => new Map((attribute?.rows ?? []).map((row) => [String(row.value), row.users]));
    const [here, there] = [users(went), users(stopped)];
    const values = [...new Set([...(went?.rows ?? []), ...(stopped?.rows ?? [])].map((row) => String(row.value)))];
    return values.map((value) => {
        const [a, b] = [here.get(value) ?? 0, there.get(value) ?? 0];
        return { value, went: a, stopped: b };
    }).filter((row) => row.went + row.stopped > 0);
}

const OTHER = "(other)";
const MANY = 12;

/** Of many values, those of few users are one row: by themselves they are chance, such as ids. */
function folded(rows, totals) {
    const isKept = (row) => row.value !== OTHER && (rows.length <= MANY || row.went + row.stopped >= FEW);
    const others = rows.filter((row) => !isKept(row));
    const sum = (side) => others.reduce((all, row) => all + row[side], 0);
    return [...rows.filter(isKept), ...(others.length ? [{ value: OTHER, went: sum("went"), stopped: sum("stopped") }] : [])].map((row) => compared(row, totals));
}

function compared({ value, went, stopped }, totals) {
    const [wentShare, stoppedShare] = [share(went, totals.went), share(stopped, totals.stopped)];
    return { value, went, stopped, wentShare, stoppedShare, difference: wentShare - stoppedShare, rate: share(went, went + stopped), pValue: pValue(went, totals.went, stopped, totals.stopped) };
}

const share = (part, whole) => (whole > 0 ? part / whole : 0);

/** Jensen–Shannon divergence in bits: 0 the same, 1 nothing in common. */
function distance(rows) {
    const term = (part, middle) => (part > 0 ? part * Math.log2(part / middle) : 0);
    return rows.reduce((sum, { wentShare: p, stoppedShare: q }) => sum + (term(p, (p + q) / 2) + term(q, (p + q) / 2)) / 2, 0);
}

/** Two-sided z-test of two shares, pooled; null with few users. */
export function pValue(a, all, b, others) {
    if (all < FEW || others < FEW) return null;
    const pooled = (a + b) / (all + others);
    const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / all + 1 / others));
    return deviation === 0 ? 1 : 2 * tail(Math.abs(a / all - b / others) / deviation);
}

/** The upper tail of the normal distribution (Abramowitz and Stegun, 26.2.17; off by at most 7.5e-8). */
function tail(z) {
    const k = 1 / (1 + 0.2316419 * z);
    const sum = k * (0.319381530 + k * (-0.356563782 + k * (1.781477937 + k * (-1.821255978 + k * 1.330274429))));
    return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * sum;
}
