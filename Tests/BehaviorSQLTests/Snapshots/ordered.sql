WITH
-- read the events
events_read AS (
    SELECT CAST("user" AS VARCHAR) AS user_key, "time" AS event_time, "event" AS event_name
    FROM "events"
    WHERE CAST("user" AS VARCHAR) <> ? AND "time" IS NOT NULL
),
-- keep the events that count
events_kept AS (
    SELECT *
    FROM events_read
    WHERE event_time >= ? AND event_time < ?
),
-- match the steps
events_matched AS (
    SELECT user_key, event_time, CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_1,
        CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_2,
        CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_3
    FROM events_kept
),
-- gather moments
moments_gathered AS (
    SELECT user_key, event_time, COUNT(CASE WHEN match_1 = 1 THEN 1 END) AS count_1,
        COUNT(CASE WHEN match_2 = 1 THEN 1 END) AS count_2,
        COUNT(CASE WHEN match_3 = 1 THEN 1 END) AS count_3
    FROM events_matched
    WHERE match_1 = 1 OR match_2 = 1 OR match_3 = 1
    GROUP BY user_key, event_time
),
-- number the moments
moments_numbered AS (
    SELECT *, event_time AS moment_number,
        CASE WHEN event_time >= ? AND event_time < ? THEN 1 ELSE 0 END AS in_range,
        CASE WHEN count_1 < 1 THEN 0 ELSE 1 END AS run_1,
        CASE WHEN count_2 < 1 THEN 0 WHEN count_1 < 1 THEN 1 ELSE 2 END AS run_2,
        CASE WHEN count_3 < 1 THEN 0 WHEN count_2 < 1 THEN 1 WHEN count_1 < 1 THEN 2 ELSE 3 END AS run_3
    FROM moments_gathered
),
-- follow attempts to step 1
step_1_chosen AS (
    SELECT *, CASE WHEN run_1 >= 1 AND in_range = 1 THEN 0 END AS via_1
    FROM moments_numbered
),
step_1_filled AS MATERIALIZED (
    SELECT *, CASE WHEN via_1 = 0 THEN event_time END AS start_1,
        CASE WHEN via_1 = 0 THEN event_time END AS before_1
    FROM step_1_chosen
),
step_1_carried AS (
    SELECT *,
        MAX(start_1) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_start_1,
        MAX(CASE WHEN via_1 IS NOT NULL THEN event_time END) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_time_1
    FROM step_1_filled
),
-- follow attempts to step 2
step_2_chosen AS (
    SELECT *,
        CASE WHEN run_2 >= 2 AND in_range = 1 THEN 0 WHEN run_2 >= 1 AND (event_time - carried_start_1) <= ? THEN 1 END AS via_2
    FROM step_1_carried
),
step_2_filled AS MATERIALIZED (
    SELECT *, CASE WHEN via_2 = 0 THEN event_time WHEN via_2 = 1 THEN carried_start_1 END AS start_2,
        CASE WHEN via_2 = 0 THEN event_time WHEN via_2 = 1 THEN carried_time_1 END AS before_2
    FROM step_2_chosen
),
step_2_carried AS (
    SELECT *,
        MAX(start_2) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_start_2,
        MAX(CASE WHEN via_2 IS NOT NULL THEN event_time END) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_time_2
    FROM step_2_filled
),
-- follow attempts to step 3
step_3_chosen AS (
    SELECT *,
        CASE WHEN run_3 >= 3 AND in_range = 1 THEN 0 WHEN run_3 >= 2 AND (event_time - carried_start_1) <= ? THEN 1 WHEN run_3 >= 1 AND (event_time - carried_start_2) <= ? THEN 2 END AS via_3
    FROM step_2_carried
),
step_3_filled AS MATERIALIZED (
    SELECT *,
        CASE WHEN via_3 = 0 THEN event_time WHEN via_3 = 1 THEN carried_start_1 WHEN via_3 = 2 THEN carried_start_2 END AS start_3,
        CASE WHEN via_3 = 0 THEN event_time WHEN via_3 = 1 THEN event_time WHEN via_3 = 2 THEN carried_time_2 END AS before_3
    FROM step_3_chosen
),
-- gather the attempts
attempts AS (
    SELECT user_key, step_number, moment_number,
        event_time - CASE WHEN step_number = 1 THEN start_1 WHEN step_number = 2 THEN start_2 WHEN step_number = 3 THEN start_3 END AS from_first,
        event_time - CASE WHEN step_number = 1 THEN before_1 WHEN step_number = 2 THEN before_2 WHEN step_number = 3 THEN before_3 END AS from_previous
    FROM step_3_filled
    CROSS JOIN (SELECT 1 AS step_number UNION ALL SELECT 2 AS step_number UNION ALL SELECT 3 AS step_number) step_numbers
    WHERE CASE WHEN step_number = 1 THEN via_1 WHEN step_number = 2 THEN via_2 WHEN step_number = 3 THEN via_3 END IS NOT NULL
),
-- keep first arrivals
attempts_ranked AS (
    SELECT *,
        ROW_NUMBER() OVER (PARTITION BY user_key, step_number ORDER BY moment_number) AS attempt_rank
    FROM attempts
),
arrivals AS (
    SELECT user_key, step_number, from_first, from_previous
    FROM attempts_ranked
    WHERE attempt_rank = 1
),
-- join the series
counted AS (
    SELECT *, CAST(0 AS BIGINT) AS series_number
    FROM arrivals
),
-- count units, users and times
parts AS (
    SELECT *, CAST(0 AS BIGINT) AS part_number
    FROM counted
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
        MAX(CAST(NULL AS BIGINT)) AS shown_code
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
    from_previous_bucket_18, from_previous_bucket_19, shown_code
FROM sums
ORDER BY series_number, part_number, step_number

-- text("")
-- integer(0)
-- integer(86401000)
-- text("A")
-- text("B")
-- text("C")
-- integer(0)
-- integer(1000)
-- integer(86400000)
-- integer(86400000)
-- integer(86400000)
