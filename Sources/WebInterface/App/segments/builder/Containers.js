import { classes, html } from "../../html.js";
import { Button, Segmented } from "../../components/Buttons.js";
import { MenuButton } from "../../components/Menu.js";
import { count } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { letter } from "../../explore/builder/Breakdown.js";
import { emptyContainer, emptyGroup } from "./draft.js";
import { GroupCard, Joint } from "./GroupCard.js";

/** The three levels as nested cards: containers are added up or taken away, their groups must all hold. */
export function Containers({ containers, onChange, catalogue, counts, problem, fault }) {
    const set = (index, container) => onChange(containers.with(index, container));
    const move = (index, by) => {
        const moved = containers.toSpliced(index, 1).toSpliced(index + by, 0, containers[index]);
        onChange(moved.map((container, place) => (place === 0 ? { ...container, subtract: undefined } : container)));
    };
    return html`<div class="containers">
        ${containers.map((container, index) => html`
            ${index > 0 && html`<${Between} key=${`between-${index}`} container=${container} index=${index} onChange=${(subtract) => set(index, { ...container, subtract })} />`}
            <${ContainerCard} key=${`container-${index}`} index=${index} container=${container} catalogue=${catalogue} counts=${counts} problem=${problem} fault=${fault?.c === index ? fault : null} onChange=${(next) => set(index, next)}
                menu=${[
        { text: t("container.duplicate"), icon: "copy", run: () => onChange(containers.toSpliced(index + 1, 0, structuredClone(container))) },
        index > 0 && { text: t("step.up"), icon: "arrow-up", run: () => move(index, -1) },
        index < containers.length - 1 && { text: t("step.down"), icon: "arrow-down", run: () => move(index, 1) },
        containers.length > 1 && { text: t("container.remove"), icon: "trash-2", isDanger: true, run: () => onChange(containers.toSpliced(index, 1).map((one, place) => (place === 0 ? { ...one, subtract: undefined } : one))) },
    ].filter(Boolean)} />`)}
        <div class="row-line"><${Button} icon="plus" onClick=${() => onChange([...containers, emptyContainer()])}>${t("container.add")}</${Button}>
            <${Button} kind="ghost" icon="circle-x" onClick=${() => onChange([...containers, { ...emptyContainer(), subtract: true }])}>${t("container.addSubtract")}</${Button}></div>
    </div>`;
}

function Between({ container, index, onChange }) {
    return html`<div class="between"><${Segmented} small label=${t("container.between", { name: letter(index) })} value=${container.subtract ? "subtract" : "union"} onChange=${(choice) => onChange(choice === "subtract" || undefined)}
        choices=${[["union", t("container.union"), "plus"], ["subtract", t("container.subtract"), "circle-x"]]} /></div>`;
}

function ContainerCard({ container, index, onChange, catalogue, counts, problem, fault, menu }) {
    const { groups } = container;
    const set = (place, group) => onChange({ ...container, groups: groups.with(place, group) });
    const found = counts.get(`${index}`);
    const groupMenu = (place) => [
        { text: t("group.duplicate"), icon: "copy", run: () => onChange({ ...container, groups: groups.toSpliced(place + 1, 0, structuredClone(groups[place])) }) },
        groups.length > 1 && { text: t("group.remove"), icon: "trash-2", isDanger: true, run: () => onChange({ ...container, groups: groups.toSpliced(place, 1) }) },
    ].filter(Boolean);
    const join = (place) => (join) => onChange({ ...container, groups: groups.map((group, number) => (number === place || number === place - 1 ? { ...group, join } : group)) });
    return html`<section class=${classes("container-card", container.subtract && "subtracts")} aria-label=${t("container.name", { name: letter(index) })}>
        <header><span class="step-letter">${letter(index)}</span><h3>${t(container.subtract ? "container.subtracts" : "container.gives")}</h3>
            ${found && html`<span class="group-count"><b>${count(found.users)}</b> ${t("group.users", { count: found.users })}
                ${index > 0 && html`<span class="quiet small">${t(container.subtract ? "container.takes" : "container.adds", { count: Math.abs(found.gain) })}</span>`}</span>`}
            <${MenuButton} items=${menu} label=${t("container.menu", { name: letter(index) })} size=${16} /></header>
        ${fault && fault.g === undefined && html`<p class="field-problem" role="alert">${problem.detail}</p>`}
        <div class="groups">${groups.map((group, place) => html`
            ${place > 0 && html`<${Joint} key=${`joint-${place}`} left=${groups[place - 1]} right=${group} catalogue=${catalogue} onChange=${join(place)} />`}
            <${GroupCard} key=${`group-${place}`} label=${t("group.name", { name: `${letter(index)}${place + 1}` })} group=${group} catalogue=${catalogue} counts=${counts.get(`${index}/${place}`)} problem=${problem} fault=${fault?.g === place ? fault : null}
                onChange=${(next) => set(place, next)} menu=${groupMenu(place)} />`)}
        </div>
        <${Button} kind="ghost" small icon="plus" onClick=${() => onChange({ ...container, groups: [...groups, emptyGroup()] })}>${t("group.add")}</${Button}>
    </section>`;
}
