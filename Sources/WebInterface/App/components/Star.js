import { classes, html, useEffect, useState } from "../html.js";
import { get, put, remove } from "../api/client.js";
import { t } from "../words/words.js";
import { IconButton } from "./Buttons.js";
import { tell } from "./tell.js";

/**
 * Stars something for whoever is signed in: `<${Star} of="dashboard" id=${3} kind="secondary" />`.
 * `starred` is how it stands; without it the server is asked.
 */
export function Star({ of, id, starred, label, class: name, ...look }) {
    const [isStarred, setIsStarred] = useState(starred ?? false);
    useEffect(() => {
        if (starred !== undefined) setIsStarred(starred);
        else get("/stars").then(({ items }) => setIsStarred(items.some((one) => one.kind === of && one.id === String(id))), () => {});
    }, [of, id, starred]);
    const turn = async () => {
        setIsStarred(!isStarred);
        if (!await tell(() => (isStarred ? remove : put)(`/stars/${of}/${encodeURIComponent(id)}`))) setIsStarred(isStarred);
    };
    return html`<${IconButton} icon="star" ...${look} class=${classes(isStarred && "is-starred", name)} label=${label ?? t(isStarred ? "dash.unstar" : "dash.star")} aria-pressed=${isStarred} onClick=${turn} />`;
}
