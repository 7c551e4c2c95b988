import { classes, html, useState } from "../html.js";

// Fields whose text stays as it is typed, however often the page is drawn anew meanwhile: what was not yet taken is not undone.

/** A number: `onChange` is told each that fits; what does not fit goes back to `value` when the field is left. With `isOptional` empty is told as "". */
export function NumberField({ label, value, onChange, min, max, isWhole = true, isOptional, class: name, placeholder }) {
    const [typed, setTyped] = useState(null);
    const fits = (number) => !Number.isNaN(number) && !(number < min) && !(number > max) && (!isWhole || Number.isInteger(number));
    const type = ({ target }) => {
        setTyped(target.value);
        if (fits(target.valueAsNumber)) onChange(target.valueAsNumber);
        else if (isOptional && target.value === "") onChange("");
    };
    return html`<input class=${classes("form-control form-control-sm", name)} type="number" min=${min} max=${max} step=${isWhole ? 1 : "any"} aria-label=${label} placeholder=${placeholder}
        value=${typed ?? value ?? ""} onInput=${type} onBlur=${() => setTyped(null)} />`;
}

/** A text that is taken on Enter or when the field is left. */
export function TextField({ label, value, onTake, placeholder }) {
    const [typed, setTyped] = useState(null);
    const take = ({ target }) => {
        setTyped(null);
        onTake(target.value.trim());
    };
    return html`<input class="form-control form-control-sm" aria-label=${label} placeholder=${placeholder} maxlength="500" value=${typed ?? value ?? ""}
        onInput=${({ target }) => setTyped(target.value)} onChange=${take} />`;
}
