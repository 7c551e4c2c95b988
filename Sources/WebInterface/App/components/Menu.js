import { classes, html, useRef } from "../html.js";
import { IconButton } from "./Buttons.js";
import { Icon } from "./Icon.js";
import { openPopover } from "./popover.js";
import { told } from "./tell.js";

/**
 * Opens a menu at an element or a point. An item is `{ text, icon, hint, run, href, isDanger, isChosen }`,
 * null is a line between, and `{ heading }` stands above others.
 */
export function openMenu(anchor, items, { label } = {}) {
    return openPopover(anchor, (close) => html`<${MenuList} items=${items} close=${close} />`, { label });
}

/** A button of three dots, or of another icon, that opens a menu: `items` is a list, or makes one. */
export function MenuButton({ items, label, icon = "ellipsis", ...rest }) {
    return html`<${IconButton} icon=${icon} label=${label} aria-haspopup="menu" ...${rest}
        onClick=${(event) => openMenu(event.currentTarget, typeof items === "function" ? items() : items, { label })} />`;
}

function MenuList({ items, close }) {
    const list = useRef(null);
    const move = (event) => {
        if (event.key === "Tab") return close();
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (!step) return undefined;
        event.preventDefault();
        const entries = [...list.current.querySelectorAll("[role=menuitem]")];
        const index = entries.indexOf(document.activeElement);
        return entries[(index + step + entries.length) % entries.length].focus();
    };
    return html`<div class="menu" role="menu" ref=${list} onKeyDown=${move}>
        ${items.filter((item) => item !== undefined && item !== false).map((item, index) => item === null
        ? html`<hr key=${index} />`
        : item.heading ? html`<p class="menu-heading" key=${index}>${item.heading}</p>`
            : html`<${Item} key=${index} item=${item} close=${close} />`)}
    </div>`;
}

function Item({ item, close }) {
    const inside = html`${item.icon && html`<${Icon} name=${item.icon} size=${16} />`}<span class="menu-text">${item.text}
        ${item.hint && html`<small>${item.hint}</small>`}</span>${item.isChosen && html`<${Icon} name="check" size=${16} />`}`;
    if (item.href) return html`<a class="menu-item" role="menuitem" href=${item.href} onClick=${close}>${inside}</a>`;
    return html`<button type="button" class=${classes("menu-item", item.isDanger && "danger")} role="menuitem"
        onClick=${() => { close(); told(item.run()); }}>${inside}</button>`;
}
