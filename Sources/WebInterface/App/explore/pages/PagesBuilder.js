import { html } from "../../html.js";
import { Explain } from "../../components/Blocks.js";
import { Select } from "../../components/Buttons.js";
import { FieldProblem } from "../../components/ProblemBox.js";
import { t } from "../../words/words.js";
import { Rules } from "../builder/Rules.js";
import { Line, Section } from "../builder/Section.js";
import { fieldsOf } from "../datasets.js";

/** What the table lists, and how pages are grouped. */
export function PagesBuilder({ draft, change, dataset, problem }) {
    const texts = fieldsOf(dataset).filter((field) => field.kind === "property" && field.type === "text" && !["page", "category"].includes(field.name));
    const by = typeof draft.by === "object" ? `property:${draft.by.property}` : draft.by ?? "page";
    return html`
        <${Section} title=${t("pages.what")}>
            <${Line} label=${t("pages.by")}><${Select} small label=${t("pages.by")} value=${by} onChange=${(next) => change({ by: next.startsWith("property:") ? { property: next.slice(9) } : next, detail: undefined })}
                choices=${[["page", t("pages.byPage")], ["category", t("pages.byCategory")], ...texts.map((field) => [`property:${field.name}`, field.text])]} /></${Line}>
            <${Line} label=${t("pages.limit")}><${Select} small label=${t("pages.limit")} value=${String(draft.limit ?? 50)} onChange=${(limit) => change({ limit: Number(limit) })} choices=${["20", "50", "100", "500"].map((number) => [number, number])} /></${Line}>
            <${FieldProblem} problem=${problem} pointer="/by" /></${Section}>
        <${Section} title=${t("rules.title")} isFolded=${!draft.rules?.length} explain=${html`<${Explain}>${t("rules.explained")}</${Explain}>`}>
            <${Rules} rules=${draft.rules} onChange=${(rules) => change({ rules })} /><${FieldProblem} problem=${problem} pointer="/rules" /></${Section}>`;
}
