import { html } from "../html.js";

/** A line without axes; its label says the first and the last number. */
export function Sparkline({ values, label, width = 120, height = 28 }) {
    if (values.length === 0) return null;
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const x = (index) => (values.length === 1 ? width : 2 + (index / (values.length - 1)) * (width - 6));
    const y = (value) => (high === low ? height / 2 : height - 4 - ((value - low) / (high - low)) * (height - 8));
    const points = values.length === 1 ? `0,${y(values[0])} ${width - 4},${y(values[0])}` : values.map((value, index) => `${x(index).toFixed(1)},${y(value).toFixed(1)}`).join(" ");
    return html`<svg class="sparkline" width=${width} height=${height} viewBox=${`0 0 ${width} ${height}`} role="img" aria-label=${label}>
        <polyline points=${points} fill="none" stroke="currentColor" stroke-width="1.75" stroke-linejoin="round" stroke-linecap="round" />
        <circle cx=${values.length === 1 ? width - 4 : x(values.length - 1)} cy=${y(values.at(-1))} r="2.5" fill="currentColor" /></svg>`;
}
