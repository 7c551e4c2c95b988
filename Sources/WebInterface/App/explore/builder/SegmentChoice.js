import { html, useEffect } from "../../html.js";
import { all } from "../../api/all.js";
import { IconButton } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { openOptions } from "../../components/Picker.js";
import { useNewest } from "../../components/useNewest.js";
import { store, useStore } from "../../store.js";
import { t } from "../../words/words.js";

/** `{ list }`, `{ problem }`, or nothing while they are fetched. */
const segments = store({});

/** Fetches the saved segments, for names and choices; none where the server keeps none. What is known stays where it fails. */
export async function loadSegments() {
    try {
        segments.set({ list: await all("/segments") });
    } catch (problem) {
        segments.set((old) => ({ list: problem.status === 404 ? [] : old.list, problem }));
    }
}

/** The saved segments; undefined until they are known. */
export const useSegments = () => useStore(segments).list;

const same = (a, b) => JSON.stringify(a) === JSON.stringify(b);

/** What a series' segment is called. */
export function segmentText(choice, list = segments.get().list) {
    if (choice === "all" || choice === undefined || choice === null) return t("segment.all");
    const id = typeof choice === "object" ? choice.not : choice;
    const name = list?.find((segment) => same(segment.id, id) || segment.name === id)?.name ?? String(id);
    return typeof choice === "object" ? t("segment.not", { name }) : name;
}

/** Which users are compared: all, those in a segment, those not in it; a line or a bar each. */
export function SegmentChoice({ chosen, onChange }) {
    const list = useSegments();
    useEffect(() => { if (!segments.get().list) loadSegments(); }, []);
    const current = chosen ?? ["all"];
    const set = (next) => onChange(next.length === 0 || same(next, ["all"]) ? undefined : next);
    const take = useNewest((_, option) => set([...current, option.choice]));
    const add = (event) => {
        // Where they could not be fetched, asking for the choice tries again.
        if (!segments.get().list) loadSegments();
        openOptions(event.currentTarget, { label: t("builder.compare"), options: () => offered(useStore(segments), current), choose: take });
    };
    return html`<div class="segments">
        ${current.map((choice, index) => html`<div class="row-line segment-line" key=${JSON.stringify(choice)}><${Icon} name="users" size=${15} /><span>${segmentText(choice, list)}</span>
            ${(current.length > 1 || choice !== "all") && html`<${IconButton} icon="x" size=${14} label=${t("segment.remove")} onClick=${() => set(current.toSpliced(index, 1))} />`}</div>`)}
        ${(!list || choices(list, current).length > 0) && html`<button type="button" class="link small" onClick=${add}><${Icon} name="plus" size=${13} /> ${t("builder.compare")}</button>`}
    </div>`;
}

const offered = ({ list, problem }, current) => (list ? choices(list, current) : problem);

/** What can be compared besides: all users, those in each segment, those not in it. */
const choices = (list, current) => [
    { value: "all", text: t("segment.all"), choice: "all" },
    ...list.map((segment) => ({ value: `in:${segment.id}`, text: segment.name, choice: segment.id, group: t("segment.in") })),
    ...list.map((segment) => ({ value: `not:${segment.id}`, text: t("segment.not", { name: segment.name }), choice: { not: segment.id }, group: t("segment.notIn") })),
].filter((option) => !current.some((choice) => same(choice, option.choice)));
