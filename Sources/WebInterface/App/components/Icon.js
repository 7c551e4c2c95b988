import { html } from "../html.js";
import { icons } from "../../vendor/icons.js";

/** One of the drawings that icons.txt lists: `<${Icon} name="funnel" />`. It says nothing to screen readers. */
export function Icon({ name, size = 18 }) {
    return html`<svg class="icon" width=${size} height=${size} viewBox="0 0 24 24" fill="none" stroke="currentColor"
        stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"
        dangerouslySetInnerHTML=${{ __html: icons[name] ?? "" }}></svg>`;
}
