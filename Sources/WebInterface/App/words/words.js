import { store, useStore } from "../store.js";

// Every text of the application: `t("frame.search")` in the language that was chosen.

const language = store(document.documentElement.lang === "ko" ? "ko" : "en");
let words = {};

export const currentLanguage = () => language.get();
export const useLanguage = () => useStore(language);

async function load(name) {
    words = (await (name === "ko" ? import("./ko.js") : import("./en.js"))).default;
}

/** Loads the words of the page's language; before anything is drawn. */
export const loadWords = () => load(language.get());

export async function chooseLanguage(name) {
    await load(name);
    document.cookie = `cxm_language=${name}; path=/; max-age=31536000; samesite=lax`;
    document.documentElement.lang = name;
    language.set(name);
}

/**
 * The text of a key. `{name}` is replaced by a value, numbers with separators; `{count|user|users}`
 * chooses by number: `t("element.users", { count: 1200 })`.
 */
export function t(key, values = {}) {
    const text = words[key];
    if (text === undefined) {
        console.error(`There is no text '${key}'.`);
        return key;
    }
    return text.replace(/\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}/g, (_, name, one, many) => {
        const value = values[name] ?? "";
        if (one !== undefined) return value === 1 ? one : many;
        return typeof value === "number" ? value.toLocaleString(language.get()) : String(value);
    });
}

/** Whether there is a text of this key; for keys that are made of codes. */
export const hasText = (key) => words[key] !== undefined;

/** A label in both languages, `{ en, ko }`, in the one that was chosen; `fallback` where it has none. */
export function labelOf(labels, fallback) {
    return labels?.[language.get()] ?? labels?.en ?? labels?.ko ?? fallback;
}
