import { get } from "../api/client.js";
import { sources } from "../frame/Palette.js";
import { t } from "../words/words.js";

// What the palette finds of saved analyses: each by its name.
sources.push(async () => (await get("/views?limit=200")).items.map((view) => ({ text: view.name, hint: view.folder || undefined, group: t("view.all"), href: `/views/${view.id}`, words: "saved analysis 분석" })));
