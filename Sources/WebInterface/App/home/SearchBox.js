import { classes, html, useState } from "../html.js";
import { get } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Icon } from "../components/Icon.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { useEnter } from "../components/useEnter.js";
import { navigate, setQuery, usePlace } from "../router.js";
import { t } from "../words/words.js";
import { hitOption } from "./places.js";

/** Finds segments, tables, fields, values, events, dashboards and users by what is typed; arrows and Enter go there. */
export function SearchBox({ datasets }) {
    const { query } = usePlace();
    const typed = query.get("q") ?? "";
    const [index, setIndex] = useState(0);
    const wanted = typed.trim();
    const key = wanted ? `search ${wanted}` : null;
    const answer = useAnswer(key, (signal) => get(`/search?limit=30&q=${encodeURIComponent(wanted)}`, { signal }), { delay: 120 });
    const hits = wanted ? (answer.value?.hits ?? []).map((hit) => hitOption(hit, datasets)).filter((option) => option.href) : [];
    // Until the answer to what is typed is there, that to what was typed before is no answer to it.
    const isStale = answer.valueKey !== key;
    const people = !isStale && wanted && may("see_people") ? [{ key: "people", text: t("home.findUser", { id: wanted }), kind: "person", icon: "user", href: `/people?search=${encodeURIComponent(wanted)}` }] : [];
    const options = [...hits, ...people];
    const enter = useEnter(isStale, (isLate) => { const option = options[isLate ? 0 : index]; if (option) navigate(option.href); });
    const type = (text) => {
        enter.forget();
        setIndex(0);
        setQuery({ q: text });
    };
    const keys = (event) => {
        const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
        if (step) {
            event.preventDefault();
            setIndex(Math.max(0, Math.min(options.length - 1, index + step)));
        } else if (event.key === "Enter" && !event.isComposing && wanted) enter.press();
        else if (event.key === "Escape") type("");
    };
    return html`<div class="home-search">
        <div class="home-search-field"><${Icon} name="search" /><input type="search" role="combobox" aria-label=${t("home.search")} placeholder=${t("home.search")} value=${typed}
            aria-expanded=${wanted ? "true" : "false"} aria-controls="home-hits" aria-activedescendant=${options[index] && wanted ? `hit-${index}` : undefined}
            onInput=${(event) => type(event.target.value)} onKeyDown=${keys} /></div>
        <${ProblemBox} problem=${answer.problem} again=${answer.again} />
        <ul class="card home-hits" id="home-hits" role="listbox" aria-label=${t("home.found")} hidden=${!wanted}>
            ${wanted && hits.length === 0 && !answer.problem && (!isStale || answer.isBusy) && html`<li class="options-none" role="presentation">${isStale ? t("state.loading") : t("home.nothingFound", { text: wanted })}</li>`}
            ${options.map((option, place) => html`<li key=${option.key} id=${`hit-${place}`} role="option" aria-selected=${place === index} class=${classes("home-hit", place === index && "active")}
                onMouseMove=${() => place !== index && setIndex(place)} onClick=${() => navigate(option.href)}>
                <${Icon} name=${option.icon} size=${16} /><span class="option-text">${option.text}${option.hint && html`<small>${option.hint}</small>`}</span><small class="quiet">${t("home.kind." + option.kind)}</small></li>`)}
        </ul></div>`;
}
