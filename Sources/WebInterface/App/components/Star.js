import { classes, html, useRef, useState } from "../html.js";
import { get, put, remove } from "../api/client.js";
import { useAnswer } from "../api/useAnswer.js";
import { t } from "../words/words.js";
import { IconButton } from "./Buttons.js";
import { tell } from "./tell.js";

/**
 * Stars something for whoever is signed in: `<${Star} of="dashboard" id=${3} kind="secondary" />`.
 * `starred` is how it stands; without it the server is asked. What was chosen here outlasts an answer from before.
 */
export function Star({ of, id, starred, label, class: name, ...look }) {
    const key = `${of}/${encodeURIComponent(id)}`;
    const asked = useAnswer(starred === undefined ? key : null, (signal) => get("/stars", { signal }));
    const [chosen, setChosen] = useState(null);
    const last = useRef(Promise.resolve());
    const known = starred ?? (asked.valueKey === key && asked.value.items.some((one) => one.kind === of && one.id === String(id)));
    const isStarred = chosen?.key === key ? chosen.isStarred : known;
    // One after the other: the last click is what stays.
    const turn = () => {
        const wanted = !isStarred;
        setChosen({ key, isStarred: wanted });
        last.current = last.current.then(async () => {
            if (!await tell(() => (wanted ? put : remove)(`/stars/${key}`))) setChosen({ key, isStarred: !wanted });
        });
    };
    return html`<${IconButton} icon="star" ...${look} class=${classes(isStarred && "is-starred", name)} label=${label ?? t(isStarred ? "dash.unstar" : "dash.star")} aria-pressed=${isStarred} onClick=${turn} />`;
}
