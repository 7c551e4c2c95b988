import { classes, html, useEffect, useRef, useState } from "../html.js";
import { t } from "../words/words.js";
import { Button } from "./Buttons.js";
import { Icon } from "./Icon.js";
import { openPopover } from "./popover.js";

/** A box with a title, something at its right, and content. */
export function Card({ title, subtitle, actions, children, class: name, flush }) {
    return html`<section class=${classes("card", name)}>
        ${(title || actions) && html`<header class="card-head"><div>${title && html`<h2>${title}</h2>`}
            ${subtitle && html`<p class="quiet">${subtitle}</p>`}</div>
            ${actions && html`<div class="card-actions">${actions}</div>`}</header>`}
        <div class=${classes("card-content", flush && "flush")}>${children}</div>
    </section>`;
}

/** The title of a page with what can be done on it. */
export function PageHead({ title, subtitle, actions, above }) {
    useEffect(() => { document.title = `${title} · CXM`; }, [title]);
    return html`<header class="page-head"><div>${above}<h1>${title}</h1>${subtitle && html`<p class="quiet">${subtitle}</p>`}</div>
        <div class="page-actions">${actions}</div></header>`;
}

/** Nothing here yet: what it is for, and the next step. */
export function EmptyState({ icon = "info", title, children, action }) {
    return html`<div class="empty-state"><span class="empty-icon"><${Icon} name=${icon} size=${28} /></span>
        <h3>${title}</h3><div class="quiet">${children}</div>${action && html`<div>${action}</div>`}</div>`;
}

/** A measure's exact rule, on a click or by keyboard. */
export function Explain({ children, label }) {
    return html`<button type="button" class="explain" aria-label=${label ?? t("action.explain")}
        onClick=${(event) => { event.stopPropagation(); openPopover(event.currentTarget, () => html`<div class="explain-text" tabindex="0">${children}</div>`, { label: label ?? t("action.explain"), width: 320 }); }}>
        <${Icon} name="info" size=${14} /></button>`;
}

/** A thin line while something is at work, with the seconds and a way to stop it once it takes long. */
export function Working({ isBusy, isSlow, share, cancel, text }) {
    const start = useRef(0);
    const [seconds, setSeconds] = useState(0);
    useEffect(() => {
        if (!isSlow) return undefined;
        start.current = Date.now();
        setSeconds(1);
        const timer = setInterval(() => setSeconds(1 + Math.round((Date.now() - start.current) / 1000)), 1000);
        return () => clearInterval(timer);
    }, [isSlow]);
    return html`<div class="working" aria-live="polite">
        ${isBusy && html`<div class=${classes("working-line", share > 0 && "is-known")} role="progressbar" aria-label=${t("state.working")} aria-valuenow=${share > 0 ? Math.round(share * 100) : undefined}
            style=${share > 0 ? { "--share": `${share * 100}%` } : undefined}></div>`}
        ${isSlow && html`<div class="working-note"><span>${text ?? t("state.working")} ${t("duration.second", { n: seconds })}</span>
            ${cancel && html`<${Button} small icon="x" onClick=${cancel}>${t("action.stop")}</${Button}>`}</div>`}
    </div>`;
}

/** A small coloured word: kind is good, warn, bad or plain. */
export const Badge = ({ kind = "plain", icon, children }) => html`<span class=${classes("tag", kind)}>
    ${icon && html`<${Icon} name=${icon} size=${13} />`}${children}</span>`;

/** A number that matters, with what it is. */
export function Figure({ label, value, note, explain, onClick }) {
    return html`<div class="figure"><p class="figure-label">${label} ${explain && html`<${Explain}>${explain}</${Explain}>`}</p>
        ${onClick ? html`<button type="button" class="figure-value link" onClick=${onClick}>${value}</button>`
        : html`<p class="figure-value">${value}</p>`}
        ${note && html`<p class="quiet">${note}</p>`}</div>`;
}
