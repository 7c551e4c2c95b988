import { t } from "../../words/words.js";
import { eventText } from "../datasets.js";

/** What the steps of a funnel are called. */
export const stepNames = (answer, question, dataset) => answer.series[0].steps.map((step, index) => {
    const given = question.steps[index];
    return given?.label ?? (given?.event ? eventText(dataset, given.event) : step.label);
});

/** The two sets of users behind a bar: who reached the step, and who stopped there. */
export function funnelElements(question, line, names, index) {
    const step = line.steps[index];
    const of = line.breakdown !== null || (question.segments?.length ?? 1) > 1 ? `${line.text}: ` : "";
    return {
        converted: { question, element: step.converted, users: step.users, title: of + t("funnel.reached", { step: names[index] }) },
        dropped: { question, element: step.dropped, users: step.stopped_users ?? step.stopped, title: of + t("funnel.stoppedAfter", { step: names[index] }) },
    };
}
