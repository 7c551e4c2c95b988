import { html } from "../html.js";
import { get } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { useMore } from "../api/useMore.js";
import { Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button } from "../components/Buttons.js";
import { Icon } from "../components/Icon.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { Table } from "../components/Table.js";
import { useEnter } from "../components/useEnter.js";
import { navigate, setQuery, usePlace } from "../router.js";
import { moment } from "../words/figures.js";
import { t } from "../words/words.js";
import { Forbidden } from "./Forbidden.js";

const PAGE = 50;
const addressOf = (user) => `/people/${encodeURIComponent(user)}`;

/** `/people`: finds a user by the beginning of an id; those looked at last stand first. */
export default function PeoplePage() {
    return may("see_people") ? html`<${Search} />` : html`<${Forbidden} />`;
}

function Search() {
    const { query } = usePlace();
    const typed = query.get("search") ?? "";
    const ask = (after, signal) => get(`/people?limit=${PAGE}&search=${encodeURIComponent(typed.trim())}${after ? `&after=${encodeURIComponent(after)}` : ""}`, { signal });
    const key = `people ${typed.trim()}`;
    const first = useAnswer(key, (signal) => ask(null, signal), { delay: 120 });
    const recents = useAnswer("recent people", async (signal) => (await get("/recents?limit=100", { signal })).items.filter((item) => item.kind === "person"));
    const { items, next, more } = useMore(key, first, ask);
    const isStale = first.valueKey !== key;
    const enter = useEnter(isStale, () => { if (items.length > 0) navigate(addressOf(items[0].user)); });
    const type = (event) => { enter.forget(); setQuery({ search: event.target.value }); };
    const keys = (event) => { if (event.key === "Enter" && !event.isComposing) enter.press(); };
    return html`<${PageHead} title=${t("person.all")} subtitle=${t("person.subtitle")} />
        <div class="home-search"><div class="home-search-field"><${Icon} name="user-round-search" /><input type="search" aria-label=${t("person.search")} placeholder=${t("person.search")} value=${typed} onInput=${type} onKeyDown=${keys} /></div></div>
        <${Working} ...${first} /><${ProblemBox} problem=${first.problem} again=${first.again} />
        ${!typed && recents.value?.length > 0 && html`<${Card} title=${t("person.recent")} flush><ul class="home-list">${recents.value.slice(0, 8).map((item) => html`<li key=${item.id}><a href=${addressOf(item.id)}><${Icon} name="user" size=${16} /><span>${item.id}</span><small class="quiet">${moment(item.viewed_at)}</small></a></li>`)}</ul></${Card}>`}
        ${first.value && !isStale && items.length === 0 && html`<${Card}><${EmptyState} icon="user-round-search" title=${t("person.none", { id: typed })}>${t("person.noneText")}</${EmptyState}></${Card}>`}
        ${items.length > 0 && html`<${Card} class=${isStale && first.isBusy && "result-old"} title=${typed ? t("person.found", { id: typed }) : t("person.list")} flush><${Table} name="people" caption=${t("person.all")} rows=${items} rowKey=${(row) => row.user} limit=${10_000} isSortable=${false}
            columns=${[{ id: "user", title: t("people.user"), value: (row) => row.user, show: (row) => html`<a href=${addressOf(row.user)}>${row.user}</a>` }]} />
            ${next && html`<p class="table-note"><${Button} small onClick=${more}>${t("people.more")}</${Button}></p>`}</${Card}>`}`;
}
