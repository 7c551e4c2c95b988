import { html, useState } from "../../html.js";
import { get } from "../../api/client.js";
import { useAnswer } from "../../api/useAnswer.js";
import { useMore } from "../../api/useMore.js";
import { Card, EmptyState, Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { Icon } from "../../components/Icon.js";
import { FieldProblem, ProblemBox } from "../../components/ProblemBox.js";
import { Table } from "../../components/Table.js";
import { tell } from "../../components/tell.js";
import { count, moment } from "../../words/figures.js";
import { t } from "../../words/words.js";
import { fits, isPattern } from "./importDraft.js";

/** `18.2 MB` */
export function bytesText(bytes) {
    const step = bytes >= 1e9 ? [1e9, "GB"] : bytes >= 1e6 ? [1e6, "MB"] : bytes >= 1e3 ? [1e3, "kB"] : [1, "B"];
    return `${count(Math.round(bytes / step[0] * 10) / 10)} ${step[1]}`;
}

/** Files of the server's import folder: boxes to choose some, or a pattern that takes all that fit it. */
export function FileChoice({ listed, again, chosen, onChange, problem }) {
    const [typed, setTyped] = useState("");
    const words = isPattern(typed) ? "" : typed.trim();
    const asked = `/import-files?limit=200${words ? `&search=${encodeURIComponent(words)}` : ""}`;
    const answer = useAnswer(asked, (signal) => get(asked, { signal }), { delay: 150 });
    const { items, next, more } = useMore(asked, answer, (after) => get(`${asked}&after=${encodeURIComponent(after)}`));
    const isCurrent = isPattern(typed) || answer.valueKey === asked;
    const shown = isPattern(typed) ? listed.items.filter((item) => fits(typed.trim(), item.name)) : answer.value ? items : listed.items;
    const turn = (name) => onChange(chosen.includes(name) ? chosen.filter((other) => other !== name) : [...chosen, name]);
    const isAll = shown.length > 0 && shown.every((item) => chosen.includes(item.name));
    const turnAll = () => onChange(isAll ? chosen.filter((name) => !shown.some((item) => item.name === name)) : [...chosen, ...shown.map((item) => item.name).filter((name) => !chosen.includes(name))]);
    const takePattern = () => { onChange([...chosen.filter((name) => name !== typed.trim()), typed.trim()]); setTyped(""); };
    const size = (name) => listed.items.find((item) => item.name === name)?.bytes;
    return html`<${Card} title=${t("imports.files")} subtitle=${t("imports.filesText")} actions=${html`<${Button} small icon="refresh-cw" onClick=${() => { again(); answer.again(); }}>${t("jobs.refresh")}</${Button}>`}>
        ${chosen.length > 0 && html`<ul class="chosen-files" aria-label=${t("imports.chosen")}>${chosen.map((name, index) => html`<li key=${name} class="chip">${isPattern(name) && html`<${Icon} name="list-filter" size=${13} />`}<span class="wrap">${name}</span>
            ${isPattern(name) ? html`<span class="small">${t("imports.fit", { count: listed.items.filter((item) => fits(name, item.name)).length })}</span>` : size(name) !== undefined && html`<span class="small">${bytesText(size(name))}</span>`}
            <button type="button" aria-label=${t("filter.without", { value: name })} onClick=${() => turn(name)}><${Icon} name="x" size=${12} /></button><${FieldProblem} problem=${problem} pointer=${`/files/${index}`} /></li>`)}</ul>`}
        ${problem?.pointer === "/files" && html`<${FieldProblem} problem=${problem} pointer="/files" />`}
        <div class="row-line"><div class="search-field grow"><${Icon} name="search" size=${16} /><input class="form-control" type="search" aria-label=${t("imports.findFile")} placeholder=${t("imports.findFile")} value=${typed} onInput=${(event) => setTyped(event.target.value)} onKeyDown=${(event) => { if (event.key === "Enter" && !event.isComposing && isPattern(typed)) { event.preventDefault(); takePattern(); } }} /></div>
            ${isPattern(typed) && html`<${Button} icon="list-filter" onClick=${takePattern}>${t("imports.takePattern", { count: shown.length })}</${Button}>`}</div>
        <${Working} ...${answer} /><${ProblemBox} problem=${answer.problem} again=${answer.again} />
        ${listed.items.length === 0 ? html`<${EmptyState} icon="folder" title=${t("imports.noFiles")}>${t("imports.noFilesText")}</${EmptyState}>`
        : shown.length === 0 ? isCurrent && html`<p class="quiet data-nothing">${t("imports.noneFits")}</p>`
            : html`<div class="file-list"><${Table} name="import-files" caption=${t("imports.files")} rows=${shown} rowKey=${(row) => row.name} isSortable=${false} rowClass=${(row) => chosen.includes(row.name) && "chosen"} columns=${[
                { id: "choose", isForm: true, title: html`<input type="checkbox" class="form-check-input" aria-label=${t("imports.chooseAll")} checked=${isAll} onChange=${turnAll} />`, value: () => "", show: (row) => html`<input type="checkbox" class="form-check-input" aria-label=${t("imports.choose", { name: row.name })} checked=${chosen.includes(row.name)} onChange=${() => turn(row.name)} />` },
                { id: "name", title: t("data.name"), value: (row) => row.name, show: (row) => html`<button type="button" class="row-link wrap" onClick=${() => turn(row.name)}>${row.name}</button>` },
                { id: "size", title: t("imports.size"), isNumber: true, value: (row) => row.bytes, show: (row) => html`<span class="no-wrap">${bytesText(row.bytes)}</span>` },
                { id: "changed", title: t("metrics.changed"), value: (row) => row.changed_at, show: (row) => html`<span class="no-wrap">${moment(row.changed_at)}</span>` },
                { id: "format", title: t("destination.format"), value: (row) => [t("fileFormat." + row.format), row.compression === "none" ? null : row.compression].filter(Boolean).join(", ") },
            ]} /></div>${next && !isPattern(typed) && html`<button type="button" class="link more" onClick=${() => tell(more)}>${t("metrics.more")}</button>`}
            ${listed.cut && html`<p class="quiet small">${t("imports.cut")}</p>`}`}</${Card}>`;
}
