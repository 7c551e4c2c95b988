import { html, useEffect, useState } from "../../html.js";
import { get } from "../../api/client.js";
import { Card } from "../../components/Blocks.js";
import { Button, IconButton, Segmented } from "../../components/Buttons.js";
import { sentence } from "../../components/ProblemBox.js";
import { openOptions } from "../../components/Picker.js";
import { count } from "../../words/figures.js";
import { t } from "../../words/words.js";

/** Finds segments by what is typed, also by initial consonants. */
export const findSegments = (without) => async (typed, signal) => {
    const query = new URLSearchParams({ limit: "50", ...(typed.trim() ? { search: typed.trim() } : { sort: "-changed" }) });
    const { items } = await get(`/segments?${query}`, { signal });
    return items.filter((item) => !without.includes(item.id)).map((item) => ({ value: item.id, text: item.name, hint: item.folder || undefined, count: count(item.size), segment: item }));
};

/** A segment made of others: in any, in all, or in the first and none of the rest. */
export function Parts({ parts, onChange, own }) {
    const [known, setKnown] = useState({});
    const learn = (id, one) => setKnown((old) => ({ ...old, [id]: one }));
    useEffect(() => {
        for (const id of parts.ids) if (!known[id]) get(`/segments/${id}`).then((segment) => learn(id, segment), (problem) => learn(id, { problem }));
    }, [parts.ids.join()]);
    const set = (ids) => onChange({ ...parts, ids });
    const add = (event) => openOptions(event.currentTarget, { label: t("parts.add"), load: findSegments([...parts.ids, own].filter(Boolean)),
        choose: (id, option) => { learn(id, option.segment); set([...parts.ids, id]); } });
    const move = (index, by) => set(parts.ids.toSpliced(index, 1).toSpliced(index + by, 0, parts.ids[index]));
    return html`<${Card} title=${t("parts.title")}><${Segmented} label=${t("parts.how")} value=${parts.how} onChange=${(how) => onChange({ ...parts, how })}
            choices=${[["union", t("parts.union"), "plus"], ["intersect", t("parts.intersect"), "target"], ["subtract", t("parts.subtract"), "circle-x"]]} />
        <p class="quiet small">${t("parts.text." + parts.how)}</p>
        <ol class="parts">${parts.ids.map((id, index) => html`<li key=${id}><span class="step-letter">${index + 1}</span><a href=${`/segments/${id}`} target="_blank" rel="noopener">${known[id]?.name ?? id}</a>${known[id]?.problem ? html`<span class="is-bad small">${known[id].problem.status === 404 ? t("suppression.gone") : sentence(known[id].problem)}</span>` : html`<span class="quiet small">${count(known[id]?.size)}</span>`}
            ${parts.how === "subtract" && index > 0 && html`<span class="tag bad">${t("container.subtract")}</span>`}<span class="space"></span>
            ${index > 0 && html`<${IconButton} icon="arrow-up" size=${15} label=${t("step.up")} onClick=${() => move(index, -1)} />`}
            <${IconButton} icon="x" size=${15} label=${t("filter.without", { value: known[id]?.name ?? id })} onClick=${() => set(parts.ids.toSpliced(index, 1))} /></li>`)}</ol>
        <${Button} icon="plus" onClick=${add}>${t("parts.add")}</${Button}></${Card}>`;
}
