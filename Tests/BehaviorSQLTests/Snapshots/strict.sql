WITH
-- read the events
events_read AS (
    SELECT CAST("member" AS VARCHAR) AS user_key, epoch_ms("logged at") AS event_time,
        "name" AS event_name, COALESCE("row", ?) AS event_sequence, "os" AS property_1,
        "amount_won" AS property_2
    FROM "lake"."events"
    WHERE CAST("member" AS VARCHAR) <> ? AND epoch_ms("logged at") IS NOT NULL
),
-- number the sessions
events_spaced AS (
    SELECT *,
        event_time - LAG(event_time) OVER (PARTITION BY user_key ORDER BY event_time) AS gap_before
    FROM events_read
),
events_in_sessions AS (
    SELECT *,
        COUNT(CASE WHEN gap_before > ? THEN 1 END) OVER (PARTITION BY user_key ORDER BY event_time RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS session_number
    FROM events_spaced
),
-- match the steps
events_matched AS (
    SELECT user_key, event_time, event_sequence, session_number, property_1 AS held_1,
        property_2 AS split_value, CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_1,
        CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_2,
        CASE WHEN event_name = ? THEN 1 ELSE 0 END AS exclusion_1
    FROM events_in_sessions
),
-- number the split values
split_values AS (
    SELECT split_value, ROW_NUMBER() OVER (ORDER BY split_value) AS split_code
    FROM (SELECT DISTINCT split_value FROM events_matched WHERE split_value IS NOT NULL AND (match_1 = 1 OR match_2 = 1 OR exclusion_1 = 1)) distinct_values
),
-- gather moments
moments_gathered AS (
    SELECT user_key, held_1, session_number, event_time, event_sequence,
        COUNT(CASE WHEN match_1 = 1 THEN 1 END) AS count_1,
        COUNT(CASE WHEN match_2 = 1 THEN 1 END) AS count_2, MAX(exclusion_1) AS exclusion_1,
        COALESCE(MIN(CASE WHEN match_1 = 1 THEN COALESCE(split_code, 2147483646) END), 2147483647) AS split_here
    FROM events_matched
    LEFT JOIN split_values ON split_values.split_value = events_matched.split_value
    GROUP BY user_key, held_1, session_number, event_time, event_sequence
),
-- number the moments
moments_numbered AS (
    SELECT *,
        DENSE_RANK() OVER (PARTITION BY user_key ORDER BY event_time, event_sequence) AS moment_number,
        1 AS in_range, CASE WHEN count_1 < 1 THEN 0 ELSE 1 END AS run_1,
        CASE WHEN count_1 < 1 THEN 0 WHEN count_1 < 2 THEN 1 ELSE 2 END AS run_2,
        CASE WHEN count_2 < 1 THEN 0 WHEN count_1 < 1 THEN 1 WHEN count_1 < 2 THEN 2 ELSE 3 END AS run_3
    FROM moments_gathered
),
moments_kept AS (
    SELECT *
    FROM moments_numbered
    WHERE (count_1 > 0 OR count_2 > 0 OR exclusion_1 > 0) AND held_1 IS NOT NULL
),
moments_written AS (
    SELECT *, CAST(1000000000 + moment_number AS VARCHAR) AS moment_text
    FROM moments_kept
),
-- follow attempts step by step
exclusions_carried AS (
    SELECT *,
        MAX(CASE WHEN exclusion_1 = 1 THEN moment_number END) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS last_exclusion_1
    FROM moments_written
),
-- follow attempts to step 1
step_1_chosen AS (
    SELECT *, CASE WHEN run_1 >= 1 AND in_range = 1 THEN 0 END AS via_1
    FROM exclusions_carried
),
step_1_filled AS MATERIALIZED (
    SELECT *, CASE WHEN via_1 = 0 THEN event_time END AS start_1,
        CASE WHEN via_1 = 0 THEN event_time END AS before_1, 2147483646 AS split_at_1,
        CASE WHEN via_1 = 0 THEN moment_text END AS path_1
    FROM step_1_chosen
),
step_1_carried AS (
    SELECT *,
        MAX(start_1) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_start_1,
        MAX(CASE WHEN via_1 IS NOT NULL THEN event_time END) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_time_1,
        MAX(CASE WHEN via_1 IS NOT NULL THEN moment_number END) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_moment_1,
        MAX(path_1) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_path_1
    FROM step_1_filled
),
-- follow attempts to step 2
step_2_chosen AS (
    SELECT *,
        CASE WHEN run_2 >= 2 AND in_range = 1 THEN 0 WHEN run_2 >= 1 AND (event_time - carried_time_1) <= ? AND carried_moment_1 = (moment_number - 1) AND (last_exclusion_1 IS NULL OR last_exclusion_1 <= carried_moment_1) THEN 1 END AS via_2
    FROM step_1_carried
),
step_2_filled AS MATERIALIZED (
    SELECT *, CASE WHEN via_2 = 0 THEN event_time WHEN via_2 = 1 THEN carried_start_1 END AS start_2,
        CASE WHEN via_2 = 0 THEN event_time WHEN via_2 = 1 THEN carried_time_1 END AS before_2,
        CASE WHEN via_2 = 0 THEN split_here WHEN via_2 = 1 THEN split_here END AS split_at_2,
        CASE WHEN via_2 = 0 THEN CONCAT(moment_text, moment_text) WHEN via_2 = 1 THEN CONCAT(moment_text, carried_path_1) END AS path_2
    FROM step_2_chosen
),
step_2_carried AS (
    SELECT *,
        MAX(start_2) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_start_2,
        MAX(CASE WHEN via_2 IS NOT NULL THEN event_time END) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_time_2,
        MAX(CASE WHEN via_2 IS NOT NULL THEN moment_number END) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_moment_2,
        MAX(CASE WHEN via_2 IS NOT NULL THEN (moment_number * 2147483648) + split_at_2 END) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) - (MAX(CASE WHEN via_2 IS NOT NULL THEN moment_number END) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) * 2147483648) AS carried_split_2,
        MAX(path_2) OVER (PARTITION BY user_key, held_1, session_number ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_path_2
    FROM step_2_filled
),
-- follow attempts to step 3
step_3_chosen AS (
    SELECT *,
        CASE WHEN run_3 >= 3 AND in_range = 1 THEN 0 WHEN run_3 >= 2 AND (event_time - carried_time_1) <= ? AND carried_moment_1 = (moment_number - 1) AND (last_exclusion_1 IS NULL OR last_exclusion_1 <= carried_moment_1) THEN 1 WHEN run_3 >= 1 AND (event_time - carried_time_2) <= ? AND carried_moment_2 = (moment_number - 1) THEN 2 END AS via_3
    FROM step_2_carried
),
step_3_filled AS MATERIALIZED (
    SELECT *,
        CASE WHEN via_3 = 0 THEN event_time WHEN via_3 = 1 THEN carried_start_1 WHEN via_3 = 2 THEN carried_start_2 END AS start_3,
        CASE WHEN via_3 = 0 THEN event_time WHEN via_3 = 1 THEN event_time WHEN via_3 = 2 THEN carried_time_2 END AS before_3,
        CASE WHEN via_3 = 0 THEN split_here WHEN via_3 = 1 THEN split_here WHEN via_3 = 2 THEN carried_split_2 END AS split_at_3,
        CASE WHEN via_3 = 0 THEN CONCAT(moment_text, moment_text, moment_text) WHEN via_3 = 1 THEN CONCAT(moment_text, moment_text, carried_path_1) WHEN via_3 = 2 THEN CONCAT(moment_text, carried_path_2) END AS path_3
    FROM step_3_chosen
),
-- gather the attempts
attempts AS (
    SELECT user_key, session_number, step_number, moment_number,
        event_time - CASE WHEN step_number = 1 THEN start_1 WHEN step_number = 2 THEN start_2 WHEN step_number = 3 THEN start_3 END AS from_first,
        event_time - CASE WHEN step_number = 1 THEN before_1 WHEN step_number = 2 THEN before_2 WHEN step_number = 3 THEN before_3 END AS from_previous,
        CASE WHEN step_number = 1 THEN split_at_1 WHEN step_number = 2 THEN split_at_2 WHEN step_number = 3 THEN split_at_3 END AS split_code,
        CASE WHEN step_number = 1 THEN path_1 WHEN step_number = 2 THEN path_2 WHEN step_number = 3 THEN path_3 END AS attempt_path,
        SUBSTR(CASE WHEN step_number = 1 THEN path_1 WHEN step_number = 2 THEN path_2 WHEN step_number = 3 THEN path_3 END, (step_number * 10) - 9, 10) AS first_moment
    FROM step_3_filled
    CROSS JOIN (SELECT 1 AS step_number UNION ALL SELECT 2 AS step_number UNION ALL SELECT 3 AS step_number) step_numbers
    WHERE CASE WHEN step_number = 1 THEN via_1 WHEN step_number = 2 THEN via_2 WHEN step_number = 3 THEN via_3 END IS NOT NULL
),
-- keep first arrivals
attempts_ranked AS (
    SELECT *,
        ROW_NUMBER() OVER (PARTITION BY user_key, session_number, step_number ORDER BY moment_number, first_moment DESC, from_first, from_previous, attempt_path DESC, split_code) AS attempt_rank
    FROM attempts
),
arrivals AS (
    SELECT user_key, session_number, step_number, from_first, from_previous, split_code
    FROM attempts_ranked
    WHERE attempt_rank = 1
),
-- split the units
arrivals_split AS (
    SELECT user_key, step_number, from_first, from_previous,
        FIRST_VALUE(split_code) OVER (PARTITION BY user_key, session_number ORDER BY step_number DESC) AS split_code
    FROM arrivals
),
-- join the series
counted AS (
    SELECT arrivals_split.*, series_number
    FROM arrivals_split
    LEFT JOIN (SELECT DISTINCT CAST("user" AS VARCHAR) AS user_key FROM "vip" WHERE CAST("user" AS VARCHAR) IS NOT NULL) segment_1 ON segment_1.user_key = arrivals_split.user_key
    CROSS JOIN (SELECT 0 AS series_number UNION ALL SELECT 1 AS series_number) series_numbers
    WHERE series_number = 0 OR (series_number = 1 AND segment_1.user_key IS NULL)
),
-- rank the split values
split_ranks AS (
    SELECT series_number AS ranked_series, split_code AS ranked_code,
        ROW_NUMBER() OVER (PARTITION BY series_number ORDER BY unit_count DESC, split_code) AS split_rank
    FROM (SELECT series_number, split_code, COUNT(step_number) AS unit_count FROM counted WHERE step_number = 1 AND split_code < 2147483646 GROUP BY series_number, split_code) split_counts
),
-- count units, users and times
parts AS (
    SELECT counted.*,
        CASE WHEN copy_number = 0 THEN 0 ELSE CASE WHEN split_code = 2147483646 THEN 12 WHEN split_rank <= 10 THEN split_rank ELSE 11 END END AS part_number
    FROM counted
    LEFT JOIN split_ranks ON ranked_series = series_number AND ranked_code = split_code
    CROSS JOIN (SELECT 0 AS copy_number UNION ALL SELECT 1 AS copy_number) copy_numbers
),
durations_ranked AS (
    SELECT *,
        ROW_NUMBER() OVER (PARTITION BY series_number, part_number, step_number ORDER BY from_first) AS from_first_rank,
        ROW_NUMBER() OVER (PARTITION BY series_number, part_number, step_number ORDER BY from_previous) AS from_previous_rank,
        COUNT(step_number) OVER (PARTITION BY series_number, part_number, step_number) AS group_count
    FROM parts
),
sums AS (
    SELECT series_number, part_number, step_number, COUNT(step_number) AS unit_count,
        COUNT(DISTINCT user_key) AS user_count, CAST(SUM(from_first) AS BIGINT) AS from_first_sum,
        MIN(CASE WHEN (from_first_rank * 100) >= (group_count * 50) THEN from_first END) AS from_first_median,
        MIN(CASE WHEN (from_first_rank * 100) >= (group_count * 90) THEN from_first END) AS from_first_p90,
        COUNT(CASE WHEN from_first <= 1000 THEN 1 END) AS from_first_bucket_0,
        COUNT(CASE WHEN from_first > 1000 AND from_first <= 5000 THEN 1 END) AS from_first_bucket_1,
        COUNT(CASE WHEN from_first > 5000 AND from_first <= 15000 THEN 1 END) AS from_first_bucket_2,
        COUNT(CASE WHEN from_first > 15000 AND from_first <= 30000 THEN 1 END) AS from_first_bucket_3,
        COUNT(CASE WHEN from_first > 30000 AND from_first <= 60000 THEN 1 END) AS from_first_bucket_4,
        COUNT(CASE WHEN from_first > 60000 AND from_first <= 300000 THEN 1 END) AS from_first_bucket_5,
        COUNT(CASE WHEN from_first > 300000 AND from_first <= 900000 THEN 1 END) AS from_first_bucket_6,
        COUNT(CASE WHEN from_first > 900000 AND from_first <= 1800000 THEN 1 END) AS from_first_bucket_7,
        COUNT(CASE WHEN from_first > 1800000 AND from_first <= 3600000 THEN 1 END) AS from_first_bucket_8,
        COUNT(CASE WHEN from_first > 3600000 AND from_first <= 10800000 THEN 1 END) AS from_first_bucket_9,
        COUNT(CASE WHEN from_first > 10800000 AND from_first <= 21600000 THEN 1 END) AS from_first_bucket_10,
        COUNT(CASE WHEN from_first > 21600000 AND from_first <= 43200000 THEN 1 END) AS from_first_bucket_11,
        COUNT(CASE WHEN from_first > 43200000 AND from_first <= 86400000 THEN 1 END) AS from_first_bucket_12,
        COUNT(CASE WHEN from_first > 86400000 AND from_first <= 172800000 THEN 1 END) AS from_first_bucket_13,
        COUNT(CASE WHEN from_first > 172800000 AND from_first <= 259200000 THEN 1 END) AS from_first_bucket_14,
        COUNT(CASE WHEN from_first > 259200000 AND from_first <= 604800000 THEN 1 END) AS from_first_bucket_15,
        COUNT(CASE WHEN from_first > 604800000 AND from_first <= 1209600000 THEN 1 END) AS from_first_bucket_16,
        COUNT(CASE WHEN from_first > 1209600000 AND from_first <= 2592000000 THEN 1 END) AS from_first_bucket_17,
        COUNT(CASE WHEN from_first > 2592000000 AND from_first <= 7776000000 THEN 1 END) AS from_first_bucket_18,
        COUNT(CASE WHEN from_first > 7776000000 THEN 1 END) AS from_first_bucket_19,
        CAST(SUM(from_previous) AS BIGINT) AS from_previous_sum,
        MIN(CASE WHEN (from_previous_rank * 100) >= (group_count * 50) THEN from_previous END) AS from_previous_median,
        MIN(CASE WHEN (from_previous_rank * 100) >= (group_count * 90) THEN from_previous END) AS from_previous_p90,
        COUNT(CASE WHEN from_previous <= 1000 THEN 1 END) AS from_previous_bucket_0,
        COUNT(CASE WHEN from_previous > 1000 AND from_previous <= 5000 THEN 1 END) AS from_previous_bucket_1,
        COUNT(CASE WHEN from_previous > 5000 AND from_previous <= 15000 THEN 1 END) AS from_previous_bucket_2,
        COUNT(CASE WHEN from_previous > 15000 AND from_previous <= 30000 THEN 1 END) AS from_previous_bucket_3,
        COUNT(CASE WHEN from_previous > 30000 AND from_previous <= 60000 THEN 1 END) AS from_previous_bucket_4,
        COUNT(CASE WHEN from_previous > 60000 AND from_previous <= 300000 THEN 1 END) AS from_previous_bucket_5,
        COUNT(CASE WHEN from_previous > 300000 AND from_previous <= 900000 THEN 1 END) AS from_previous_bucket_6,
        COUNT(CASE WHEN from_previous > 900000 AND from_previous <= 1800000 THEN 1 END) AS from_previous_bucket_7,
        COUNT(CASE WHEN from_previous > 1800000 AND from_previous <= 3600000 THEN 1 END) AS from_previous_bucket_8,
        COUNT(CASE WHEN from_previous > 3600000 AND from_previous <= 10800000 THEN 1 END) AS from_previous_bucket_9,
        COUNT(CASE WHEN from_previous > 10800000 AND from_previous <= 21600000 THEN 1 END) AS from_previous_bucket_10,
        COUNT(CASE WHEN from_previous > 21600000 AND from_previous <= 43200000 THEN 1 END) AS from_previous_bucket_11,
        COUNT(CASE WHEN from_previous > 43200000 AND from_previous <= 86400000 THEN 1 END) AS from_previous_bucket_12,
        COUNT(CASE WHEN from_previous > 86400000 AND from_previous <= 172800000 THEN 1 END) AS from_previous_bucket_13,
        COUNT(CASE WHEN from_previous > 172800000 AND from_previous <= 259200000 THEN 1 END) AS from_previous_bucket_14,
        COUNT(CASE WHEN from_previous > 259200000 AND from_previous <= 604800000 THEN 1 END) AS from_previous_bucket_15,
        COUNT(CASE WHEN from_previous > 604800000 AND from_previous <= 1209600000 THEN 1 END) AS from_previous_bucket_16,
        COUNT(CASE WHEN from_previous > 1209600000 AND from_previous <= 2592000000 THEN 1 END) AS from_previous_bucket_17,
        COUNT(CASE WHEN from_previous > 2592000000 AND from_previous <= 7776000000 THEN 1 END) AS from_previous_bucket_18,
        COUNT(CASE WHEN from_previous > 7776000000 THEN 1 END) AS from_previous_bucket_19,
        MIN(CASE WHEN part_number >= 1 AND part_number <= 10 THEN split_code END) AS shown_code
    FROM durations_ranked
    GROUP BY series_number, part_number, step_number
)
SELECT series_number, part_number, step_number, unit_count, user_count, from_first_sum,
    from_first_median, from_first_p90, from_first_bucket_0, from_first_bucket_1,
    from_first_bucket_2, from_first_bucket_3, from_first_bucket_4, from_first_bucket_5,
    from_first_bucket_6, from_first_bucket_7, from_first_bucket_8, from_first_bucket_9,
    from_first_bucket_10, from_first_bucket_11, from_first_bucket_12, from_first_bucket_13,
    from_first_bucket_14, from_first_bucket_15, from_first_bucket_16, from_first_bucket_17,
    from_first_bucket_18, from_first_bucket_19, from_previous_sum, from_previous_median,
    from_previous_p90, from_previous_bucket_0, from_previous_bucket_1, from_previous_bucket_2,
    from_previous_bucket_3, from_previous_bucket_4, from_previous_bucket_5,
    from_previous_bucket_6, from_previous_bucket_7, from_previous_bucket_8,
    from_previous_bucket_9, from_previous_bucket_10, from_previous_bucket_11,
    from_previous_bucket_12, from_previous_bucket_13, from_previous_bucket_14,
    from_previous_bucket_15, from_previous_bucket_16, from_previous_bucket_17,
    from_previous_bucket_18, from_previous_bucket_19, split_value
FROM sums
LEFT JOIN split_values ON split_code = shown_code
ORDER BY series_number, part_number, step_number

-- integer(-9223372036854775808)
-- text("")
-- integer(1800000)
-- text("A")
-- text("B")
-- text("X")
-- integer(3600000)
-- integer(3600000)
-- integer(3600000)
