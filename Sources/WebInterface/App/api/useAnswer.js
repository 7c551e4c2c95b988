import { useEffect, useRef, useState } from "../html.js";

/**
 * What a request gives, for a component: `{ value, problem, isBusy, isSlow, cancel, again }`.
 *
 * `ask` is called with a signal whenever `key` changes, after `delay` milliseconds without another
 * change; the request before it is called off. The last value stays until the next one is there; a problem is that of this
 * `key` only: what was wrong with another question says nothing about this one.
 * `ask(signal, tell)` may tell how far it is: `tell({ share: 0.4 })`.
 * `isBusy` is true after 150 ms, `isSlow` after a second. A key of null asks nothing.
 */
export function useAnswer(key, ask, { delay = 0 } = {}) {
    const [state, setState] = useState({ value: null, valueKey: null, problem: null, isBusy: key !== null, isSlow: false });
    const [round, setRound] = useState(0);
    const current = useRef(null);
    useEffect(() => {
        current.current?.abort();
        if (key === null) {
            setState({ value: null, valueKey: null, problem: null, isBusy: false, isSlow: false });
            return undefined;
        }
        const controller = new AbortController();
        current.current = controller;
        const update = (change) => { if (!controller.signal.aborted) setState((old) => ({ ...old, ...change })); };
        const timers = [
            setTimeout(() => update({ isBusy: true, share: undefined }), delay + 150),
            setTimeout(() => update({ isSlow: true }), delay + 1000),
            setTimeout(async () => {
                try {
                    const value = await ask(controller.signal, update);
                    update({ value, valueKey: key, problem: null });
                } catch (problem) {
                    if (problem.name !== "AbortError") update({ problem, problemKey: key });
                } finally {
                    timers.forEach(clearTimeout);
                    update({ isBusy: false, isSlow: false });
                }
            }, delay),
        ];
        return () => {
            timers.forEach(clearTimeout);
            controller.abort();
        };
    }, [key, round]);
    const cancel = () => {
        current.current?.abort();
        setState((old) => ({ ...old, isBusy: false, isSlow: false, problem: { code: "called_off", detail: "" }, problemKey: key }));
    };
    return { ...state, problem: state.problemKey === key ? state.problem : null, cancel, again: () => setRound((number) => number + 1) };
}
