import { html, useEffect, useRef, useState } from "../html.js";
import { may } from "../api/me.js";
import { Card, EmptyState } from "../components/Blocks.js";
import { Button, IconButton, Select } from "../components/Buttons.js";
import { FieldProblem } from "../components/ProblemBox.js";
import { copy } from "../components/clipboard.js";
import { tell } from "../components/tell.js";
import { t } from "../words/words.js";

/** The look of a job's state as a badge. */
export const JOB_KINDS = { waiting: "plain", running: "warn", done: "good", failed: "bad", cancelled: "plain" };

/** The page for those who may, a sentence for others: `<${ForThose} who="read_audit">…`. */
export function ForThose({ who, children }) {
    if (may(who)) return children;
    return html`<${Card}><${EmptyState} icon="lock" title=${t("admin.forbidden")} action=${html`<a class="button secondary" href="/">${t("notFound.action")}</a>`}>
        ${t("admin.forbiddenText")}</${EmptyState}></${Card}>`;
}

/** A field of a form, with its words, a hint and the problem that points at it. */
export function Field({ label, hint, problem, pointer, children }) {
    return html`<div class="field"><label class="field-label"><span>${label}</span>${children}</label>${hint && html`<small class="quiet">${hint}</small>`}
        ${pointer && html`<${FieldProblem} problem=${problem} pointer=${pointer} />`}</div>`;
}

export const Input = ({ value, onChange, ...rest }) => html`<input class="form-control" value=${value} onInput=${(event) => onChange(event.target.value)} ...${rest} />`;

/** Does something once at a time: `const [act, isBusy, problem] = useAct()`; `act(async () => …)` resolves to whether it worked. */
export function useAct() {
    const [state, setState] = useState({ isBusy: false, problem: null });
    const isAt = useRef(false);
    const act = async (work) => {
        if (isAt.current) return false;
        isAt.current = true;
        setState({ isBusy: true, problem: null });
        try {
            await work();
            setState({ isBusy: false, problem: null });
            return true;
        } catch (problem) {
            setState({ isBusy: false, problem });
            return false;
        } finally {
            isAt.current = false;
        }
    };
    return [act, state.isBusy, state.problem];
}

/** One thing of several at a time: `const [once, isBusy] = useOnce()`; `once(async () => …)` does nothing while another is at work. */
export function useOnce() {
    const [isBusy, setIsBusy] = useState(false);
    const isAt = useRef(false);
    const set = (value) => { isAt.current = value; setIsBusy(value); };
    const once = async (work) => {
        if (isAt.current) return;
        set(true);
        try {
            await work();
        } finally {
            set(false);
        }
    };
    return [once, isBusy];
}

/** A select whose choice is done at once, and shown until the page knows it: `onChange` resolves to whether it worked. */
export function DoingSelect({ value, onChange, ...rest }) {
    const [wish, setWish] = useState(null);
    useEffect(() => setWish(null), [value]);
    const choose = async (next) => {
        setWish(next);
        if (!await onChange(next)) setWish(null);
    };
    return html`<${Select} value=${wish ?? value} onChange=${choose} ...${rest} />`;
}

/**
 * Asks again while the page is seen, `pause` milliseconds after each answer, so that one that is slow is waited for;
 * null asks no more.
 */
export function useFollowing(answer, pause) {
    useEffect(() => {
        if (pause === null || (!answer.value && !answer.problem)) return undefined;
        const timer = setInterval(() => {
            if (document.hidden) return;
            clearInterval(timer);
            answer.again();
        }, pause);
        return () => clearInterval(timer);
    }, [answer.value, answer.problem, pause]);
}

/** A secret that is shown this once, with a button to copy it. */
export function ShownOnce({ label, value, text, close }) {
    const field = useRef(null);
    useEffect(() => field.current?.select(), []);
    return html`<p>${text}</p>
        <div class="shown-once"><input class="form-control" readonly aria-label=${label} value=${value} ref=${field} onFocus=${(event) => event.target.select()} />
            <${IconButton} icon="copy" kind="secondary" label=${t("admin.copy")} onClick=${() => tell(() => copy(value), t("admin.copied"))} /></div>
        <div class="dialog-actions"><${Button} kind="primary" onClick=${close}>${t("admin.keptIt")}</${Button}></div>`;
}
