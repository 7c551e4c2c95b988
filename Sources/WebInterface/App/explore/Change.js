import { classes, html } from "../html.js";
import { change, points } from "../words/figures.js";

const look = (number, isNeutral) => classes("change", !isNeutral && number > 0 && "is-up", !isNeutral && number < 0 && "is-down");

/** `+3.1%`: how a count has changed; `isNeutral` where more is neither better nor worse. */
export const Change = ({ of, isNeutral = true }) => html`<span class=${look(of, isNeutral)}>${change(of)}</span>`;

/** `+1.2 pp`: how a share has changed. */
export const Points = ({ of, isNeutral = false }) => html`<span class=${look(of, isNeutral)}>${points(of)}</span>`;
