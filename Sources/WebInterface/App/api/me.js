import { store, useStore } from "../store.js";
import { get, setWriteToken } from "./client.js";

// Who is signed in and what they may do. A server without accounts has no /me: then everything is allowed.
const me = store({ name: null, role: null, rights: null });

/** Asks who is signed in; throws why it could not be told. */
export async function loadMe() {
    try {
        const answer = await get("/me");
        setWriteToken(answer.csrf_token ?? answer.csrf ?? null);
        me.set(answer);
    } catch (problem) {
        if (problem.status !== 404) throw problem;
    }
}

export const useMe = () => useStore(me);

/** Whether the signed-in person may do something; without rights in the answer, the server decides. */
export const may = (right) => me.get().rights?.includes(right) ?? true;
