import { html, useMemo, useRef, useState } from "../html.js";
import { get, post, put } from "../api/client.js";
import { may } from "../api/me.js";
import { Button } from "../components/Buttons.js";
import { openDialog } from "../components/layers.js";
import { toast } from "../components/toast.js";
import { leading } from "../frame/lead.js";
import { fromHere, setQuery } from "../router.js";
import { moment } from "../words/figures.js";
import { t } from "../words/words.js";
import { body, isSame, keepDraft, keptDraft } from "./board.js";

/** A value of the address: JSON, or undefined where there is none that can be read. */
function written(query, name) {
    try {
        return query.has(name) ? JSON.parse(query.get(name)) : undefined;
    } catch {
        return undefined;
    }
}

/**
 * A dashboard as it is changed here, on top of `first`, which is saved: `{ board, isChanged, revision, problem, change, save, discard,
 * copyMine }`. `change(values)`, or of a function that makes them from the newest state; `again()` fetches what is saved.
 */
export function useBoard(id, first, query, again) {
    const [saved, setSaved] = useState(first);
    const [draft, setDraft] = useState(() => keptDraft(id)?.draft ?? first);
    const [revision, setRevision] = useState(() => keptDraft(id)?.revision ?? first.revision);
    const [problem, setProblem] = useState(null);
    const range = written(query, "range");
    const segment = written(query, "segment");
    // null in the address takes the dashboard's own away.
    const board = useMemo(() => ({ ...draft, range: range === undefined ? draft.range : range ?? undefined, segment: segment === undefined ? draft.segment : segment ?? undefined }), [draft, query.get("range"), query.get("segment")]);
    const isChanged = !isSame(board, saved);
    // What dialogs change, and what is left when an answer arrives, is the dashboard as it is then.
    const now = useRef(null);
    now.current = { draft, board, saved, revision };
    const change = (values) => {
        const next = { ...now.current.draft, ...(typeof values === "function" ? values(now.current.draft) : values) };
        now.current.draft = next;
        setDraft(next);
        keepDraft(id, isSame(next, now.current.saved) ? null : { draft: next, revision: now.current.revision });
    };
    /** What was sent is saved; what was changed since then is not, and stays. Tiles are the same objects, so that they keep their answers. */
    const done = (answer, sent, isHere) => {
        const mine = { ...answer, tiles: sent.tiles };
        const isMore = isHere && !isSame(now.current.board, sent);
        const next = isMore ? { ...now.current.draft, range: answer.range, segment: answer.segment } : mine;
        keepDraft(id, isMore ? { draft: next, revision: answer.revision } : null);
        setSaved(mine);
        setDraft(next);
        setRevision(answer.revision);
        if (isHere && !isMore) setQuery({ range: null, segment: null, edit: null });
        toast(t("dash.saved", { name: answer.name }));
    };
    const save = async (over = now.current.revision) => {
        const isHere = fromHere();
        const sent = now.current.board;
        setProblem(null);
        try {
            done(await put(`/dashboards/${id}`, body(sent), { revision: over }), sent, isHere());
        } catch (fault) {
            if (fault.status === 412) await meet(isHere);
            else setProblem(fault);
        }
    };
    /** Somebody else has saved: shows what, and asks what to do. */
    const meet = async (isHere) => {
        try {
            const theirs = await get(`/dashboards/${id}`);
            const by = await lastActor(id);
            if (isHere()) openConflict({ ...theirs, by }, { takeTheirs, overwrite: () => save(theirs.revision), copyMine });
        } catch (fault) {
            setProblem(fault);
        }
    };
    const takeTheirs = () => {
        keepDraft(id, null);
        setQuery({ range: null, segment: null, edit: null });
        again();
    };
    const copyMine = async () => {
        const lead = leading();
        try {
            const mine = now.current.board;
            const made = await post("/dashboards", { ...body(mine), name: t("dash.copyOf", { name: mine.name }) });
            keepDraft(id, null);
            lead(`/dashboards/${made.id}`);
        } catch (fault) {
            setProblem(fault);
        }
    };
    const discard = () => {
        keepDraft(id, null);
        setDraft(saved);
        setRevision(saved.revision);
        setQuery({ range: null, segment: null });
    };
    return { board, isChanged, revision, problem, change, save, discard, copyMine };
}

/** Who has saved it last, as far as one may read the audit. */
async function lastActor(id) {
    if (!may("read_audit")) return null;
    try {
        return (await get(`/audit?action=dashboard.save&subject=dashboard/${id}&limit=1`)).records[0]?.actor ?? null;
    } catch {
        return null;
    }
}

/** Somebody else has saved meanwhile: both states are kept until one is chosen. */
function openConflict(theirs, { takeTheirs, overwrite, copyMine }) {
    openDialog(t("dash.conflict"), (close) => html`<p>${t("dash.conflictText", { name: theirs.name, who: theirs.by ?? t("dash.somebody"), moment: moment(theirs.changed_at) })}</p>
        <div class="dialog-actions"><${Button} onClick=${() => { close(); takeTheirs(); }}>${t("dash.takeTheirs")}</${Button}>
            <${Button} onClick=${() => { close(); copyMine(); }}>${t("dash.copyMine")}</${Button}>
            <${Button} kind="primary" onClick=${() => { close(); overwrite(); }}>${t("dash.overwrite")}</${Button}></div>`);
}
