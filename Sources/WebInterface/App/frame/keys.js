import { html } from "../html.js";
import { may } from "../api/me.js";
import { openDialog } from "../components/layers.js";
import { navigationFor } from "../pages.js";
import { navigate } from "../router.js";
import { t } from "../words/words.js";
import { openPalette } from "./Palette.js";

// Keys that work everywhere.

/** After `g`: the key of each page in the navigation that has one. */
const GO = {
    "/": "h", "/dashboards": "d", "/views": "v", "/people": "p",
    "/explore/funnel": "f", "/explore/retention": "r", "/explore/flow": "w", "/explore/pages": "a", "/explore/trend": "t",
    "/segments": "s", "/admin/data": "c", "/admin/metrics": "m", "/admin/imports": "i", "/admin/deliveries": "l", "/admin/jobs": "j", "/admin/users": "u",
};

/** The pages that the signed-in person may open, with their keys. */
const places = () => navigationFor(may).flatMap((group) => group.entries).filter((entry) => GO[entry.href]).map((entry) => ({ ...entry, key: GO[entry.href] }));

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable], .cm-editor");

/** The Latin letter of a key, also while Hangul is typed. */
const letterOf = (event) => (/^[a-z]$/.test(event.key) ? event.key : !event.shiftKey && /^Key[A-Z]$/.test(event.code) && !/^[A-Z]$/.test(event.key) ? event.code.slice(3).toLowerCase() : null);

let isGoing = false;

export function listenToKeys() {
    document.addEventListener("keydown", (event) => {
        if (event.isComposing) return;
        const wasGoing = isGoing;
        isGoing = false;
        if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
            event.preventDefault();
            openPalette();
            return;
        }
        if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
        if (document.querySelector("dialog[open]")) return;
        const letter = letterOf(event);
        const place = wasGoing && letter && places().find((one) => one.key === letter);
        isGoing = letter === "g";
        if (event.key === "?") openKeys();
        else if (event.key === "/") { event.preventDefault(); openPalette(); }
        else if (place) navigate(place.href);
    });
}

/** The list of keys. */
export function openKeys() {
    const rows = [
        [["Ctrl", "K"], t("keys.palette")], [["/"], t("keys.palette")], [["?"], t("keys.list")], [["Esc"], t("keys.close")],
        ...places().map((place) => [["g", place.key], t(place.text)]),
    ];
    openDialog(t("frame.keys"), () => html`<table class="keys"><tbody>${rows.map(([keys, text]) => html`<tr key=${keys.join()}>
        <td>${keys.map((key) => html`<kbd key=${key}>${key}</kbd> `)}</td><td>${text}</td></tr>`)}</tbody></table>`, { size: "small" });
}
