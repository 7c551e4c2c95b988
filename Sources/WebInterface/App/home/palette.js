import { get } from "../api/client.js";
import { may } from "../api/me.js";
import { sources } from "../frame/Palette.js";
import { t } from "../words/words.js";

// What the palette finds beside the pages: each dashboard, and the ways to make one or to find a user.

sources.push(async () => (await get("/dashboards?limit=100")).items.map((board) => ({ text: board.name, hint: board.folder || undefined, group: t("dash.all"), href: `/dashboards/${board.id}`, words: "dashboard 대시보드" })));
sources.push(() => [may("edit_dashboards") && { text: t("dash.new"), group: t("palette.commands"), href: "/dashboards?new=1" }].filter(Boolean));
