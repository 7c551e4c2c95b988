import { html, useRef, useState } from "../../html.js";
import { post } from "../../api/client.js";
import { may } from "../../api/me.js";
import { Button } from "../../components/Buttons.js";
import { openDialog } from "../../components/layers.js";
import { openMenu } from "../../components/Menu.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { leading } from "../../frame/lead.js";
import { t } from "../../words/words.js";
import { runOnArrival } from "../segment.js";

/** What can be done with the users who are in exactly some of the segments that overlap. */
export function openRegion(anchor, region, found) {
    const mayEdit = may("edit_segments");
    const isExact = region.ids.length < found.segments.length;
    openMenu(anchor, [
        { heading: `${region.only_in.join(" + ")} · ${t("element.users", { count: region.users })}` },
        mayEdit && { text: t(isExact ? "upset.saveOnly" : "upset.saveAll"), icon: "bookmark", run: () => openSave(region, found, true) },
        mayEdit && isExact && region.ids.length > 1 && { text: t("upset.saveAll"), icon: "bookmark", run: () => openSave(region, found, false) },
        mayEdit && null,
        ...region.ids.map((id, index) => ({ text: t("upset.open", { name: region.only_in[index] }), icon: "users-round", href: `/segments/${id}` })),
    ], { label: t("upset.menu") });
}

/**
 * Saves them as a segment made of segments: all of `ids`, and with `isExact` none of the others. Those in several but not in
 * others need a segment for "in several" first; it is kept, since the other one is made of it.
 */
async function save({ ids }, found, isExact, name, made) {
    const others = isExact ? found.segments.map((one) => one.id).filter((id) => !ids.includes(id)) : [];
    if (ids.length === 1) return post("/segments", { name, subtract: [ids[0], ...others] });
    if (others.length === 0) return post("/segments", { name, intersect: ids });
    // A second try uses the one of the first.
    made.part ??= await post("/segments", { name: t("upset.partName", { name }), intersect: ids });
    return post("/segments", { name, subtract: [made.part.id, ...others] });
}

function openSave(region, found, isExact) {
    openDialog(t("save.title"), (close) => html`<${Save} region=${region} found=${found} isExact=${isExact} close=${close} />`, { size: "small" });
}

function Save({ region, found, isExact, close }) {
    const all = region.only_in.join(" + ");
    const isOnly = isExact && region.ids.length < found.segments.length;
    const [name, setName] = useState((isOnly ? t("upset.onlyName", { names: all }) : all).slice(0, 180));
    const [state, setState] = useState({});
    const made = useRef({});
    const submit = async (event) => {
        event.preventDefault();
        const lead = leading();
        setState({ isBusy: true });
        try {
            const saved = await save(region, found, isExact, name.trim(), made.current);
            runOnArrival.add(String(saved.id));
            close();
            lead(`/segments/${saved.id}`, saved.name);
        } catch (problem) {
            setState({ problem });
        }
    };
    return html`<form onSubmit=${submit}><label class="field"><span>${t("save.name")}</span><input class="form-control" autofocus required maxlength="200" value=${name} onInput=${(event) => setName(event.target.value)} /></label>
        <p class="quiet small">${t(isOnly ? "upset.onlyText" : "upset.allText")}${isOnly && region.ids.length > 1 ? ` ${t("upset.partText")}` : ""}</p>
        <${ProblemBox} problem=${state.problem} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><${Button} kind="primary" type="submit" disabled=${state.isBusy || !name.trim()}>${t("save.action")}</${Button}></div></form>`;
}
