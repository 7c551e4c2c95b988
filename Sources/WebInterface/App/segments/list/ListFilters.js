import { html, useEffect, useState } from "../../html.js";
import { useMe } from "../../api/me.js";
import { Segmented, Select } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { Picker } from "../../components/Picker.js";
import { setQuery } from "../../router.js";
import { t } from "../../words/words.js";

// The list's filters live in the address: /segments?search=ㄷㅁ&tag=q4&status=draft&sort=-size

const NAMES = ["search", "owner", "tag", "folder", "sort"];
const SORTS = ["-changed", "name", "-size", "size", "-change", "-created"];

/** What the API is asked for. */
export function listQuery(query) {
    const asked = new URLSearchParams();
    for (const name of NAMES) if (query.get(name)) asked.set(name, query.get(name));
    if (query.get("status")) asked.set("status", query.get("status"));
    if (!asked.has("sort") && !asked.has("search")) asked.set("sort", "-changed");
    return asked.toString();
}

export const hasFilters = (query) => [...NAMES.filter((name) => name !== "sort"), "status"].some((name) => query.get(name));

export function ListFilters({ query, tags }) {
    const me = useMe();
    const [typed, setTyped] = useState(query.get("search") ?? "");
    useEffect(() => { if ((query.get("search") ?? "") !== typed.trim()) setTyped(query.get("search") ?? ""); }, [query.get("search")]);
    const type = (text) => { setTyped(text); setQuery({ search: text.trim() }); };
    const owner = query.get("owner");
    return html`<div class="list-filters" role="search">
        <div class="search-field"><${Icon} name="search" size=${16} /><input class="form-control" type="search" placeholder=${t("segments.search")} aria-label=${t("segments.search")} value=${typed} onInput=${(event) => type(event.target.value)} /></div>
        <${Segmented} small label=${t("segments.state")} value=${query.get("status") ?? ""} onChange=${(status) => setQuery({ status })}
            choices=${[["", t("segments.current")], ["draft", t("segments.status.draft")], ["archived", t("segments.status.archived")]]} />
        ${me.name && html`<${Segmented} small label=${t("segments.owner")} value=${owner === me.name ? "mine" : ""} onChange=${(choice) => setQuery({ owner: choice === "mine" ? me.name : null })}
            choices=${[["", t("segments.everyones")], ["mine", t("segments.mine")]]} />`}
        ${tags.length > 0 && html`<${Picker} small icon="tag" label=${t("segments.tag")} value=${query.get("tag") ?? ""} text=${query.get("tag") ?? ""} placeholder=${t("segments.allTags")}
            options=${[{ value: "", text: t("segments.allTags") }, ...tags.map((tag) => ({ value: tag.name, text: tag.name, count: tag.segments }))]} onChange=${(tag) => setQuery({ tag })} />`}
        <${Select} small label=${t("segments.sort")} value=${query.get("sort") ?? (query.get("search") ? "" : "-changed")} onChange=${(sort) => setQuery({ sort })}
            choices=${[...(query.get("search") ? [["", t("segments.sortBest")]] : []), ...SORTS.map((name) => [name, t("segments.sort." + name.replace("-", "down_"))])]} />
    </div>`;
}
