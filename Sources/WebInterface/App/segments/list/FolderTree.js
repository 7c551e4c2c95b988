import { classes, html, useState } from "../../html.js";
import { Icon } from "../../components/Icon.js";
import { count } from "../../words/figures.js";
import { t } from "../../words/words.js";

/** Folders as a tree: `Marketing/Q4` lies in `Marketing`; each with the segments in it and below. */
export function FolderTree({ folders, current, choose }) {
    const [isOpen, setIsOpen] = useState(false);
    if (folders.length === 0) return null;
    const tree = treeOf(folders);
    return html`<nav class=${classes("folders", isOpen && "is-open")} aria-label=${t("segments.folders")}>
        <button type="button" class="builder-toggle" aria-expanded=${isOpen} onClick=${() => setIsOpen(!isOpen)}>${t("segments.folders")}${current ? `: ${current}` : ""}</button>
        <ul><li><button type="button" class=${classes("folder", !current && "chosen")} aria-current=${current ? undefined : "true"} onClick=${() => choose(null)}><${Icon} name="layers" size=${16} /><span>${t("segments.allFolders")}</span></button></li>
            ${tree.map((node) => html`<${Node} key=${node.path} node=${node} current=${current} choose=${choose} />`)}</ul></nav>`;
}

function Node({ node, current, choose }) {
    return html`<li><button type="button" class=${classes("folder", node.path === current && "chosen")} aria-current=${node.path === current ? "true" : undefined} onClick=${() => choose(node.path)}>
            <${Icon} name="folder" size=${16} /><span>${node.name}</span><small>${count(node.all)}</small></button>
        ${node.inside.length > 0 && html`<ul>${node.inside.map((inner) => html`<${Node} key=${inner.path} node=${inner} current=${current} choose=${choose} />`)}</ul>`}</li>`;
}

/** Folders come as whole paths; those that only hold others are made. */
function treeOf(folders) {
    const root = { path: "", inside: [] };
    for (const { name: path, segments } of folders) {
        let node = root;
        const parts = path.split("/");
        parts.forEach((name, depth) => {
            const here = parts.slice(0, depth + 1).join("/");
            let inner = node.inside.find((one) => one.path === here);
            if (!inner) node.inside.push(inner = { path: here, name, all: 0, inside: [] });
            inner.all += segments;
            node = inner;
        });
    }
    return root.inside;
}
