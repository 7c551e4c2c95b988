extension PeerCase {
    /// Cases that no funnel of ours can answer, by id, with the reason.
    package static let refused: [String: String] = [
        "ch-wf-05": "one step only; a funnel of ours has 2 to 32",
        "ch-wf-23": "one step only; a funnel of ours has 2 to 32",
        "ch-wf-14": "strict_deduplication: a repeated step ends the attempt; ours may repeat",
        "ch-wf-20": "strict_deduplication: a repeated step ends the attempt; ours may repeat",
        "ch-wf-17": "strict that tolerates repeats of reached steps; ours tolerates no event",
        "ch-wf-27": "strict_increase: equal times do not convert; ours count in favour",
        "ph-f-09": "an exclusion removes the user; ours ends the attempt, which keeps its level",
        "ph-f-10": "an exclusion removes the user; ours ends the attempt, which keeps its level",
        "ph-f-11": "an exclusion removes the user; ours ends the attempt, which keeps its level",
        "ph-f-16": "an exclusion removes the user; ours ends the attempt, which keeps its level",
        "ph-f-17": "an exclusion removes the user; ours ends the attempt, which keeps its level",
        "ph-f-24": "a step that only a user's first event ever can fill; ours has no such option",
        "ph-f-25": "a step that only a user's first event ever can fill; ours has no such option",
        "ph-f-49": "breakdown by the last touch that has a value; ours names one step",
        "r5-cv-04": "only the last start counts; ours takes the best of all",

        "ch-seq-01": "counting patterns of events; no analysis of ours",
        "ch-seq-04": "counting patterns of events; no analysis of ours",
        "ch-seq-05": "counting patterns of events; no analysis of ours",
        "ch-seq-08": "counting patterns of events; no analysis of ours",

        "ch-next-06":
            "backwards from a user's last event, whatever it is; ours pins an end by value",
        "db-next-04": "only the last match counts; ours takes the first",
        "ph-p-17":
            "paths cut at an end are numbered from their beginning; ours run back from the end",

        "ch-ret-05": "a condition that always holds in place of a start event",
        "ch-ret-06": "a condition on the user's id in place of a start event",
        "ph-r-04": "periods of an hour; ours are days, weeks and months",
    ]

    /// Cases by our rules: every engine must give their numbers.
    package static let answered: Set<String> = [
        "ch-wf-02", "ch-wf-04", "ch-wf-07", "ch-wf-08", "ch-wf-09", "ch-wf-10", "ch-wf-11",
        "ch-wf-12", "ch-wf-15", "ch-wf-22", "ch-wf-30", "db-wf-01", "db-wf-03", "ph-f-01",
        "ph-f-06", "ph-f-18", "ph-f-19", "ph-f-21", "ph-f-23", "ph-f-27", "ph-f-29", "ph-f-30",
        "ph-f-31", "ph-f-33", "ph-f-34", "ph-f-37", "ph-f-38", "ph-f-39", "ph-f-41", "ph-f-44",
        "ph-f-46", "ph-f-47", "ph-f-48", "r5-cv-01", "r5-cv-02", "r5-f-01", "r5-f-02", "r5-f-03",
        "r5-f-05", "r5-f-07", "r5-f-09", "r5-f-14",
    ]
}
