import { sentence } from "./ProblemBox.js";
import { toast } from "./toast.js";

/** Does something whose outcome is a short note: `await tell(() => remove(at), t("admin.removed"))` is whether it worked. */
export async function tell(work, done) {
    try {
        await work();
        if (done) toast(done);
        return true;
    } catch (problem) {
        toast(sentence(problem), { kind: "problem" });
        return false;
    }
}

/** What a click has begun, which may be nothing that lasts: where it fails, a note says why. */
export function told(outcome) {
    if (!(outcome instanceof Promise)) return outcome;
    return outcome.catch((problem) => {
        if (problem.name === "AbortError") return;
        // What is no answer of the server is a fault of ours.
        if (problem.status === undefined) console.error(problem);
        toast(sentence(problem), { kind: "problem" });
    });
}
