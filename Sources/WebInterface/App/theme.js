// Runs before the first paint: the look that was chosen, else the system's.
(() => {
    const chosen = localStorage.getItem("cxm.theme");
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const set = () => {
        const theme = localStorage.getItem("cxm.theme") ?? (dark.matches ? "dark" : "light");
        document.documentElement.dataset.bsTheme = theme;
        dispatchEvent(new Event("themechange"));
    };
    dark.addEventListener("change", set);
    addEventListener("themechoice", set);
    document.documentElement.dataset.bsTheme = chosen ?? (dark.matches ? "dark" : "light");
})();
