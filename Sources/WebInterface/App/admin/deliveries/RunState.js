import { html } from "../../html.js";
import { Badge } from "../../components/Blocks.js";
import { t } from "../../words/words.js";

const KINDS = { preparing: "warn", running: "warn", interrupted: "bad", paused: "plain", done: "good", failed: "bad" };

/** How a run of a delivery went. */
export const RunState = ({ run }) => html`<span title=${run.failure ?? undefined}><${Badge} kind=${KINDS[run.state]}>${t("deliveryRun." + run.state)}</${Badge}></span>`;
