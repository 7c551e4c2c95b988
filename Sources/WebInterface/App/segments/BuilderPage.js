import { html, useEffect, useMemo, useState } from "../html.js";
import { get, post } from "../api/client.js";
import { may } from "../api/me.js";
import { useAnswer } from "../api/useAnswer.js";
import { Card, EmptyState, PageHead, Working } from "../components/Blocks.js";
import { Button, Segmented } from "../components/Buttons.js";
import { ProblemBox } from "../components/ProblemBox.js";
import { toast } from "../components/toast.js";
import { leading } from "../frame/lead.js";
import { setQuery, usePlace } from "../router.js";
import { t } from "../words/words.js";
import { Compiled } from "./builder/Compiled.js";
import { Containers } from "./builder/Containers.js";
import { language, loadTables, useCatalogue } from "./builder/catalogue.js";
import { countsOf, definitionOf, draftOf, forgetDraft, keepDraft, keptDraft, newDraft, placeOf, unfinished } from "./builder/draft.js";
import { Frame } from "./builder/Frame.js";
import { FromAnalysis } from "./builder/FromAnalysis.js";
import { ListUpload } from "./builder/ListUpload.js";
import { Parts } from "./builder/Parts.js";
import { saveSegment } from "./builder/save.js";
import { Side } from "./builder/Side.js";
import { Statement } from "./builder/Statement.js";

/** A segment is made or changed: `/segments/new`, `/segments/12/edit`. */
export default function BuilderPage({ id }) {
    const saved = useAnswer(id ?? null, (signal) => get(`/segments/${encodeURIComponent(id)}?${language()}`, { signal }));
    if (!may("edit_segments")) return html`<${PageHead} title=${t("segments.new")} /><${Card}><${EmptyState} icon="lock" title=${t("builder.forbidden")} action=${html`<a class="button secondary" href="/segments">${t("segments.title")}</a>`}>${t("builder.forbiddenText")}</${EmptyState}></${Card}>`;
    if (saved.problem) return html`<${PageHead} title=${t("builder.edit")} /><${ProblemBox} problem=${saved.problem} again=${saved.again} />`;
    if (id && !saved.value) return html`<${PageHead} title=${t("builder.edit")} /><${Working} ...${saved} />`;
    return html`<${Builder} key=${id ?? "new"} id=${id} saved=${saved.value} />`;
}

const KINDS = ["conditions", "sql", "list", "parts"];

/** The kind of a new segment that the address names, where one may make it. */
const kindOf = (query) => KINDS.find((kind) => kind === query.get("kind") && (kind !== "sql" || may("write_sql")));

/** What a page begins with: what was kept of it, else what is saved, else a new one. */
function begin(id, saved, query) {
    if (saved) return keptDraft(id) ?? draftOf(saved);
    const kept = keptDraft(id) ?? newDraft();
    return { ...kept, kind: kindOf(query) ?? kept.kind };
}

/** What was said in a draft: a connection alone, which is chosen by itself, is nothing. */
const said = (draft) => JSON.stringify(draft.sql.text ? draft : { ...draft, sql: null });

function Builder({ id, saved }) {
    const { query } = usePlace();
    const catalogue = useCatalogue();
    useEffect(() => { loadTables(); }, []);
    const [draft, setDraft] = useState(() => begin(id, saved, query));
    const isChanged = useMemo(() => said(draft) !== said(saved ? draftOf(saved) : newDraft(draft.kind)), [draft, saved]);
    const change = (more) => setDraft((old) => {
        const next = { ...old, ...(typeof more === "function" ? more(old) : more) };
        keepDraft(id, next);
        return next;
    });
    const kind = id ? undefined : kindOf(query);
    useEffect(() => { if (kind && kind !== draft.kind) change({ kind }); }, [kind]);
    const [saving, setSaving] = useState({ isBusy: false, problem: null });
    const made = useMemo(() => definitionOf(draft), [draft]);
    // SQL is asked for by a button: a statement that is half typed is no question.
    const key = made && draft.kind !== "sql" ? JSON.stringify(made.definition) : null;
    const preview = useAnswer(key, (signal) => post(`/segments/preview?${language()}`, made.definition, { signal }).then((value) => ({ ...value, places: made.places })), { delay: 250 });
    const words = useAnswer(key, (signal) => post(`/segments/describe?${language()}`, made.definition, { signal }), { delay: 250 });
    const problem = preview.problem ?? saving.problem;
    const fault = placeOf(problem, made?.places);
    const counts = useMemo(() => (preview.value && preview.valueKey === key ? countsOf(preview.value, preview.value.places) : new Map()), [preview.value, preview.valueKey, key]);
    const tab = draft.kind === "conditions" && query.get("tab") === "sql" ? "sql" : "build";
    const [round, setRound] = useState(0);
    const startOver = () => {
        const back = () => { change(draft); setRound((number) => number + 1); };
        setDraft(saved ? draftOf(saved) : newDraft(draft.kind));
        setRound((number) => number + 1);
        forgetDraft(id);
        toast(t("builder.discarded"), { kind: "note", action: { text: t("view.bringBack"), run: back }, seconds: 12 });
    };
    const save = async () => {
        const lead = leading();
        setSaving({ isBusy: true, problem: null });
        try {
            const found = await saveSegment(draft, made.definition);
            if (!found) return setSaving({ isBusy: false, problem: null });
            forgetDraft(id);
            lead(`/segments/${found.id}`, found.name);
        } catch (problem) {
            setSaving({ isBusy: false, problem });
        }
        return undefined;
    };
    const waits = unfinished(draft);
    const hint = !draft.name.trim() ? t("builder.needsName") : !made || waits > 0 ? t("builder.needsMore") : undefined;
    return html`<${PageHead} title=${id ? t("builder.editOf", { name: saved.name }) : t("segments.new")} above=${html`<a class="small" href=${id ? `/segments/${id}` : "/segments"}>${id ? saved.name : t("segments.title")}</a>`}
            actions=${html`${isChanged && html`<${Button} kind="ghost" icon="undo-2" onClick=${startOver}>${t("builder.discard")}</${Button}>`}
                <${Button} kind="primary" icon="check" disabled=${Boolean(hint) || saving.isBusy} title=${hint} onClick=${save}>${id ? t("builder.saveVersion") : t("builder.save")}</${Button}>`} />
        <div class="segment-builder" inert=${saving.isBusy}><div class="segment-main">
            ${saving.problem && html`<${ProblemBox} problem=${saving.problem} />`}
            <${Frame} draft=${draft} change=${change} isNew=${!id} />
            ${draft.kind !== "from" && html`<div class="kind-line"><${Segmented} label=${t("builder.kind")} value=${draft.kind} onChange=${(kind) => { change({ kind }); setQuery({ kind: id ? null : kind, tab: null }); }}
                choices=${[["conditions", t("builder.conditions"), "sliders-horizontal"], ...(may("write_sql") ? [["sql", t("builder.sql"), "code"]] : []), ["list", t("builder.list"), "upload"], ["parts", t("builder.parts"), "layers"]]} />
                ${draft.kind === "conditions" && html`<${Segmented} small label=${t("builder.view")} value=${tab} onChange=${(next) => setQuery({ tab: next === "sql" ? "sql" : null })} choices=${[["build", t("builder.cards")], ["sql", t("builder.asSQL")]]} />`}</div>`}
            <${ProblemBox} problem=${catalogue.problem} again=${loadTables} />
            ${draft.kind === "conditions" && tab === "build" && html`<${Containers} containers=${draft.containers} catalogue=${catalogue} counts=${counts} problem=${problem} fault=${fault} onChange=${(work) => change((old) => ({ containers: work(old.containers) }))} />`}
            ${draft.kind === "conditions" && tab === "sql" && html`<${Compiled} definition=${made?.definition} />`}
            ${draft.kind === "sql" && html`<${Statement} key=${round} sql=${draft.sql} onChange=${(more) => change((old) => ({ sql: { ...old.sql, ...more } }))} />`}
            ${draft.kind === "list" && html`<${ListUpload} list=${draft.list} onChange=${(list) => change({ list })} />`}
            ${draft.kind === "parts" && html`<${Parts} parts=${draft.parts} own=${id} onChange=${(parts) => change({ parts })} />`}
            ${draft.kind === "from" && html`<${FromAnalysis} from=${draft.from} />`}
        </div>
        <${Side} kind=${draft.kind} isOld=${preview.valueKey !== key || words.valueKey !== key} preview=${preview} words=${words} isReady=${Boolean(made)} problem=${fault ? null : preview.problem} hint=${hint} /></div>`;
}
