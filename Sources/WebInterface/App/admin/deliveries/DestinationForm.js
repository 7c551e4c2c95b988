import { html, useState } from "../../html.js";
import { post, put } from "../../api/client.js";
import { Working } from "../../components/Blocks.js";
import { Button, IconButton, Segmented, Select, Switch } from "../../components/Buttons.js";
import { ProblemBox } from "../../components/ProblemBox.js";
import { toast } from "../../components/toast.js";
import { t } from "../../words/words.js";
import { Conflict } from "../data/TablePage.js";
import { Suppression } from "../Suppression.js";
import { useKept } from "../kept.js";
import { Field, Input, useAct } from "../parts.js";

const FORMATS = ["csv", "ndjson", "parquet"];

/** A draft remembers the revision it began from: another's change in between is told, not overwritten. */
function start(destination) {
    const options = destination?.options ?? {};
    return {
        revision: destination?.revision, name: destination?.name ?? "", kind: destination?.kind ?? "http", url: options.url ?? "", signed: options.signed ?? false,
        timeout: options.timeout_seconds ?? 30, attempts: options.attempts ?? 6, folder: options.folder ?? "", format: options.format ?? "csv",
        suppression: destination?.suppression ?? [],
        headers: Object.entries(options.headers ?? {}).map(([name, value]) => ({ name, text: typeof value === "string" ? value : "", secret: value.secret ?? null })),
    };
}

const options = (draft, old) => (draft.kind === "folder" ? { ...old, folder: draft.folder.trim(), format: draft.format } : {
    ...old, url: draft.url.trim(), signed: draft.signed, timeout_seconds: Number(draft.timeout), attempts: Number(draft.attempts),
    headers: Object.fromEntries(draft.headers.filter((header) => header.name.trim()).map((header) => [header.name.trim(), header.secret ? { secret: header.secret } : header.text])),
});

const secretName = (header) => header.toLowerCase().replace(/[^a-z0-9-]+/g, "-").replace(/^-+|-+$/g, "") || "header";

/** A destination; its secrets go to the server by themselves, and never into a draft. */
export function DestinationForm({ destination: given, close }) {
    const [destination, setDestination] = useState(given);
    const [draft, setDraft, drop] = useKept(`destination.${given?.id ?? ""}`, start(given));
    const [secrets, setSecrets] = useState({});
    const [act, isBusy, problem] = useAct();
    const set = (more) => setDraft((old) => ({ ...old, ...more }));
    const known = destination?.secrets ?? [];
    const save = (revision) => act(async () => {
        const body = { name: draft.name.trim(), kind: draft.kind, options: options(draft, destination?.kind === draft.kind ? destination.options : {}), suppression: draft.suppression ?? [] };
        const saved = destination ? await put(`/destinations/${destination.id}`, body, { revision }) : await post("/destinations", body);
        setDestination(saved);
        setDraft((old) => ({ ...old, revision: saved.revision }));
        for (const [name, value] of Object.entries(secrets)) if (value) await put(`/destinations/${saved.id}/secrets/${name}`, { value });
        drop();
        toast(t("admin.saved"));
        close();
    });
    const secret = (name, label) => html`<${Input} type="password" autocomplete="new-password" aria-label=${label} placeholder=${known.includes(name) ? t("destination.secretKept") : t("destination.secret")} value=${secrets[name] ?? ""} onChange=${(value) => setSecrets((old) => ({ ...old, [name]: value }))} />`;
    return html`<form onSubmit=${(event) => { event.preventDefault(); save(draft.revision); }}>
        ${!destination && html`<div class="field"><${Segmented} label=${t("destination.kind")} value=${draft.kind} onChange=${(kind) => set({ kind })} choices=${[["http", t("destination.kind.http"), "webhook"], ["folder", t("destination.kind.folder"), "folder"]]} /></div>`}
        <${Field} label=${t("data.name")} problem=${problem} pointer="/name"><${Input} required value=${draft.name} onChange=${(name) => set({ name })} /></${Field}>
        ${draft.kind === "folder" ? html`<${Field} label=${t("destination.folder")} hint=${t("destination.folderHint")} problem=${problem} pointer="/options/folder"><${Input} required value=${draft.folder} onChange=${(folder) => set({ folder })} /></${Field}>
            <${Field} label=${t("destination.format")}><${Select} label=${t("destination.format")} value=${draft.format} onChange=${(format) => set({ format })} choices=${FORMATS.map((format) => [format, format.toUpperCase()])} /></${Field}>`
        : html`<${Field} label=${t("destination.url")} problem=${problem} pointer="/options/url"><${Input} type="url" required placeholder="https://" value=${draft.url} onChange=${(url) => set({ url })} /></${Field}>
            <div class="field"><span class="field-title">${t("destination.headers")}</span>${draft.headers.map((header, index) => html`<${Header} key=${index} header=${header} secret=${secret} onChange=${(next) => set({ headers: draft.headers.map((old, place) => (place === index ? next : old)).filter(Boolean) })} />`)}
                <div><${Button} small icon="plus" onClick=${() => set({ headers: [...draft.headers, { name: "", text: "", secret: null }] })}>${t("destination.addHeader")}</${Button}></div></div>
            <div class="field"><${Switch} label=${t("destination.signed")} checked=${draft.signed} onChange=${(signed) => set({ signed })} />${draft.signed && secret("signing", t("destination.signing"))}</div>
            <div class="two-fields"><${Field} label=${t("destination.timeout")}><${Input} type="number" min="1" max="600" value=${draft.timeout} onChange=${(timeout) => set({ timeout })} /></${Field}>
                <${Field} label=${t("destination.attempts")}><${Input} type="number" min="1" max="20" value=${draft.attempts} onChange=${(attempts) => set({ attempts })} /></${Field}></div>`}
        <div class="field"><span class="field-title">${t("suppression.title")}</span><${Suppression} sources=${draft.suppression ?? []} problem=${problem} onChange=${(suppression) => set({ suppression })} /><small class="quiet">${t("suppression.destinationHint")}</small></div>
        <${Working} isBusy=${isBusy} />${problem?.status === 412 ? html`<${Conflict} problem=${problem} mine=${() => save("*")} theirs=${() => { drop(); close(); }} />` : html`<${ProblemBox} problem=${problem} />`}
        <div class="dialog-actions"><${Button} onClick=${close}>${t("action.cancel")}</${Button}><button class="button primary" disabled=${isBusy}>${t("admin.save")}</button></div></form>`;
}

function Header({ header, secret, onChange }) {
    return html`<div class="header-line"><${Input} aria-label=${t("destination.headerName")} placeholder=${t("destination.headerName")} value=${header.name} onChange=${(name) => onChange({ ...header, name, secret: header.secret ? secretName(name) : null })} />
        <${Select} small label=${t("destination.headerKind")} value=${header.secret ? "secret" : "text"} onChange=${(kind) => onChange({ ...header, secret: kind === "secret" ? secretName(header.name) : null })} choices=${[["text", t("destination.plain")], ["secret", t("destination.secret")]]} />
        ${header.secret ? secret(header.secret, `${header.name}: ${t("destination.secret")}`) : html`<${Input} aria-label=${t("destination.headerValue")} placeholder=${t("destination.headerValue")} value=${header.text} onChange=${(text) => onChange({ ...header, text })} />`}
        <${IconButton} icon="x" label=${t("admin.remove")} onClick=${() => onChange(null)} /></div>`;
}
