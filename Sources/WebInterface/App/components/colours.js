import { store, useStore } from "../store.js";

// One hue for each series, kept wherever it appears. The eight are told apart by people with the usual
// kinds of colour blindness (after Okabe and Ito), darker or lighter with the theme.

const LIGHT = ["#2457d6", "#d55e00", "#0a8f6a", "#b0439a", "#a67c00", "#2f8fc4", "#6b4fc0", "#8c5a3c"];
const DARK = ["#7da2ff", "#ff9d57", "#45d1a5", "#ef8fd8", "#e6c04a", "#7cc9f2", "#b39bff", "#d6a78a"];

export const isDark = () => document.documentElement.dataset.bsTheme === "dark";

const theme = store(isDark());
addEventListener("themechange", () => theme.set(isDark()));

/** Whether the page is dark now; what calls it is drawn again when that changes. */
export const useTheme = () => useStore(theme);

/** The hue of the nth series. */
export const hue = (index) => (isDark() ? DARK : LIGHT)[index % LIGHT.length];

/** The same, pale: for what is lost. */
export function pale(index, strength = 0.22) {
    const [red, green, blue] = hue(index).slice(1).match(/../g).map((pair) => parseInt(pair, 16));
    return `rgba(${red}, ${green}, ${blue}, ${strength})`;
}

/** A colour of the style sheet: `token("--line")`. */
export const token = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
