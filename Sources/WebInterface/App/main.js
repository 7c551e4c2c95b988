import { html, render } from "./html.js";
import { loadMe } from "./api/me.js";
import { Frame } from "./frame/Frame.js";
import { keepFocus } from "./frame/focus.js";
import { listenToKeys } from "./frame/keys.js";
import "./home/palette.js";
import { followLinks } from "./router.js";
import "./segments/palette.js";
import "./views/palette.js";
import { loadWords } from "./words/words.js";

// The start: words and who is signed in, then the frame; the frame shows the page of the address.
const place = document.getElementById("app");
await Promise.all([loadWords(), loadMe()]);
followLinks();
listenToKeys();
keepFocus();
render(html`<${Frame} />`, place);
