import { get } from "../api/client.js";
import { may } from "../api/me.js";
import { sources } from "../frame/Palette.js";
import { count } from "../words/figures.js";
import { t } from "../words/words.js";

// What the palette finds of segments: making one, and each by its name.
sources.push(async () => {
    const made = may("edit_segments") ? [{ text: t("segments.new"), group: t("segments.title"), href: "/segments/new", words: "segment create" },
        ...(may("write_sql") ? [{ text: t("palette.sqlSegment"), group: t("segments.title"), href: "/segments/new?kind=sql", words: "sql" }] : []),
        { text: t("palette.listSegment"), group: t("segments.title"), href: "/segments/new?kind=list", words: "upload csv" }] : [];
    const { items } = await get("/segments?limit=200&sort=-changed");
    return [...made, ...items.map((segment) => ({ text: segment.name, hint: segment.size === null ? undefined : count(segment.size), group: t("segments.title"), href: `/segments/${segment.id}`, words: segment.tags.join(" ") }))];
});
