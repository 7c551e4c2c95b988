import { html, useEffect } from "../html.js";
import { get, put } from "../api/client.js";
import { useAnswer } from "../api/useAnswer.js";
import { Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { navigate } from "../router.js";
import { t } from "../words/words.js";
import { KINDS } from "../explore/question.js";
import { addressOfView } from "./saved.js";

/** `/views/:id`, the address that is shared: leads to the analysis in Explore as it is saved now. */
export default function ViewPage({ id }) {
    const path = `/views/${encodeURIComponent(id)}`;
    const saved = useAnswer(path, (signal) => get(path, { signal }));
    const canOpen = saved.value?.id === id && KINDS.includes(saved.value.question.kind);
    useEffect(() => {
        if (!canOpen) return;
        put(`/recents/analysis/${id}`).catch(() => {});
        navigate(addressOfView(saved.value), { replace: true });
    }, [canOpen]);
    const back = html`<a class="button primary" href="/views"><span>${t("view.toAll")}</span></a>`;
    if ([404, 422, 400].includes(saved.problem?.status)) return html`<${PageHead} title=${t("view.goneTitle")} /><${Card}><${EmptyState} icon="bookmark" title=${t("view.goneTitle")} action=${back}>${t("view.goneText")}</${EmptyState}></${Card}>`;
    if (saved.value && !canOpen) return html`<${PageHead} title=${saved.value.name} /><${Card}><${EmptyState} icon="chart-column" title=${t("view.cannotOpen")} action=${back}><pre class="outline">${JSON.stringify(saved.value.question, null, 2)}</pre></${EmptyState}></${Card}>`;
    return html`<${Working} ...${saved} /><${ProblemBox} problem=${saved.problem} again=${saved.again} />`;
}
