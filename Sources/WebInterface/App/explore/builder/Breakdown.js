import { html } from "../../html.js";
import { IconButton, Select } from "../../components/Buttons.js";
import { Picker } from "../../components/Picker.js";
import { fieldOptions } from "../../components/Filters.js";
import { t } from "../../words/words.js";
import { fieldsOf } from "../datasets.js";

/** One line, row or bar for each value of a field. */
export function Breakdown({ kind, draft, change, dataset }) {
    const { breakdown } = draft;
    const fields = fieldsOf(dataset);
    const chosen = breakdown && fields.find((field) => breakdown[field.kind] === field.name);
    const choose = (_, { field }) => change({ breakdown: { [field.kind]: field.name, ...(kind === "funnel" && field.kind === "property" ? { at_step: 1 } : {}), limit: breakdown?.limit ?? 5 } });
    const steps = (draft.steps ?? []).length;
    return html`<div class="breakdown">
        <div class="row-line"><${Picker} label=${t("builder.breakdownBy")} icon="split" value=${chosen && `${chosen.kind}:${chosen.name}`} text=${chosen?.text}
            placeholder=${t("builder.noBreakdown")} options=${fieldOptions(fields)} onChange=${choose} />
            ${breakdown && html`<${IconButton} icon="x" size=${15} label=${t("builder.removeBreakdown")} onClick=${() => change({ breakdown: undefined })} />`}</div>
        ${breakdown && html`<div class="row-line quiet small">
            ${breakdown.property && kind === "funnel" && html`<${Select} small label=${t("builder.atStep")} value=${String(breakdown.at_step ?? 1)} onChange=${(step) => change({ breakdown: { ...breakdown, at_step: Number(step) } })}
                choices=${Array.from({ length: Math.max(1, steps) }, (_, index) => [String(index + 1), t("builder.atStepN", { step: letter(index) })])} />`}
            <${Select} small label=${t("builder.limit")} value=${String(breakdown.limit ?? 10)} onChange=${(limit) => change({ breakdown: { ...breakdown, limit: Number(limit) } })}
                choices=${[...new Set([3, 5, 8, 10, 20, breakdown.limit ?? 10])].sort((a, b) => a - b).map((number) => [String(number), t("builder.topN", { n: number })])} /></div>`}
    </div>`;
}

/** The name of a step: A, B, C … */
export const letter = (index) => (index < 26 ? String.fromCharCode(65 + index) : letter(Math.floor(index / 26) - 1) + letter(index % 26));
