import { html, useState } from "../../html.js";
import { post, remove } from "../../api/client.js";
import { Badge, Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { confirm } from "../../components/layers.js";
import { MenuButton } from "../../components/Menu.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { tell } from "../../components/tell.js";
import { duration } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { useAct } from "../parts.js";

/** Systems and folders that segments are sent to, each with a button that says what is wrong. */
export function Destinations({ list, open, again }) {
    return html`<${Card} title=${t("destination.title")} subtitle=${t("destination.subtitle")}>
        ${list.length === 0 ? html`<${EmptyState} icon="webhook" title=${t("destination.none")} action=${html`<${Button} onClick=${() => open(null)}>${t("destination.new")}</${Button}>`}>${t("destination.noneText")}</${EmptyState}>`
        : html`<ul class="plain-list">${list.map((one) => html`<${Destination} key=${`${one.id} ${one.revision}`} destination=${one} open=${open} again=${again} />`)}</ul>`}</${Card}>`;
}

function Destination({ destination, open, again }) {
    const [tested, setTested] = useState(null);
    const [act, isBusy, problem] = useAct();
    const at = `/destinations/${destination.id}`;
    const test = () => act(async () => setTested(await post(at + "/test")));
    const drop = async () => {
        if (!await confirm(t("destination.remove"), { text: t("destination.removeText", { name: destination.name }), action: t("admin.remove"), isDanger: true })) return;
        if (await tell(() => remove(at), t("admin.removed"))) again();
    };
    return html`<li class="connection"><div class="row-line"><span class="grow"><b>${destination.name}</b> <span class="quiet">${t("destination.kind." + destination.kind)}</span><br /><code class="wrap">${destination.options.url ?? destination.options.folder}</code></span>
            ${tested && html`<${Badge} kind=${tested.ok ? "good" : "bad"}>${tested.ok ? t("destination.works", { time: duration(tested.elapsed_ms) }) : t("connection.fails")}</${Badge}>`}
            <${Button} small onClick=${test} disabled=${isBusy}>${t("admin.test")}</${Button}><${Button} small icon="pencil" onClick=${() => open(destination)}>${t("admin.change")}</${Button}>
            <${MenuButton} label=${t("admin.more", { name: destination.name })} items=${[{ text: t("admin.remove"), icon: "trash-2", isDanger: true, run: drop }]} /></div>
        ${isBusy && html`<${Working} isBusy=${true} />`}
        <${ProblemBox} problem=${problem ?? (tested && !tested.ok ? { detail: [tested.failure, tested.remedy].filter(Boolean).join(" ") } : null)} /></li>`;
}
