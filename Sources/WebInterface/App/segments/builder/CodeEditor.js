import { isDark } from "../../components/colours.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { html, useEffect, useRef, useState } from "../../html.js";
import { t } from "../../words/words.js";

let library = null;
const codemirror = () => (library ??= Promise.all([import("../../../vendor/codemirror/index.js"), import("../../../vendor/codemirror/index-CGEMhyvn.js")])
    .then(([view, sql]) => ({ ...view, ...sql, fault: faultField(view), names: new view.Compartment() })));

const names = (cm, schema) => cm.sql({ dialect: cm.PostgreSQL, schema: schema ?? {}, upperCaseKeywords: true });

/** Marks a line and, from a column on, a word: where the statement is wrong. */
function faultField({ StateEffect, StateField, Decoration, EditorView }) {
    const set = StateEffect.define();
    const field = StateField.define({
        create: () => Decoration.none,
        update(marks, transaction) {
            for (const effect of transaction.effects) if (effect.is(set)) return marksOf(Decoration, transaction.state.doc, effect.value);
            return marks.map(transaction.changes);
        },
        provide: (own) => EditorView.decorations.from(own),
    });
    return { set, field };
}

function marksOf(Decoration, doc, fault) {
    if (!fault?.line || fault.line > doc.lines) return Decoration.none;
    const line = doc.line(fault.line);
    const marks = [Decoration.line({ class: "cm-fault-line" }).range(line.from)];
    const from = Math.min(line.from + Math.max(0, (fault.column ?? 1) - 1), line.to);
    const word = /^\S+/.exec(doc.sliceString(from, line.to))?.[0] ?? "";
    if (word) marks.push(Decoration.mark({ class: "cm-fault" }).range(from, from + word.length));
    return Decoration.set(marks);
}

/**
 * An editor for SQL: `schema` are names to complete (`{ "main.payments": ["paid_at"] }`), `fault` is where it is
 * wrong (`{ line, column }` from 1). Ctrl or Cmd with Enter calls `onRun`. It is fetched when it is first shown.
 */
export function CodeEditor({ text, onChange, schema, fault, label, isReadOnly, onRun, placeholder }) {
    const box = useRef(null);
    const view = useRef(null);
    const latest = useRef({});
    const [state, setState] = useState({ isThere: false, hasFailed: false });
    latest.current = { text, onChange, onRun, fault, schema };
    useEffect(() => {
        let isGone = false;
        codemirror().then((cm) => {
            if (isGone || !box.current) return;
            const { EditorView, basicSetup, EditorState, Prec, keymap } = cm;
            const run = Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => { latest.current.onRun?.(); return true; } }]));
            view.current = new EditorView({
                parent: box.current,
                state: EditorState.create({ doc: latest.current.text, extensions: [
                    run, ...(isDark() ? [cm.syntaxHighlighting(cm.oneDarkHighlightStyle)] : []), basicSetup, cm.names.of(names(cm, latest.current.schema)), EditorView.lineWrapping, cm.fault.field,
                    EditorView.contentAttributes.of({ "aria-label": label }), EditorState.readOnly.of(Boolean(isReadOnly)), EditorView.editable.of(!isReadOnly),
                    ...(isReadOnly ? [EditorView.contentAttributes.of({ tabindex: "0", role: "textbox", "aria-readonly": "true" })] : []),
                    ...(placeholder ? [cm.placeholder(placeholder)] : []),
                    EditorView.updateListener.of((update) => { if (update.docChanged) latest.current.onChange?.(update.state.doc.toString()); }),
                ] }),
            });
            view.current.dispatch({ effects: cm.fault.set.of(latest.current.fault ?? null) });
            setState({ isThere: true, hasFailed: false });
        }, (problem) => {
            console.info(problem);
            if (!isGone) setState({ isThere: false, hasFailed: true });
        });
        return () => { isGone = true; view.current?.destroy(); view.current = null; };
    }, []);
    useEffect(() => { codemirror().then((cm) => view.current?.dispatch({ effects: cm.names.reconfigure(names(cm, schema)) }), () => {}); }, [JSON.stringify(schema ?? null)]);
    useEffect(() => {
        // What is typed comes back late: only a text to be read is taken over. Another text to edit needs another key.
        const shown = isReadOnly ? view.current?.state.doc.toString() : undefined;
        if (shown !== undefined && shown !== text) view.current.dispatch({ changes: { from: 0, to: shown.length, insert: text } });
    }, [text]);
    useEffect(() => {
        codemirror().then((cm) => {
            if (!view.current) return;
            view.current.dispatch({ effects: cm.fault.set.of(fault ?? null) });
        }, () => {});
    }, [fault]);
    return html`${state.hasFailed && html`<${ProblemBox} problem=${{ detail: t("code.failed") }} again=${() => location.reload()} />`}
        ${!state.isThere && !state.hasFailed && html`<p class="quiet small">${t("state.loading")}</p>`}<div class="code-editor" ref=${box}></div>`;
}
