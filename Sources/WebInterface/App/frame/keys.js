import { html } from "../html.js";
import { openDialog } from "../components/layers.js";
import { navigate } from "../router.js";
import { t } from "../words/words.js";
import { openPalette } from "./Palette.js";

// Keys that work everywhere.

const GO = { f: "funnel", r: "retention", w: "flow", p: "pages", t: "trend" };

const isTyping = (target) => target.closest?.("input, textarea, select, [contenteditable], .cm-editor");

let isGoing = false;

export function listenToKeys() {
    document.addEventListener("keydown", (event) => {
        if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
            event.preventDefault();
            openPalette();
            return;
        }
        if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
        if (document.querySelector("dialog[open]")) return;
        if (event.key === "?") openKeys();
        else if (event.key === "/") { event.preventDefault(); openPalette(); }
        else if (isGoing && GO[event.key]) navigate("/explore/" + GO[event.key]);
        isGoing = event.key === "g";
    });
}

/** The list of keys. */
export function openKeys() {
    const rows = [
        [["Ctrl", "K"], t("keys.palette")], [["/"], t("keys.palette")], [["?"], t("keys.list")], [["Esc"], t("keys.close")],
        ...Object.entries(GO).map(([key, kind]) => [["g", key], t("explore." + kind)]),
    ];
    openDialog(t("frame.keys"), () => html`<table class="keys"><tbody>${rows.map(([keys, text]) => html`<tr key=${keys.join()}>
        <td>${keys.map((key) => html`<kbd key=${key}>${key}</kbd> `)}</td><td>${text}</td></tr>`)}</tbody></table>`, { size: "small" });
}
