import { html, useEffect, useMemo, useRef, useState } from "../html.js";
import { t } from "../words/words.js";
import { IconButton } from "./Buttons.js";
import { token, useTheme } from "./colours.js";
import { download } from "./download.js";
import { openMenu } from "./Menu.js";
import { ProblemBox } from "./ProblemBox.js";

let library = null;
/** The chart library, fetched once; what failed is tried again. */
const echarts = () => (library ??= import("../../vendor/echarts/index.js").then((module) => module.echarts, (problem) => {
    library = null;
    throw problem;
}));
/** Fetches the chart library ahead of the first chart. */
export const prepareCharts = () => { echarts().catch(() => {}); };

/**
 * A chart of ECharts, drawn as SVG: `option` is theirs; `label` says what it shows, and the same numbers
 * stand in a table beside it. `onClick(params)` is given what was clicked. `name` is that of saved pictures.
 */
export function Chart({ option, label, height = 340, onClick, name = "chart" }) {
    const box = useRef(null);
    const chart = useRef(null);
    const click = useRef(onClick);
    click.current = onClick;
    const wanted = useRef(option);
    wanted.current = option;
    const [broken, setBroken] = useState({ round: 0, is: false });
    useEffect(() => {
        let isGone = false;
        // Some series throw in a box of no size: the chart is made at the first size there is.
        const watcher = new ResizeObserver(async () => {
            if (!box.current?.clientWidth || !box.current.clientHeight) return;
            if (chart.current) return void chart.current.resize();
            const library = await echarts().catch(() => null);
            if (isGone || chart.current || !box.current) return;
            if (!library) return setBroken((old) => ({ ...old, is: true }));
            chart.current = library.init(box.current, null, { renderer: "svg" });
            chart.current.on("click", (params) => click.current?.(params));
            chart.current.setOption({ ...frame(), ...wanted.current }, { notMerge: true });
            return undefined;
        });
        watcher.observe(box.current);
        return () => {
            isGone = true;
            watcher.disconnect();
            chart.current?.dispose();
            chart.current = null;
        };
    }, [broken.round]);
    const again = () => setBroken(({ round }) => ({ round: round + 1, is: false }));
    useEffect(() => { chart.current?.setOption({ ...frame(), ...option }, { notMerge: true }); }, [option]);
    const save = (event) => openMenu(event.currentTarget, [
        { text: t("chart.svg"), icon: "download", run: () => saveSVG(chart.current, name) },
        { text: t("chart.png"), icon: "download", run: () => savePNG(chart.current, name) },
    ], { label: t("chart.save") });
    return html`<figure class="chart">${broken.is && html`<${ProblemBox} problem=${{ code: "unreachable" }} again=${again} />`}<div class="chart-box" ref=${box} role="img" aria-label=${label} style=${{ height: `${height}px` }}></div>
        <${IconButton} icon="download" label=${t("chart.save")} class="chart-save" size=${16} onClick=${save} /></figure>`;
}

/** `useMemo` for what is drawn in colours, such as an option: it is made anew in those of another theme. */
export const useDrawn = (make, inputs) => useMemo(make, [useTheme(), ...inputs]);

/** What all charts share: fonts and colours of the page, no animation. */
function frame() {
    return {
        animation: false,
        textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: token("--text") },
        backgroundColor: "transparent",
    };
}

/** A name as a tooltip's HTML shows it. */
export const escape = (text) => String(text).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

/** A tooltip in the page's own look. */
export const tooltip = (more) => ({
    backgroundColor: token("--card"), borderColor: token("--line"), borderWidth: 1, padding: [8, 12],
    textStyle: { color: token("--text"), fontSize: 13 }, extraCssText: "box-shadow: 0 4px 16px rgb(0 0 0 / .12); border-radius: 8px;",
    confine: true, ...more,
});

/** A legend below the chart; undefined where there is one series only. */
export const legend = (count) => (count > 1 ? {
    bottom: 0, type: "scroll", icon: "roundRect", itemWidth: 12, itemHeight: 8, textStyle: { color: token("--text"), fontSize: 12 },
    pageTextStyle: { color: token("--quiet") }, pageIconColor: token("--accent"), pageIconInactiveColor: token("--line"),
} : undefined);

/** An axis in the page's own look. */
export const axis = ({ axisLabel, ...more }) => ({
    axisLine: { lineStyle: { color: token("--line") } }, axisTick: { show: false },
    axisLabel: { color: token("--quiet"), fontSize: 12, ...axisLabel }, splitLine: { lineStyle: { color: token("--line-faint") } }, ...more,
});

function drawing(chart) {
    const svg = chart.getDom().querySelector("svg").cloneNode(true);
    svg.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    svg.style.backgroundColor = token("--card");
    return new XMLSerializer().serializeToString(svg);
}

const saveSVG = (chart, name) => chart && download(`${name}.svg`, drawing(chart), "image/svg+xml");

/** The drawing at twice its size. */
function savePNG(chart, name) {
    if (!chart) return;
    const picture = new Image();
    picture.onload = () => {
        const canvas = document.createElement("canvas");
        canvas.width = chart.getWidth() * 2;
        canvas.height = chart.getHeight() * 2;
        canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => download(`${name}.png`, blob));
    };
    picture.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawing(chart));
}
