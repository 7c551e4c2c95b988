import { html, useLayoutEffect, useRef, useState } from "../../html.js";
import { t } from "../../words/words.js";

/** The name of a step, written in its card: Enter or leaving the field takes it, Esc leaves it as it was, empty takes it away. */
export function LabelField({ value, onDone }) {
    const field = useRef(null);
    const isOver = useRef(false);
    const [typed, setTyped] = useState(value ?? "");
    useLayoutEffect(() => { field.current.focus(); field.current.select(); }, []);
    const end = (text) => {
        if (isOver.current) return;
        isOver.current = true;
        onDone(text);
    };
    const keys = (event) => {
        // Enter that ends a syllable of Hangul is none of ours.
        if (event.isComposing) return;
        if (event.key === "Enter") end(typed.trim());
        else if (event.key === "Escape") { event.stopPropagation(); end(null); }
    };
    return html`<input ref=${field} class="form-control form-control-sm label-field" aria-label=${t("step.name")} placeholder=${t("step.name")} maxlength="200" value=${typed}
        onInput=${(event) => setTyped(event.target.value)} onKeyDown=${keys} onBlur=${() => end(typed.trim())} />`;
}
