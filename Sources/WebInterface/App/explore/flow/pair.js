// Two segments in one flow: every node, link and exit of both, as shares of their own paths.

/** The paths of a series: what arrives at its first step. */
export const pathsOf = (series) => series.nodes.filter((node) => node.step === 0).reduce((sum, node) => sum + node.arrivals, 0);

/** The labels of several series, so that one label has one hue in all of them. */
export const labelsOf = (list) => [...new Set(list.flatMap((series) => series.nodes.map((node) => node.label)))];

const OTHER = "(other)";

function partsOf(series) {
    const parts = new Map();
    for (const node of series.nodes) {
        if (node.arrivals > 0) parts.set(`n ${node.step} ${node.label}`, { kind: "node", step: node.step, from: node.label, number: node.arrivals, node });
        if (node.exits > 0) parts.set(`e ${node.step} ${node.label}`, { kind: "exit", step: node.step, from: node.label, number: node.exits, node });
    }
    for (const link of series.links) if (link.count > 0) parts.set(`l ${link.step} ${JSON.stringify([link.from, link.to])}`, { kind: "link", step: link.step, from: link.from, to: link.to, number: link.count, link });
    return parts;
}

/** Whether a series would show a label at a step if anybody came there: else those who did are among its "others". */
const shows = (series, step, label) => series.nodes.some((node) => node.step === step && node.label === label) || !series.nodes.some((node) => node.step === step && node.label === OTHER);
const isKnown = (series, part) => shows(series, part.step, part.from) && (part.kind !== "link" || shows(series, part.step + 1, part.to));

/**
 * A row for everything that either series shows, those first whose shares differ most: `{ kind, step, from, to, sides,
 * difference }`; a side is `{ number, share, part }`, with nulls where its number stands among "others".
 */
export function pairRows(series) {
    const parts = series.map(partsOf);
    const totals = series.map(pathsOf);
    const keys = [...new Set(parts.flatMap((map) => [...map.keys()]))];
    return keys.map((key) => {
        const about = parts[0].get(key) ?? parts[1].get(key);
        const sides = series.map((one, index) => {
            const part = parts[index].get(key);
            const number = part ? part.number : isKnown(one, about) ? 0 : null;
            return { part, number, share: number === null || totals[index] === 0 ? null : number / totals[index] };
        });
        const isComparable = about.from !== OTHER && about.to !== OTHER && sides.every((side) => side.share !== null);
        return { key, kind: about.kind, step: about.step, from: about.from, to: about.to, sides, difference: isComparable ? sides[0].share - sides[1].share : null };
    }).sort((a, b) => Math.abs(b.difference ?? 0) - Math.abs(a.difference ?? 0) || a.step - b.step || (a.key < b.key ? -1 : 1));
}
