import { date, shortDate } from "../../words/figures.js";
import { t } from "../../words/words.js";

/** `Week 3`, `Days 4–7`. */
export const periodText = (cell, period) => (cell.until !== undefined && cell.until !== cell.period
    ? t("retention.periodsText", { unit: t("unit." + period), from: cell.period, to: cell.until })
    : t("retention.periodText", { unit: t("unit." + period), n: cell.period }));

export const cohortText = (cohort, period) => (period === "month" ? shortDate(cohort.start, "month") : date(cohort.start));

/** Those who came back, and the rest of the cohort. */
export function cellElements(question, cohort, cell, period) {
    const where = `${cohortText(cohort, period)}, ${periodText(cell, period)}`;
    return [
        { question, element: cell.element, users: cell.users, title: t("retention.active", { where }) },
        { question, element: cell.inactive, users: cohort.users - cell.users, title: t("retention.inactive", { where }) },
    ];
}
