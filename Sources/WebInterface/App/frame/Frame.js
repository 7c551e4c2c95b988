import { classes, html, useEffect, useErrorBoundary, useState } from "../html.js";
import { IconButton } from "../components/Buttons.js";
import { EmptyState, PageHead, Working } from "../components/Blocks.js";
import { useTheme } from "../components/colours.js";
import { Icon } from "../components/Icon.js";
import { closeDialogs, Layers } from "../components/layers.js";
import { closePopover } from "../components/popover.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { Toasts } from "../components/toast.js";
import { may, useMe } from "../api/me.js";
import { navigationFor, pages } from "../pages.js";
import { match, onLeave, usePlace } from "../router.js";
import { keptStore, useStore } from "../store.js";
import { t, useLanguage } from "../words/words.js";
import { openPalette } from "./Palette.js";
import { PersonMenu } from "./PersonMenu.js";

// What was opened over a page belongs to it, also where one leaves it by going back.
onLeave(() => { closePopover(); closeDialogs(); });
addEventListener("popstate", closePopover);

const isNarrow = keptStore("navigation.narrow", false);

/** Everything around a page: the navigation at the left, the page, dialogs and notes above both. */
export function Frame() {
    const language = useLanguage();
    const { path } = usePlace();
    const narrow = useStore(isNarrow);
    useMe();
    // Beside charts, tables and bars take the hues of the theme while they are drawn.
    useTheme();
    const [isOpen, setIsOpen] = useState(false);
    useEffect(() => setIsOpen(false), [path]);
    return html`<div class=${classes("frame", narrow && "narrow", isOpen && "navigation-open")} key=${language}>
        <a class="skip" href="#main" onClick=${(event) => { event.preventDefault(); document.getElementById("main").focus(); }}>${t("frame.skip")}</a>
        <header class="top-bar">
            <${IconButton} icon="menu" label=${t("frame.menu")} class="for-phone" aria-expanded=${isOpen} onClick=${() => setIsOpen(!isOpen)} />
            <a class="brand" href="/"><span class="brand-mark"><${Icon} name="funnel" size=${16} /></span>CXM</a>
            <button type="button" class="search-button" onClick=${openPalette} aria-label=${t("frame.search")}><${Icon} name="search" size=${16} /><span>${t("frame.search")}</span><kbd>${shortcut}</kbd></button>
            <${PersonMenu} />
        </header>
        <nav class="navigation" aria-label=${t("frame.navigation")}>
            ${navigationFor(may).map((group) => html`<${Group} key=${group.text} group=${group} path=${path} narrow=${narrow} />`)}
            <div class="navigation-end"><${IconButton} icon=${narrow ? "chevron-right" : "chevron-left"} label=${t(narrow ? "frame.wide" : "frame.narrow")} onClick=${() => isNarrow.set(!narrow)} /></div>
        </nav>
        <div class="navigation-shade" onClick=${() => setIsOpen(false)}></div>
        <main id="main" tabindex="-1"><${CurrentPage} path=${path} /></main>
        <${Layers} /><${Toasts} />
    </div>`;
}

const shortcut = navigator.platform.startsWith("Mac") ? "⌘ K" : "Ctrl K";

function Group({ group, path, narrow }) {
    return html`<div class="navigation-group"><p>${t(group.text)}</p><ul>
        ${group.entries.map((entry) => {
        const isHere = path === entry.href || path.startsWith(entry.href + "/");
        return html`<li key=${entry.href}><a href=${entry.href} aria-current=${isHere ? "page" : undefined} title=${narrow ? t(entry.text) : undefined}>
            <${Icon} name=${entry.icon} /><span>${t(entry.text)}</span></a></li>`;
    })}</ul></div>`;
}

const modules = new Map();

/** The page of the address: its module is fetched once; a failure has its place, and the frame stays. */
function CurrentPage({ path }) {
    const [found, parts] = find(path);
    const [, draw] = useState(0);
    useEffect(() => {
        if (!found || modules.get(found)?.page) return;
        found.load().then((module) => modules.set(found, { page: module.default }), (problem) => {
            console.error(problem);
            modules.set(found, { problem });
        }).then(() => draw((number) => number + 1));
    }, [found]);
    if (!found) return html`<${NotFound} />`;
    const { page: Page, problem } = modules.get(found) ?? {};
    if (problem) return html`<${Broken} problem=${problem} />`;
    if (!Page) return html`<${Waiting} />`;
    return html`<${Guarded} key=${found.path} page=${Page} parts=${parts} />`;
}

/** The page's module is on its way: a line, unless it comes at once. */
function Waiting() {
    const [isSlow, setIsSlow] = useState(false);
    useEffect(() => {
        const timer = setTimeout(() => setIsSlow(true), 300);
        return () => clearTimeout(timer);
    }, []);
    return html`<div class="page-waits" aria-busy="true"><${Working} isBusy=${isSlow} /></div>`;
}

function find(path) {
    for (const page of pages) {
        const parts = match(page.path, path);
        if (parts) return [page, parts];
    }
    return [null, null];
}

function Guarded({ page: Page, parts }) {
    const [problem, reset] = useErrorBoundary((error) => console.error(error));
    return problem ? html`<${Broken} problem=${problem} again=${reset} />` : html`<${Page} ...${parts} />`;
}

function Broken({ problem, again }) {
    return html`<${PageHead} title=${t("broken.title")} /><${ProblemBox} problem=${{ detail: t("broken.text") }} again=${again ?? (() => location.reload())} />
        <pre class="quiet small">${String(problem?.message ?? problem)}</pre>`;
}

export function NotFound() {
    return html`<${EmptyState} icon="search" title=${t("notFound.title")} action=${html`<a class="button primary" href="/">${t("notFound.action")}</a>`}>
        ${t("notFound.text")}</${EmptyState}>`;
}
