import { toast } from "../components/toast.js";
import { fromHere, navigate } from "../router.js";
import { t } from "../words/words.js";

/**
 * Leads to what is made or done: `const lead = leading(); const made = await post(…); lead("/segments/12", made.name)`.
 * Whoever has gone to another page while it was at work stays there, and gets a note with a link; without a name, nothing.
 */
export function leading() {
    const isHere = fromHere();
    return (address, name, options) => {
        if (isHere()) navigate(address, options);
        else if (name) toast(t("frame.isSaved", { name }), { action: { text: t("frame.open"), href: address } });
    };
}
