/** Puts a text on the clipboard; also where the browser gives no other way than a selection. */
export async function copy(text) {
    try {
        await navigator.clipboard.writeText(text);
    } catch {
        // Not there, or not allowed.
        copySelected(text);
    }
}

function copySelected(text) {
    const field = document.createElement("textarea");
    field.value = text;
    // Inside an open dialog, or else it could not be selected.
    (document.querySelector("dialog[open]:last-of-type") ?? document.body).append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
}
