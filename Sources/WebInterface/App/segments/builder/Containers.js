import { classes, html } from "../../html.js";
import { Button, Segmented } from "../../components/Buttons.js";
import { MenuButton } from "../../components/Menu.js";
import { count } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { letter } from "../../explore/builder/Breakdown.js";
import { emptyContainer, emptyGroup } from "./draft.js";
import { GroupCard, Joint } from "./GroupCard.js";

/**
 * The three levels as nested cards: containers are added up or taken away, their groups must all hold. Each level's `onChange` takes
 * what makes the new value of the newest one, so that two changes at once both count.
 */
export function Containers({ containers, onChange, catalogue, counts, problem, fault }) {
    const turn = (index, work) => onChange((all) => changed(all, index, work));
    const move = (index, by) => onChange((all) => begun(all.toSpliced(index, 1).toSpliced(index + by, 0, all[index])));
    return html`<div class="containers">
        ${containers.map((container, index) => html`
            ${index > 0 && html`<${Between} key=${`between-${index}`} container=${container} index=${index} onChange=${(subtract) => turn(index, (old) => ({ ...old, subtract }))} />`}
            <${ContainerCard} key=${`container-${index}`} index=${index} container=${container} catalogue=${catalogue} counts=${counts} problem=${problem} fault=${fault?.c === index ? fault : null} onChange=${(work) => turn(index, work)}
                menu=${[
        { text: t("container.duplicate"), icon: "copy", run: () => onChange((all) => all.toSpliced(index + 1, 0, structuredClone(all[index]))) },
        index > 0 && { text: t("step.up"), icon: "arrow-up", run: () => move(index, -1) },
        index < containers.length - 1 && { text: t("step.down"), icon: "arrow-down", run: () => move(index, 1) },
        containers.length > 1 && { text: t("container.remove"), icon: "trash-2", isDanger: true, run: () => onChange((all) => begun(all.toSpliced(index, 1))) },
    ].filter(Boolean)} />`)}
        <div class="row-line"><${Button} icon="plus" onClick=${() => onChange((all) => [...all, emptyContainer()])}>${t("container.add")}</${Button}>
            <${Button} kind="ghost" icon="circle-x" onClick=${() => onChange((all) => [...all, { ...emptyContainer(), subtract: true }])}>${t("container.addSubtract")}</${Button}></div>
    </div>`;
}

const changed = (all, index, work) => all.map((one, place) => (place === index ? work(one) : one));

/** The first container takes nothing away. */
const begun = (all) => changed(all, 0, (first) => ({ ...first, subtract: undefined }));

function Between({ container, index, onChange }) {
    return html`<div class="between"><${Segmented} small label=${t("container.between", { name: letter(index) })} value=${container.subtract ? "subtract" : "union"} onChange=${(choice) => onChange(choice === "subtract" || undefined)}
        choices=${[["union", t("container.union"), "plus"], ["subtract", t("container.subtract"), "circle-x"]]} /></div>`;
}

function ContainerCard({ container, index, onChange, catalogue, counts, problem, fault, menu }) {
    const { groups } = container;
    const turn = (work) => onChange((old) => ({ ...old, groups: work(old.groups) }));
    const found = counts.get(`${index}`);
    const groupMenu = (place) => [
        { text: t("group.duplicate"), icon: "copy", run: () => turn((all) => all.toSpliced(place + 1, 0, structuredClone(all[place]))) },
        groups.length > 1 && { text: t("group.remove"), icon: "trash-2", isDanger: true, run: () => turn((all) => all.toSpliced(place, 1)) },
    ].filter(Boolean);
    const join = (place) => (join) => turn((all) => all.map((group, number) => (number === place || number === place - 1 ? { ...group, join } : group)));
    return html`<section class=${classes("container-card", container.subtract && "subtracts")} aria-label=${t("container.name", { name: letter(index) })}>
        <header><span class="step-letter">${letter(index)}</span><h3>${t(container.subtract ? "container.subtracts" : "container.gives")}</h3>
            ${found && html`<span class="group-count"><b>${count(found.users)}</b> ${t("group.users", { count: found.users })}
                ${index > 0 && html`<span class="quiet small">${t(container.subtract ? "container.takes" : "container.adds", { count: Math.abs(found.gain) })}</span>`}</span>`}
            <${MenuButton} items=${menu} label=${t("container.menu", { name: letter(index) })} size=${16} /></header>
        ${fault && fault.g === undefined && html`<p class="field-problem" role="alert">${problem.detail}</p>`}
        <div class="groups">${groups.map((group, place) => html`
            ${place > 0 && html`<${Joint} key=${`joint-${place}`} left=${groups[place - 1]} right=${group} catalogue=${catalogue} onChange=${join(place)} />`}
            <${GroupCard} key=${`group-${place}`} label=${t("group.name", { name: `${letter(index)}${place + 1}` })} group=${group} catalogue=${catalogue} counts=${counts.get(`${index}/${place}`)} problem=${problem} fault=${fault?.g === place ? fault : null}
                onChange=${(work) => turn((all) => changed(all, place, work))} menu=${groupMenu(place)} />`)}
        </div>
        <${Button} kind="ghost" small icon="plus" onClick=${() => turn((all) => [...all, emptyGroup()])}>${t("group.add")}</${Button}>
    </section>`;
}
