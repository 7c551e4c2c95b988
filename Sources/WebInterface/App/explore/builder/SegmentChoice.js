import { html, useEffect } from "../../html.js";
import { get } from "../../api/client.js";
import { IconButton } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { openOptions } from "../../components/Picker.js";
import { store, useStore } from "../../store.js";
import { t } from "../../words/words.js";

const segments = store(null);

/** The saved segments, for names and choices; none where the server keeps none. */
export async function loadSegments() {
    try {
        segments.set((await get("/segments?limit=200")).items);
    } catch {
        segments.set([]);
    }
}
export const useSegments = () => useStore(segments);

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** What a series' segment is called. */
export function segmentText(choice, list = segments.get()) {
    if (choice === "all" || choice === undefined || choice === null) return t("segment.all");
    const id = typeof choice === "object" ? choice.not : choice;
    const name = list?.find((segment) => same(segment.id, id) || segment.name === id)?.name ?? String(id);
    return typeof choice === "object" ? t("segment.not", { name }) : name;
}

/** Which users are compared: all, those in a segment, those not in it; a line or a bar each. */
export function SegmentChoice({ chosen, onChange }) {
    const list = useSegments();
    useEffect(() => { if (!segments.get()) loadSegments(); }, []);
    const current = chosen ?? ["all"];
    const set = (next) => onChange(next.length === 0 || same(next, ["all"]) ? undefined : next);
    const options = choices(list, current);
    const add = (event) => openOptions(event.currentTarget, { label: t("builder.compare"), options: () => choices(useSegments(), current), choose: (_, option) => set([...current, option.choice]) });
    return html`<div class="segments">
        ${current.map((choice, index) => html`<div class="row-line segment-line" key=${JSON.stringify(choice)}><${Icon} name="users" size=${15} /><span>${segmentText(choice, list)}</span>
            ${(current.length > 1 || choice !== "all") && html`<${IconButton} icon="x" size=${14} label=${t("segment.remove")} onClick=${() => set(current.toSpliced(index, 1))} />`}</div>`)}
        ${options.length > 0 && html`<button type="button" class="link small" onClick=${add}><${Icon} name="plus" size=${13} /> ${t("builder.compare")}</button>`}
    </div>`;
}

/** What can be compared besides: all users, those in each segment, those not in it. */
const choices = (list, current) => [
    { value: "all", text: t("segment.all"), choice: "all" },
    ...(list ?? []).map((segment) => ({ value: `in:${segment.id}`, text: segment.name, choice: segment.id, group: t("segment.in") })),
    ...(list ?? []).map((segment) => ({ value: `not:${segment.id}`, text: t("segment.not", { name: segment.name }), choice: { not: segment.id }, group: t("segment.notIn") })),
].filter((option) => !current.some((choice) => same(choice, option.choice)));
