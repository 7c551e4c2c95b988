import { html, useEffect, useState } from "../../html.js";
import { Problem } from "../../api/client.js";
import { Working } from "../../components/Blocks.js";
import { Button } from "../../components/Buttons.js";
import { download, save } from "../../components/download.js";
import { openDialog } from "../../components/layers.js";
import { openMenu } from "../../components/Menu.js";
import { sentence } from "../../components/ProblemBox.js";
import { toast } from "../../components/toast.js";
import { t } from "../../words/words.js";

const FORMATS = ["csv", "ndjson", "parquet"];

/** Up to so many users, some 10 MB, are fetched by the page, which tells whatever is refused; more go from the server to the disk. */
const FETCHED = 1_000_000;

/** Entries of a menu: the users of a segment as a file of each format. */
export const exportItems = (segment) => FORMATS.map((format) => ({ text: t("export." + format), icon: "download", run: () => exportUsers(segment, format) }));

/** A button that asks for the format. */
export const ExportButton = ({ segment }) => html`<${Button} small icon="download" aria-haspopup="menu" onClick=${(event) => openMenu(event.currentTarget, exportItems(segment), { label: t("segment.export") })}>${t("segment.export")}</${Button}>`;

/**
 * Saves all users of a segment as a file. What the server refuses is told as a sentence; after a second a dialog shows that it is
 * at work, and stops it.
 */
async function exportUsers(segment, format) {
    const controller = new AbortController();
    let close = null;
    const slow = setTimeout(() => {
        close = openDialog(t("segment.export"), () => html`<${AtWork} segment=${segment} stop=${() => controller.abort()} />`, { size: "small", onClose: () => controller.abort() });
    }, 1000);
    try {
        await (segment.size > FETCHED ? hand : fetchWhole)(segment, `/api/v1/segments/${segment.id}/users?format=${format}`, controller.signal);
    } catch (problem) {
        if (problem.name !== "AbortError") toast(problem instanceof Problem ? sentence(problem) : t("export.broken"), { kind: "problem" });
    } finally {
        clearTimeout(slow);
        close?.();
    }
}

async function ask(address, signal) {
    const answer = await fetch(address, { signal });
    if (!answer.ok) throw new Problem({ ...(await answer.json()), status: answer.status });
    return answer;
}

/** A stream that breaks off gives no file. */
async function fetchWhole(segment, address, signal) {
    const answer = await ask(address, signal);
    const file = await answer.blob();
    const name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? `segment-${segment.id}`;
    download(name, file);
    toast(t("export.done", { count: Number(answer.headers.get("CXM-Rows") ?? segment.size) }));
}

/** Whether the snapshot may be exported is asked by its first user; then the browser writes all of it to the disk, as any file. */
async function hand(segment, address, signal) {
    const answer = await ask(`${address}&limit=1`, signal);
    await answer.blob();
    save(`${address}&snapshot=${encodeURIComponent(answer.headers.get("CXM-Snapshot"))}`);
    toast(t("export.handed", { count: segment.size }), { kind: "note", seconds: 12 });
}

function AtWork({ segment, stop }) {
    const [isSlow, setIsSlow] = useState(false);
    useEffect(() => setIsSlow(true), []);
    return html`<p>${t("export.working", { count: segment.size })}</p><${Working} isBusy=${true} isSlow=${isSlow} cancel=${stop} />`;
}
