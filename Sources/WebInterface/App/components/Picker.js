import { classes, html, useEffect, useMemo, useRef, useState } from "../html.js";
import { t } from "../words/words.js";
import { Icon } from "./Icon.js";
import { openPopover } from "./popover.js";
import { sentence } from "./ProblemBox.js";
import { finds, rank } from "./search.js";
import { told } from "./tell.js";
import { useEnter } from "./useEnter.js";
import { useLive, useNewest } from "./useNewest.js";

/**
 * A field that opens a list to choose from by typing.
 *
 * An option: `{ value, text, hint?, group?, count?, words? }`; while `options` is undefined they are still on their way, and a
 * Problem is why they are not there. `load(text, signal)` gives options for what is typed instead. `allowsOther` takes what was typed.
 */
export function Picker({ label, value, text, placeholder, options, load, onChange, icon, small, allowsOther, class: name, isInvalid }) {
    // What arrives while the list is open appears in it, and what is chosen is told to who asks for it then.
    const useOptions = useLive(options);
    const take = useNewest(onChange);
    const open = (event) => openOptions(event.currentTarget, { label, options: useOptions, load, value, allowsOther, choose: take });
    const shown = text ?? options?.find?.((option) => option.value === value)?.text ?? value;
    return html`<button type="button" class=${classes("picker", small && "small", !shown && "is-empty", isInvalid && "is-invalid", name)}
        aria-haspopup="listbox" aria-label=${shown ? `${label}: ${shown}` : label} onClick=${open}>
        ${icon && html`<${Icon} name=${icon} size=${15} />`}<span>${shown || placeholder || label}</span><${Icon} name="chevron-down" size=${14} /></button>`;
}

/** Opens the list of a picker at any element; `options` are a list, or a hook that gives it; `none` is said where there are none. */
export function openOptions(anchor, { label, options, load, value, choose, allowsOther, none }) {
    return openPopover(anchor, (close) => html`<${OptionList} options=${options} load=${load} value=${value} label=${label} allowsOther=${allowsOther} none=${none}
        choose=${(option) => { close(); told(choose(option.value, option)); }} />`, { label, width: 320 });
}

/** The list itself: a search field above, arrows move, Enter takes. */
export function OptionList({ options: offered, load, value, label, choose, allowsOther, none }) {
    const [typed, setTyped] = useState("");
    const [index, setIndex] = useState(0);
    const loaded = useLoaded(load, typed);
    const known = typeof offered === "function" ? offered() : offered;
    const problem = load ? loaded?.problem : known instanceof Error ? known : undefined;
    const given = Array.isArray(known) ? known : undefined;
    const isWaiting = !problem && !(load ? loaded : given);
    const isStale = load ? loaded?.typed !== typed : isWaiting;
    const list = useRef(null);
    const options = useMemo(() => {
        const all = load ? loaded?.options ?? [] : best(typed, (given ?? []).filter((option) => finds(typed, [option.text, option.value, option.hint, option.words])));
        const exact = all.some((option) => String(option.value) === typed.trim());
        return allowsOther && typed.trim() && !exact ? [...all, { value: typed.trim(), text: t("picker.take", { text: typed.trim() }) }] : all;
    }, [given, loaded, typed]);
    const enter = useEnter(isStale, (isLate) => { const option = options[isLate ? 0 : index]; if (option) choose(option); });
    useEffect(() => list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" }), [index]);
    const type = (text) => {
        enter.forget();
        setTyped(text);
        setIndex(0);
    };
    const keys = (event) => {
        // A syllable of Hangul is still being written.
        if (event.isComposing) return;
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) {
            event.preventDefault();
            setIndex((old) => Math.max(0, Math.min(options.length - 1, old + step)));
        } else if (event.key === "Enter" && (isStale || options[index])) {
            event.preventDefault();
            enter.press();
        }
    };
    return html`<div class="options">
        <div class="options-search"><${Icon} name="search" size=${15} /><input type="text" role="combobox" aria-expanded="true" autofocus
            aria-controls="options-list" aria-label=${label} aria-activedescendant=${options[index] ? `option-${index}` : undefined}
            placeholder=${t("picker.search")} value=${typed} onInput=${(event) => type(event.target.value)} onKeyDown=${keys} /></div>
        <ul class="options-list" id="options-list" role="listbox" aria-label=${label} ref=${list}>
            ${options.length === 0 && html`<li class="options-none" role="presentation">${problem ? sentence(problem) : isWaiting ? t("state.loading") : typed ? t("picker.none") : none ?? t("picker.none")}</li>`}
            ${options.map((option, place) => html`
                ${option.group && option.group !== options[place - 1]?.group && html`<li class="options-group" role="presentation">${option.group}</li>`}
                <li key=${option.value} id=${`option-${place}`} role="option" aria-selected=${place === index}
                    class=${classes(place === index && "active", option.value === value && "chosen")}
                    onMouseMove=${() => place !== index && setIndex(place)} onClick=${() => choose(option)}>
                    <${OptionText} option=${option} /></li>`)}
        </ul></div>`;
}

/** What fits best first; groups stay together while nothing is typed. */
function best(typed, options) {
    if (!typed.trim()) return options;
    const fit = (option) => Math.min(rank(typed, option.text), rank(typed, option.hint ?? option.text));
    return options.map((option) => [fit(option), option]).sort((a, b) => a[0] - b[0]).map(([, option]) => option);
}

function OptionText({ option }) {
    return html`<span class="option-text">${option.text}${option.hint && html`<small>${option.hint}</small>`}</span>
        ${option.count !== undefined && html`<span class="option-count">${option.share !== undefined && html`<span class="option-bar"><i style=${{ width: `${Math.round(option.share * 100)}%` }}></i></span>`}${option.count}</span>`}`;
}

/** What `load` gives: `{ typed, options, problem }` for the newest text that was answered; null until one was. */
export function useLoaded(load, typed) {
    const [loaded, setLoaded] = useState(null);
    useEffect(() => {
        if (!load) return undefined;
        const controller = new AbortController();
        const timer = setTimeout(async () => {
            try {
                const options = await load(typed, controller.signal);
                if (!controller.signal.aborted) setLoaded({ typed, options });
            } catch (problem) {
                if (problem.name !== "AbortError") setLoaded({ typed, options: [], problem });
            }
        }, typed ? 150 : 0);
        return () => { clearTimeout(timer); controller.abort(); };
    }, [typed, Boolean(load)]);
    return loaded;
}
