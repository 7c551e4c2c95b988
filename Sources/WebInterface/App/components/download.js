/** Hands the browser a file. */
export function download(name, content, type = "text/plain;charset=utf-8") {
    const link = document.createElement("a");
    const address = content instanceof Blob ? URL.createObjectURL(content) : URL.createObjectURL(new Blob([content], { type }));
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

/** Lets the browser write what is at an address of this server to the disk, as it arrives. */
export function save(address) {
    const link = document.createElement("a");
    link.href = address;
    link.download = "";
    link.click();
}

/** Rows as CSV; with the mark that lets spreadsheets read Korean. A text that they would take for a formula gets an apostrophe before it. */
export function csv(rows) {
    const field = (value) => {
        const given = value === null || value === undefined ? "" : String(value);
        const text = typeof value === "string" && /^[=+\-@\t\r]/.test(given) ? "'" + given : given;
        return /[",\r\n]/.test(text) ? `"${text.replaceAll("\"", "\"\"")}"` : text;
    };
    return "\uFEFF" + rows.map((row) => row.map(field).join(",")).join("\r\n") + "\r\n";
}
