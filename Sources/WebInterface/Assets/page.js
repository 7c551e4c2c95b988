// Shows another period, system or language without loading the whole page again.
// Without this module the form's button and the link do the same.

const main = () => document.getElementById("main");

/** Replaces what differs between this page and the one at `address`. */
async function show(address) {
    main().setAttribute("aria-busy", "true");
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.ok) {
        location.assign(address);
        return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    document.documentElement.lang = page.documentElement.lang;
    document.title = page.title;
    document.querySelector("header.top").replaceWith(page.querySelector("header.top"));
    const focused = document.activeElement?.name;
    main().replaceWith(page.getElementById("main"));
    if (focused) main().querySelector(`[name="${focused}"]`)?.focus();
}

function go(address) {
    history.pushState(null, "", address);
    show(address).catch(() => location.assign(address));
}

document.documentElement.classList.add("live");

document.addEventListener("change", (event) => {
    const form = event.target.closest("form.choice");
    if (form) go("/?" + new URLSearchParams(new FormData(form)));
});

document.addEventListener("click", (event) => {
    const link = event.target.closest("a.language");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    go(link.getAttribute("href"));
});

addEventListener("popstate", () => show(location.href).catch(() => location.reload()));
