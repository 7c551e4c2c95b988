const INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

/** The initial consonants of Hangul, everything else as it is: `결제 A` is `ㄱㅈ A`. */
export const initials = (text) => [...text].map((character) => {
    const place = character.charCodeAt(0) - 0xAC00;
    return place >= 0 && place < 11172 ? INITIALS[Math.floor(place / 588)] : character;
}).join("");

/** Whether all typed words stand in one of the texts; Korean also by initial consonants. */
export function finds(typed, texts) {
    const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length === 0) return true;
    const all = texts.filter((text) => text !== undefined && text !== null).join(" ").toLowerCase();
    // Also across spaces: ㄱㅈㄱㅈ finds 계좌 결제.
    const consonants = initials(all) + " " + initials(all).replace(/\s/g, "");
    return words.every((word) => all.includes(word) || (/^[ㄱ-ㅎ]+$/.test(word) && consonants.includes(word)));
}

/** How well a text fits what was typed, smaller is better: it begins so, a word of it does, or it holds it. */
export function rank(typed, text) {
    const wanted = typed.toLowerCase().trim();
    const given = String(text ?? "").toLowerCase().replaceAll("_", " ");
    const place = given.indexOf(wanted.replaceAll("_", " "));
    return place === 0 ? 0 : place > 0 ? 1 : 2;
}
