// Requests to this server. Every failure is a Problem; a request that was called off throws an AbortError.

let token = null;

/** Why a request got no answer: `code` for programs, `detail` for people, `pointer` into what was sent. */
export class Problem extends Error {
    constructor({ status = 0, code = "unreachable", detail = "", pointer = null, ...rest }) {
        super(detail);
        Object.assign(this, { status, code, detail, pointer, rest });
    }
}

/** The token that goes with every write; `GET /me` tells it. */
export const setWriteToken = (value) => { token = value; };

/**
 * One request: `await request("POST", "/segments", { body: definition, signal })`.
 * `path` stands behind /api/v1. A Blob is sent as it is, with a Content-Type in `headers`. Gives the JSON of the answer, null where there is none.
 * `tag(text)` is told its ETag, which goes back as `revision`.
 */
export async function request(method, path, { body, signal, headers = {}, revision, tag } = {}) {
    const sent = { Accept: "application/json", ...headers };
    const isFile = body instanceof Blob;
    if (body !== undefined && !isFile) sent["Content-Type"] = "application/json";
    if (token && method !== "GET") sent["X-CSRF-Token"] = token;
    if (revision !== undefined) sent["If-Match"] = revision === "*" ? "*" : `"${revision}"`;
    let answer;
    try {
        answer = await fetch("/api/v1" + path, {
            method, signal, headers: sent, body: body === undefined || isFile ? body : JSON.stringify(body),
        });
    } catch (error) {
        if (error.name === "AbortError") throw error;
        throw new Problem({ code: "unreachable" });
    }
    // The session is over: at any address the server shows the sign-in form, which leads back to it.
    if (answer.status === 401) location.reload();
    if (!answer.ok) throw await problemOf(answer);
    tag?.((answer.headers.get("ETag") ?? "").replace(/^(W\/)?"|"$/g, ""));
    return answer.status === 204 ? null : answer.json();
}

export const get = (path, options) => request("GET", path, options);
export const post = (path, body, options) => request("POST", path, { ...options, body });
export const put = (path, body, options) => request("PUT", path, { ...options, body });
export const patch = (path, body, options) => request("PATCH", path, { ...options, body });
export const remove = (path, options) => request("DELETE", path, options);

async function problemOf(answer) {
    try {
        return new Problem({ ...(await answer.json()), status: answer.status });
    } catch (error) {
        if (error.name === "AbortError") throw error;
        return new Problem({ status: answer.status, code: "no_answer" });
    }
}
