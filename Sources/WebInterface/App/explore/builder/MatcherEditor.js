import { html } from "../../html.js";
import { begin, fieldOptions, Filters } from "../../components/Filters.js";
import { IconButton } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { openOptions, Picker } from "../../components/Picker.js";
import { useNewest } from "../../components/useNewest.js";
import { t } from "../../words/words.js";
import { eventOptions, eventText, fieldsOf } from "../datasets.js";
import { valuesOf } from "../values.js";

/**
 * Which events are meant: one, or any of several, with filters of their own.
 * `matcher` is `{ event, where }` or `{ any_of: […], where }`.
 */
export function MatcherEditor({ matcher, onChange, dataset, range, label, actions, isInvalid }) {
    const events = matcher.any_of ?? [matcher];
    const { any_of: anyOf, event, ...rest } = matcher;
    const setEvents = (names) => onChange(names.length > 1 ? { ...rest, any_of: names.map((name) => ({ event: name })) } : { ...rest, event: names[0] });
    const names = events.map((one) => one.event);
    const take = useNewest((name) => setEvents([...names.filter(Boolean), name]));
    const addEvent = (from) => openOptions(from.currentTarget, { label: t("matcher.or"), options: eventOptions(dataset), choose: take });
    return html`<div class="matcher">
        <div class="matcher-line">
            ${names.map((name, index) => html`<span class="matcher-event" key=${index}>
                ${index > 0 && html`<span class="quiet small">${t("matcher.orWord")}</span>`}
                <${Picker} label=${label ?? t("matcher.event")} value=${name} text=${name && eventText(dataset, name)} placeholder=${t("matcher.choose")} options=${eventOptions(dataset)}
                    icon="mouse-pointer-click" isInvalid=${isInvalid} onChange=${(chosen) => setEvents(names.with(index, chosen))} />
                ${names.length > 1 && html`<${IconButton} icon="x" size=${14} label=${t("matcher.remove")} onClick=${() => setEvents(names.toSpliced(index, 1))} />`}
            </span>`)}
        </div>
        ${(matcher.where?.length ?? 0) > 0 && html`<${Filters} filters=${matcher.where} fields=${fieldsOf(dataset)} loadValues=${valuesOf(dataset, range)}
            onChange=${(where) => onChange({ ...matcher, where: where.length ? where : undefined })} />`}
        <div class="matcher-actions">
            ${!matcher.where?.length && html`<${AddFilter} dataset=${dataset} onChange=${(where) => onChange({ ...matcher, where })} />`}
            ${names[0] && html`<button type="button" class="link small" onClick=${addEvent}><${Icon} name="plus" size=${13} /> ${t("matcher.or")}</button>`}
            ${actions}
        </div></div>`;
}

function AddFilter({ dataset, onChange }) {
    const take = useNewest((_, { field }) => onChange([begin(field)]));
    const open = (event) => openOptions(event.currentTarget, { label: t("filter.field"), options: fieldOptions(fieldsOf(dataset)), choose: take });
    return html`<button type="button" class="link small" onClick=${open}><${Icon} name="list-filter" size=${13} /> ${t("filter.add")}</button>`;
}
