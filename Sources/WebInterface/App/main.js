import { html, render } from "./html.js";
import { loadMe } from "./api/me.js";
import { keepFocus } from "./components/focus.js";
import { ProblemBox } from "./components/ProblemBox.js";
import { Frame } from "./frame/Frame.js";
import { listenToKeys } from "./frame/keys.js";
import "./home/palette.js";
import { followLinks } from "./router.js";
import "./segments/palette.js";
import "./views/palette.js";
import { loadWords } from "./words/words.js";

// The start: words and who is signed in, then the frame; the frame shows the page of the address.
const place = document.getElementById("app");

async function start() {
    try {
        await loadWords();
    } catch {
        return showWordless();
    }
    try {
        await loadMe();
    } catch (problem) {
        return render(html`<main class="start-failed"><${ProblemBox} problem=${problem} again=${start} /></main>`, place);
    }
    render(html`<${Frame} />`, place);
    return undefined;
}

/** Without words there are these only. */
function showWordless() {
    const [text, action] = document.documentElement.lang === "ko" ? ["화면을 불러오지 못했습니다.", "다시 불러오기"] : ["The page could not be loaded.", "Load it again"];
    render(html`<main class="start-failed"><p>${text} <button type="button" class="button secondary" onClick=${() => location.reload()}>${action}</button></p></main>`, place);
}

followLinks();
listenToKeys();
keepFocus();
await start();
