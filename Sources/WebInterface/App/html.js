// The one place that names the view library: everything else imports from here.
export {
    html, render, Component, createContext, useContext, useState, useEffect, useLayoutEffect, useRef,
    useMemo, useCallback, useErrorBoundary,
} from "../vendor/preact.js";

/** Joins the names of classes that are there: `classes("card", isOpen && "open")`. */
export const classes = (...names) => names.filter(Boolean).join(" ");
