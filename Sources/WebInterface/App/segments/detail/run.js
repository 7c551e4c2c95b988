import { html, useEffect, useRef, useState } from "../../html.js";
import { post } from "../../api/client.js";
import { may } from "../../api/me.js";
import { Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { toast } from "../../components/toast.js";
import { t } from "../../words/words.js";

/** Evaluates a segment while its page waits: `{ isBusy, isSlow, problem, start, cancel }`; leaving the page stops it. */
export function useRun(segment, refresh) {
    const [state, setState] = useState({ isBusy: false, isSlow: false, problem: null });
    const request = useRef(null);
    useEffect(() => () => request.current?.abort(), []);
    const start = async () => {
        request.current?.abort();
        const controller = request.current = new AbortController();
        setState({ isBusy: true, isSlow: false, problem: null });
        const slow = setTimeout(() => setState((old) => ({ ...old, isSlow: old.isBusy })), 1000);
        try {
            const report = await post(`/segments/${segment.id}/runs`, { wait: true }, { signal: controller.signal });
            setState({ isBusy: false, isSlow: false, problem: null });
            toast(t("run.done", { count: report.snapshots[0]?.size ?? 0 }));
            refresh();
        } catch (problem) {
            // It was begun anew meanwhile.
            if (request.current !== controller) return undefined;
            if (problem.name === "AbortError") return setState({ isBusy: false, isSlow: false, problem: controller.isStopped ? { code: "called_off" } : null });
            setState({ isBusy: false, isSlow: false, problem });
            refresh();
        } finally {
            clearTimeout(slow);
        }
        return undefined;
    };
    const cancel = () => { request.current.isStopped = true; request.current.abort(); };
    return { ...state, start, cancel };
}

/** The next step where a segment has no users yet: evaluate it. */
export function RunNow({ segment, run }) {
    if (!may("edit_segments") || segment.status === "archived") return null;
    return html`<${Button} kind="primary" icon="play" disabled=${run.isBusy} onClick=${run.start}>${t("run.now")}</${Button}>`;
}

export function RunLine({ run }) {
    if (!run.isBusy && !run.problem) return null;
    return html`<div class="run-line">${run.isBusy && html`<p class="quiet small">${t("run.working")}</p>`}<${Working} ...${run} text=${t("run.working")} /><${ProblemBox} problem=${run.problem} again=${run.problem ? run.start : undefined} /></div>`;
}
