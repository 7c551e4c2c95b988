import { html } from "../html.js";
import { remove } from "../api/client.js";
import { useMe } from "../api/me.js";
import { IconButton } from "../components/Buttons.js";
import { openMenu } from "../components/Menu.js";
import { tell } from "../components/tell.js";
import { store, useStore } from "../store.js";
import { chooseLanguage, currentLanguage, t } from "../words/words.js";
import { openKeys } from "./keys.js";

const theme = store(localStorage.getItem("cxm.theme"));

/** Light, dark, or as the system: null. */
export function chooseTheme(name) {
    if (name) localStorage.setItem("cxm.theme", name);
    else localStorage.removeItem("cxm.theme");
    theme.set(name);
    dispatchEvent(new Event("themechoice"));
}

async function signOut() {
    if (await tell(() => remove("/session"))) location.assign("/sign-in");
}

/** At the right of the top bar: language, look, help, and who is signed in. */
export function PersonMenu() {
    const me = useMe();
    const chosen = useStore(theme);
    const other = currentLanguage() === "ko" ? "en" : "ko";
    const items = () => [
        me.name && { heading: me.display_name || me.name },
        me.name && { text: t("frame.account"), icon: "user", run: () => location.assign("/account") },
        { heading: t("frame.look") },
        { text: t("frame.light"), icon: "sun", isChosen: chosen === "light", run: () => chooseTheme("light") },
        { text: t("frame.dark"), icon: "moon", isChosen: chosen === "dark", run: () => chooseTheme("dark") },
        { text: t("frame.asSystem"), icon: "monitor", isChosen: !chosen, run: () => chooseTheme(null) },
        null,
        { text: t("frame.keys"), icon: "keyboard", hint: "?", run: openKeys },
        { text: t("frame.help"), icon: "book-open", href: "/help" },
        me.name && { text: t("frame.signOut"), icon: "log-out", run: signOut },
    ];
    return html`<div class="top-actions">
        ${me.has_password === false && html`<a class="password-hint not-on-phone" href="/account">${t("frame.noPassword")}</a>`}
        <button type="button" class="language-button" lang=${other} onClick=${() => chooseLanguage(other)}>${other === "ko" ? "한국어" : "English"}</button>
        <${IconButton} icon="circle-question-mark" label=${t("frame.keys")} onClick=${openKeys} class="not-on-phone" />
        <${IconButton} icon="user" label=${t("frame.you")} aria-haspopup="menu" onClick=${(event) => openMenu(event.currentTarget, items(), { label: t("frame.you") })} />
    </div>`;
}
