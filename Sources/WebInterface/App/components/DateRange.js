import { classes, html, useEffect, useRef, useState } from "../html.js";
import { addDays } from "../words/figures.js";
import { currentLanguage, t } from "../words/words.js";
import { Button, Segmented, Select } from "./Buttons.js";
import { Icon } from "./Icon.js";
import { openPopover } from "./popover.js";
import { useNewest } from "./useNewest.js";
import { PRESETS, daysOf, rangeText, sameRange } from "./ranges.js";

/**
 * The button that shows a range and opens the choice: presets, days of a calendar, a rolling number.
 * `onChange(range)`; null stands for all data where `allowsAll`. With `onCompare(name)` it also chooses what the range is
 * compared with: `compare` is null, "previous_period" or "previous_year".
 */
export function DateRange({ value, onChange, allowsAll = true, label, compare, onCompare }) {
    const take = useNewest(onChange);
    const takeCompare = useNewest(onCompare);
    const open = (event) => openPopover(event.currentTarget, (close) => html`<${Choice} value=${value} allowsAll=${allowsAll} compare=${compare} onCompare=${onCompare && ((name) => { close(); takeCompare(name); })}
        choose=${(range) => { close(); take(range); }} />`, { label: label ?? t("range.choose") });
    const text = onCompare && compare ? t("range.against", { range: rangeText(value), compare: t("trend.compare." + compare) }) : rangeText(value);
    return html`<button type="button" class="picker range" aria-haspopup="dialog" onClick=${open}
        aria-label=${`${label ?? t("range.choose")}: ${text}`}>
        <${Icon} name="calendar" size=${16} /><span>${text}</span><${Icon} name="chevron-down" size=${14} /></button>`;
}

function Choice({ value, allowsAll, choose, compare, onCompare }) {
    return html`<div class="range-choice">
        <ul class="range-presets">
            ${PRESETS.map((range) => html`<li key=${JSON.stringify(range)}><button type="button" class=${classes("menu-item", sameRange(range, value) && "chosen")}
                onClick=${() => choose(range)}>${rangeText(range)}</button></li>`)}
            ${allowsAll && html`<li><button type="button" class=${classes("menu-item", !value && "chosen")} onClick=${() => choose(null)}>${t("range.all")}</button></li>`}
        </ul>
        <div class="range-custom">
            <${Calendar} value=${value} choose=${choose} />
            <${Rolling} value=${value} choose=${choose} />
            ${onCompare && html`<div class="range-compare"><span>${t("trend.compare")}</span><${Segmented} small label=${t("trend.compare")} value=${compare ?? "none"} onChange=${(name) => onCompare(name === "none" ? null : name)}
                choices=${["none", "previous_period", "previous_year"].map((name) => [name, t("trend.compare." + name)])} /></div>`}
            <p class="quiet small">${t("range.zone", { zone: document.documentElement.dataset.timezone })}</p>
        </div>
    </div>`;
}

/** Days by hand or on a calendar; a range is taken when both are there. */
function Calendar({ value, choose }) {
    const days = daysOf(value);
    const [from, setFrom] = useState(days?.[0] ?? "");
    const [last, setLast] = useState(days?.[1] ?? "");
    const place = useRef(null);
    useEffect(() => {
        let calendar = null;
        let isGone = false;
        showCalendar(place.current, days, (chosen) => { setFrom(chosen[0]); setLast(chosen[1] ?? ""); })
            .then((made) => { if (isGone) made.destroy(); else calendar = made; }, () => { /* Without it the days are written by hand. */ });
        return () => { isGone = true; calendar?.destroy(); };
    }, []);
    const isReady = from && last && from <= last;
    return html`<form class="range-days" onSubmit=${(event) => { event.preventDefault(); if (isReady) choose({ from, to: addDays(last, 1) }); }}>
        <div ref=${place}></div>
        <div class="range-fields">
            <label><span>${t("range.from")}</span><input class="form-control form-control-sm" type="date" value=${from} onInput=${(event) => setFrom(event.target.value)} /></label>
            <label><span>${t("range.until")}</span><input class="form-control form-control-sm" type="date" value=${last} onInput=${(event) => setLast(event.target.value)} /></label>
            <${Button} kind="primary" small type="submit" disabled=${!isReady}>${t("action.apply")}</${Button}>
        </div>
    </form>`;
}

function Rolling({ value, choose }) {
    const [number, setNumber] = useState(value?.last ?? 14);
    const [unit, setUnit] = useState(value?.last ? value.unit : "day");
    return html`<form class="range-rolling" onSubmit=${(event) => { event.preventDefault(); if (number >= 1) choose({ last: number, unit }); }}>
        <span>${t("range.lastWord")}</span>
        <input class="form-control form-control-sm" type="number" min="1" max="1000" aria-label=${t("range.number")} value=${number} onInput=${(event) => setNumber(event.target.valueAsNumber)} />
        <${Select} small label=${t("range.unit")} value=${unit} onChange=${setUnit} choices=${["day", "week", "month", "year"].map((name) => [name, t("unit." + name + "s")])} />
        <${Button} small type="submit">${t("action.apply")}</${Button}>
    </form>`;
}

async function showCalendar(place, days, onDays) {
    await Promise.all([import("../../vendor/flatpickr.js"), style(new URL("../../vendor/flatpickr.css", import.meta.url).href)]);
    const korean = currentLanguage() === "ko";
    return globalThis.flatpickr(document.createElement("input"), {
        inline: true, mode: "range", appendTo: place, defaultDate: days ?? [], dateFormat: "Y-m-d",
        locale: korean ? {
            weekdays: { shorthand: [..."일월화수목금토"], longhand: [..."일월화수목금토"].map((day) => day + "요일") },
            months: { shorthand: months(), longhand: months() }, firstDayOfWeek: 1, rangeSeparator: " – ",
        } : { firstDayOfWeek: 1 },
        onChange: (chosen, _, calendar) => onDays(chosen.map((day) => calendar.formatDate(day, "Y-m-d"))),
    });
}

const months = () => Array.from({ length: 12 }, (_, index) => `${index + 1}월`);

/** Loads a style sheet once. */
function style(address) {
    if (document.querySelector(`link[href="${address}"]`)) return null;
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    // Before our own, which correct it.
    document.querySelector("link[rel=stylesheet]").after(link);
    return new Promise((resolve) => { link.onload = resolve; link.onerror = resolve; });
}
