import { html, useRef, useState } from "../../html.js";
import { post } from "../../api/client.js";
import { Card, Working } from "../../components/Blocks.js";
import { Button, Switch } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { count } from "../../words/figures.js";
import { t } from "../../words/words.js";

/** Users as a file of ids, or pasted; says at once which are unknown. */
export function ListUpload({ list, onChange }) {
    const [column, setColumn] = useState("");
    const [hasHeader, setHasHeader] = useState(true);
    const [pasted, setPasted] = useState("");
    const [state, setState] = useState({ isBusy: false, isSlow: false, problem: null, report: null });
    const request = useRef(null);
    const chooser = useRef(null);
    const send = async (content, name, header) => {
        request.current?.abort();
        const controller = request.current = new AbortController();
        setState({ isBusy: true, isSlow: false, problem: null, report: null });
        const slow = setTimeout(() => setState((old) => ({ ...old, isSlow: old.isBusy })), 1000);
        try {
            const query = new URLSearchParams({ name, header: String(header), ...(column.trim() ? { column: column.trim() } : {}) });
            const answer = await post(`/lists?${query}`, content, { headers: { "Content-Type": "text/csv" }, signal: controller.signal });
            if (request.current !== controller) return;
            setState({ isBusy: false, isSlow: false, problem: null, report: answer.report });
            onChange(answer.list);
        } catch (problem) {
            // Another file took its place.
            if (request.current !== controller) return;
            setState({ isBusy: false, isSlow: false, problem: problem.name === "AbortError" ? { code: "called_off" } : problem, report: null });
        } finally {
            clearTimeout(slow);
        }
    };
    const take = (file) => { if (file) send(file, file.name, hasHeader); };
    const drop = (event) => { event.preventDefault(); take(event.dataTransfer.files[0]); };
    return html`<${Card} title=${t("list.title")} subtitle=${t("list.text")}>
        <div class="drop" onDragOver=${(event) => event.preventDefault()} onDrop=${drop}><${Icon} name="upload" size=${24} /><p>${t("list.drop")}</p>
            <input type="file" accept=".csv,.txt,text/csv" hidden ref=${chooser} aria-label=${t("list.choose")} onChange=${(event) => { take(event.target.files[0]); event.target.value = ""; }} />
            <${Button} onClick=${() => chooser.current.click()}>${t("list.choose")}</${Button}>
            <div class="row-line"><${Switch} label=${t("list.header")} checked=${hasHeader} onChange=${setHasHeader} /><label class="row-line small">${t("list.column")} <input class="form-control form-control-sm" placeholder=${t("list.columnPlaceholder")} value=${column} onInput=${(event) => setColumn(event.target.value)} /></label></div></div>
        <details><summary>${t("list.paste")}</summary><textarea class="form-control" rows="6" aria-label=${t("list.paste")} placeholder=${t("list.pastePlaceholder")} value=${pasted} onInput=${(event) => setPasted(event.target.value)}></textarea>
            <div class="dialog-actions"><${Button} disabled=${!pasted.trim()} onClick=${() => send(new Blob([pasted.trim().split(/[\s,;]+/).join("\n") + "\n"]), t("list.pasted"), false)}>${t("list.take")}</${Button}></div></details>
        <${Working} isBusy=${state.isBusy} isSlow=${state.isSlow} cancel=${() => request.current?.abort()} text=${t("list.sending")} />
        <${ProblemBox} problem=${state.problem} />
        ${list && !state.isBusy && html`<p class="verdict is-good"><${Icon} name="circle-check" size=${16} /> ${t("list.there", { count: state.report?.users ?? list.ids ?? list.users ?? 0 })}</p>`}
        ${state.report && html`<${Report} report=${state.report} />`}</${Card}>`;
}

function Report({ report }) {
    return html`<dl class="figures-line">${["rows", "users", "unknown", "duplicates", "bad"].map((name) => html`<div key=${name}><dt>${t("list.report." + name)}</dt><dd>${count(report[name])}</dd></div>`)}</dl>
        ${report.unknown > 0 && html`<p class="quiet small">${t("list.firstUnknown")} ${report.first_unknown.slice(0, 10).join(", ")}</p>`}
        ${report.bad > 0 && html`<ul class="quiet small">${report.first_bad.slice(0, 5).map((line) => html`<li key=${line.line}>${t("list.badLine", { line: line.line, fault: line.fault })} <code>${line.text}</code></li>`)}</ul>`}`;
}
