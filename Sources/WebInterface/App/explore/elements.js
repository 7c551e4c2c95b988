import { html, useState } from "../html.js";
import { get, post } from "../api/client.js";
import { useAnswer } from "../api/useAnswer.js";
import { useMore } from "../api/useMore.js";
import { Button, Segmented } from "../components/Buttons.js";
import { csv, download } from "../components/download.js";
import { openDialog, openDrawer } from "../components/layers.js";
import { openMenu } from "../components/Menu.js";
import { ProblemBox, sentence } from "../components/ProblemBox.js";
import { EmptyState, Working } from "../components/Blocks.js";
import { toast } from "../components/toast.js";
import { navigate } from "../router.js";
import { t } from "../words/words.js";
import { loadSegments } from "./builder/SegmentChoice.js";
import { knownDatasets } from "./datasets.js";
import { ElementProfile } from "./ElementProfile.js";
import { KINDS, addressOf } from "./question.js";
import { starter } from "./starters.js";

// Every bar, cell, node, link, row and point names a set of users: `{ question, element, title, users }`.

/** What can be done with the users behind an element, at the place of a click. */
export function openElementMenu(anchor, elements, more = []) {
    const list = [elements].flat().filter((element) => element?.element);
    if (list.length === 0) return;
    openMenu(anchor, [
        ...list.flatMap((element, index) => [
            index > 0 && null,
            { heading: `${element.title} · ${t("element.users", { count: element.users })}` },
            { text: t("element.people"), icon: "users", run: () => openPeople(element) },
            { text: t("element.save"), icon: "bookmark", run: () => openSaveSegment(element) },
            { text: t("element.elsewhere"), icon: "list-filter", run: () => openSaveSegment(element, "funnel") },
            { text: t("element.profile"), icon: "user-round-search", run: () => openProfile(element) },
        ]),
        ...(more.length ? [null, ...more] : []),
    ].filter((item) => item !== false), { label: t("element.menu") });
}

/** Where a chart was clicked, for a menu. */
export const pointOf = (params) => ({ x: params.event?.event?.clientX ?? innerWidth / 2, y: params.event?.event?.clientY ?? innerHeight / 2 });

const PAGE = 100;

/** The users behind an element, a page at a time. */
export function openPeople(element) {
    openDrawer(element.title, () => html`<${People} element=${element} />`);
}

function People({ element }) {
    const [typed, setTyped] = useState("");
    const ask = (after, signal) => post(`/analyses/people?limit=${PAGE}${after ? `&after=${encodeURIComponent(after)}` : ""}`, { question: element.question, element: element.element }, { signal });
    const first = useAnswer("people", (signal) => ask(null, signal));
    const { items, next, more } = useMore("people", first, ask);
    const users = items.map((item) => item.user);
    const shown = users.filter((user) => user.toLowerCase().includes(typed.trim().toLowerCase()));
    const save = () => download("people.csv", csv([["user"], ...users.map((user) => [user])]), "text/csv;charset=utf-8");
    return html`<p class="quiet">${t("element.users", { count: element.users })}</p>
        <div class="row-line people-tools"><input class="form-control form-control-sm" type="search" placeholder=${t("people.find")} aria-label=${t("people.find")} value=${typed} onInput=${(event) => setTyped(event.target.value)} />
            <${Button} small icon="download" disabled=${!users.length} onClick=${save}>CSV</${Button}>
            <${Button} small icon="bookmark" onClick=${() => openSaveSegment(element)}>${t("element.save")}</${Button}></div>
        <${Working} ...${first} /><${ProblemBox} problem=${first.problem} again=${first.again} />
        ${first.value && users.length === 0 && html`<${EmptyState} icon="users" title=${t("people.none")} />`}
        ${users.length > 0 && shown.length === 0 && html`<p class="quiet">${t("picker.none")}</p>`}
        ${shown.length > 0 && html`<div class="table-scroll" tabindex="0" role="region" aria-label=${element.title}><table class="data"><thead><tr><th scope="col">${t("people.user")}</th></tr></thead>
            <tbody>${shown.map((user) => html`<tr key=${user}><th scope="row"><a href=${`/people/${encodeURIComponent(user)}`}>${user}</a></th></tr>`)}</tbody></table></div>`}
        ${!first.value && first.isBusy && html`<p class="quiet">${t("state.loading")}</p>`}
        ${next && html`<${Button} onClick=${more}>${t("table.more", { shown: users.length, all: element.users })}</${Button}>`}`;
}

/** Saves the users behind an element: found anew at each run, or these very users. */
export function openSaveSegment(element, next = "open") {
    openDialog(t("save.title"), (close) => html`<${SaveSegment} element=${element} close=${close} next=${next} />`, { size: "small" });
}

/** Saves it and looks at once who is in it: the number on the chart is the segment's size. */
async function saveSegment(element, name, kind) {
    const saved = await post("/segments", { name, from: { question: element.question, element: element.element }, kind });
    try {
        await post(`/segments/${saved.id}/runs`, { wait: true });
        return await get(`/segments/${saved.id}`);
    } catch (problem) {
        toast(sentence(problem), { kind: "problem" });
        return saved;
    }
}

/** Where to go with a saved segment: compared in this analysis, or alone in another. */
function goOn(next, segment, { question }) {
    if (next === "stay") return;
    if (next === "open") return navigate(`/segments/${segment.id}`);
    const { kind, ...draft } = question;
    if (next === "compare") return navigate(addressOf({ kind, ...draft, segments: [...(question.segments ?? ["all"]), segment.id] }));
    const known = knownDatasets()?.list?.find((one) => one.name === question.dataset);
    navigate(addressOf({ kind: next, ...starter(next, known), ...(question.range ? { range: question.range } : {}), segments: [segment.id] }));
}

function SaveSegment({ element, close, next: first }) {
    const [name, setName] = useState(element.title);
    const [kind, setKind] = useState("dynamic");
    const [next, setNext] = useState(first);
    const [state, setState] = useState({ problem: null, isBusy: false });
    const save = async (event) => {
        event.preventDefault();
        setState({ problem: null, isBusy: true });
        try {
            const saved = await saveSegment(element, name.trim(), kind);
            await loadSegments();
            // Who has left the dialog meanwhile stays where they are.
            const isHere = close();
            toast(t("save.done", { name: name.trim(), count: saved.size ?? element.users }), { action: { text: t("save.open"), href: `/segments/${saved.id}` } });
            if (isHere) goOn(next, saved, element);
        } catch (problem) {
            setState({ problem, isBusy: false });
        }
    };
    return html`<form onSubmit=${save}>
        <label class="field"><span>${t("save.name")}</span><input class="form-control" value=${name} required maxlength="200" onInput=${(event) => setName(event.target.value)} /></label>
        <div class="field"><span>${t("save.kind")}</span>
            <${Segmented} label=${t("save.kind")} value=${kind} onChange=${setKind} choices=${[["dynamic", t("save.dynamic"), "refresh-cw"], ["frozen", t("save.frozen"), "lock"]]} />
            <p class="quiet small">${t(kind === "dynamic" ? "save.dynamicText" : "save.frozenText", { count: element.users })}</p></div>
        <label class="field"><span>${t("save.next")}</span><select class="form-select" value=${next} onChange=${(event) => setNext(event.target.value)}>
            ${["open", "stay", "compare", ...KINDS].map((code) => html`<option key=${code} value=${code} selected=${code === next}>${KINDS.includes(code) ? t("save.openIn", { name: t("explore." + code) }) : t("save.next." + code)}</option>`)}</select></label>
        <${ProblemBox} problem=${state.problem} />
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}>
            <${Button} kind="primary" type="submit" disabled=${state.isBusy || !name.trim()}>${t("save.action")}</${Button}></div></form>`;
}

/** How the users behind an element differ from all. */
export function openProfile(element) {
    openDrawer(t("profile.title", { title: element.title }), () => html`<${ElementProfile} element=${element} />`, { size: "large" });
}
