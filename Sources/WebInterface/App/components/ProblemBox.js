import { html } from "../html.js";
import { hasText, t } from "../words/words.js";
import { Button } from "./Buttons.js";
import { Icon } from "./Icon.js";

/** What a problem says to people: the server's own sentence, else ours for its code. */
export function sentence(problem) {
    if (problem.detail) return problem.detail;
    const key = "problem." + problem.code;
    return t(hasText(key) ? key : "problem.no_answer", { status: problem.status ?? 0 });
}

/** An error beside where it happened; `again` tries once more. */
export function ProblemBox({ problem, again }) {
    if (!problem) return null;
    return html`<div class="problem" role="alert">
        <${Icon} name="circle-alert" />
        <div><p>${sentence(problem)}</p>
            ${problem.pointer && html`<p class="quiet"><code>${problem.pointer}</code></p>`}</div>
        ${again && html`<${Button} icon="refresh-cw" small onClick=${again}>${t("action.again")}</${Button}>`}
    </div>`;
}

/** The sentence of a problem that points at `pointer` or below it: for a field of a form. */
export function FieldProblem({ problem, pointer }) {
    if (!isAt(problem, pointer)) return null;
    return html`<p class="field-problem" role="alert"><${Icon} name="circle-alert" size=${14} /> ${sentence(problem)}</p>`;
}

/** Whether a problem points at a place of what was sent: `isAt(problem, "/steps/1")`. */
export const isAt = (problem, pointer) => Boolean(problem?.pointer)
    && (problem.pointer === pointer || problem.pointer.startsWith(pointer + "/"));
