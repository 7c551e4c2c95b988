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
