import { html } from "../html.js";
import { openDialog } from "../components/layers.js";
import { OptionList } from "../components/Picker.js";
import { may } from "../api/me.js";
import { navigationFor } from "../pages.js";
import { navigate } from "../router.js";
import { store, useStore } from "../store.js";
import { chooseLanguage, currentLanguage, t } from "../words/words.js";
import { chooseTheme } from "./PersonMenu.js";

/** More that the palette finds: functions that give, or promise, `{ text, hint?, group, words?, run | href }`. */
export const sources = [];

const places = () => navigationFor(may).flatMap((group) => group.entries.map((entry) => ({
    text: t(entry.text), group: t(group.text), href: entry.href, words: entry.href,
})));

const commands = () => [
    { text: currentLanguage() === "ko" ? "English" : "한국어", group: t("palette.commands"), words: "language 언어", run: () => chooseLanguage(currentLanguage() === "ko" ? "en" : "ko") },
    { text: t("frame.light"), group: t("palette.commands"), words: "theme", run: () => chooseTheme("light") },
    { text: t("frame.dark"), group: t("palette.commands"), words: "theme", run: () => chooseTheme("dark") },
    { text: t("frame.help"), group: t("palette.commands"), href: "/help" },
];

let isOpen = false;

/** Goes anywhere and does anything by its name: opens at once, and lists what there is when all has been found. */
export async function openPalette() {
    if (isOpen) return;
    isOpen = true;
    const options = store(undefined);
    const close = openDialog(t("frame.palette"), () => html`<${OptionList} label=${t("frame.palette")} options=${() => useStore(options)} choose=${(option) => {
        close();
        if (option.href) navigate(option.href);
        else option.run();
    }} />`, { size: "palette", onClose: () => { isOpen = false; } });
    const found = (await Promise.allSettled(sources.map((source) => source()))).flatMap((result) => result.value ?? []);
    options.set([...places(), ...found, ...commands()].map((entry, index) => ({ ...entry, value: index })));
}
