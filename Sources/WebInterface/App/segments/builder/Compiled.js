import { html } from "../../html.js";
import { post } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { copy } from "../../components/clipboard.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { tell } from "../../components/tell.js";
import { t } from "../../words/words.js";
import { CodeEditor } from "./CodeEditor.js";

/** The cards as one SQL statement, to be read and copied. */
export function Compiled({ definition }) {
    const key = definition ? JSON.stringify(definition) : null;
    const sql = useAnswer(key, (signal) => post("/segments/sql", definition, { signal }), { delay: 150 });
    if (!definition) return html`<${Card}><${EmptyState} icon="code" title=${t("side.nothing")} /></${Card}>`;
    const take = () => tell(() => copy(sql.value.text), t("compiled.copied"));
    return html`<${Card} title=${t("compiled.title")} subtitle=${t("compiled.text")} actions=${sql.value && html`<${Button} small icon="copy" onClick=${take}>${t("compiled.copy")}</${Button}>`}>
        <${Working} ...${sql} /><${ProblemBox} problem=${sql.problem} again=${sql.problem?.pointer ? undefined : sql.again} />
        ${sql.value && !sql.problem && html`<${CodeEditor} text=${sql.value.text} isReadOnly label=${t("compiled.title")} />
            ${sql.value.parameters.length > 0 && html`<h3 class="small">${t("compiled.parameters")}</h3><ol class="parameters">${sql.value.parameters.map((value, index) => html`<li key=${index}><code>${JSON.stringify(value)}</code></li>`)}</ol>`}`}
    </${Card}>`;
}
