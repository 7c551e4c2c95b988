WITH
-- read the events
events_read AS (
    SELECT CAST("user" AS VARCHAR) AS user_key, "time" AS event_time, "event" AS event_name,
        "os" AS property_1
    FROM "events"
    WHERE CAST("user" AS VARCHAR) <> ? AND "time" IS NOT NULL
),
-- match the steps
events_matched AS (
    SELECT user_key, event_time, property_1 AS split_value,
        CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_1,
        CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_2
    FROM events_read
),
-- number the split values
split_values AS (
    SELECT split_value, ROW_NUMBER() OVER (ORDER BY split_value) AS split_code
    FROM (SELECT DISTINCT split_value FROM events_matched WHERE split_value IS NOT NULL AND (match_1 = 1 OR match_2 = 1)) distinct_values
),
-- gather moments
moments_gathered AS (
    SELECT user_key, event_time, COUNT(CASE WHEN match_1 = 1 THEN 1 END) AS count_1,
        COUNT(CASE WHEN match_2 = 1 THEN 1 END) AS count_2,
        COALESCE(MIN(CASE WHEN match_1 = 1 THEN COALESCE(split_code, 2147483646) END), 2147483647) AS split_here
    FROM events_matched
    LEFT JOIN split_values ON split_values.split_value = events_matched.split_value
    WHERE match_1 = 1 OR match_2 = 1
    GROUP BY user_key, event_time
),
-- number the moments
moments_numbered AS (
    SELECT *, DENSE_RANK() OVER (PARTITION BY user_key ORDER BY event_time) AS moment_number,
        1 AS in_range, CASE WHEN count_1 < 1 THEN 0 ELSE 1 END AS run_1,
        CASE WHEN count_2 < 1 THEN 0 WHEN count_1 < 1 THEN 1 ELSE 2 END AS run_2
    FROM moments_gathered
),
-- follow attempts to step 1
step_1_chosen AS (
    SELECT *, CASE WHEN run_1 >= 1 AND in_range = 1 THEN 0 END AS via_1
    FROM moments_numbered
),
step_1_filled AS MATERIALIZED (
    SELECT *, CASE WHEN via_1 = 0 THEN event_time END AS start_1,
        CASE WHEN via_1 = 0 THEN event_time END AS before_1,
        CASE WHEN via_1 = 0 THEN split_here END AS split_at_1
    FROM step_1_chosen
),
step_1_carried AS (
    SELECT *,
        MAX(start_1) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_start_1,
        MAX(CASE WHEN via_1 IS NOT NULL THEN event_time END) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS carried_time_1,
        MAX(CASE WHEN via_1 IS NOT NULL THEN (moment_number * 2147483648) + split_at_1 END) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) - (MAX(CASE WHEN via_1 IS NOT NULL THEN moment_number END) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) * 2147483648) AS carried_split_1
    FROM step_1_filled
),
-- follow attempts to step 2
step_2_chosen AS (
    SELECT *,
        CASE WHEN run_2 >= 2 AND in_range = 1 THEN 0 WHEN run_2 >= 1 AND carried_start_1 IS NOT NULL THEN 1 END AS via_2
    FROM step_1_carried
),
step_2_filled AS MATERIALIZED (
    SELECT *, CASE WHEN via_2 = 0 THEN event_time WHEN via_2 = 1 THEN carried_start_1 END AS start_2,
        CASE WHEN via_2 = 0 THEN event_time WHEN via_2 = 1 THEN carried_time_1 END AS before_2,
        CASE WHEN via_2 = 0 THEN split_here WHEN via_2 = 1 THEN carried_split_1 END AS split_at_2
    FROM step_2_chosen
),
-- gather the attempts
attempts AS (
    SELECT user_key, step_number, moment_number,
        event_time - CASE WHEN step_number = 1 THEN start_1 WHEN step_number = 2 THEN start_2 END AS from_first,
        event_time - CASE WHEN step_number = 1 THEN before_1 WHEN step_number = 2 THEN before_2 END AS from_previous,
        CASE WHEN step_number = 1 THEN split_at_1 WHEN step_number = 2 THEN split_at_2 END AS split_code
    FROM step_2_filled
    CROSS JOIN (SELECT 1 AS step_number UNION ALL SELECT 2 AS step_number) step_numbers
    WHERE CASE WHEN step_number = 1 THEN via_1 WHEN step_number = 2 THEN via_2 END IS NOT NULL
),
-- keep first arrivals
attempts_ranked AS (
    SELECT *,
        ROW_NUMBER() OVER (PARTITION BY user_key, step_number ORDER BY moment_number) AS attempt_rank
    FROM attempts
),
arrivals AS (
    SELECT user_key, step_number, from_first, from_previous, split_code
    FROM attempts_ranked
    WHERE attempt_rank = 1
),
-- split the units
arrivals_split AS (
    SELECT user_key, step_number, from_first, from_previous,
        FIRST_VALUE(split_code) OVER (PARTITION BY user_key ORDER BY step_number DESC) AS split_code
    FROM arrivals
),
-- join the series
counted AS (
    SELECT *, CAST(0 AS BIGINT) AS series_number
    FROM arrivals_split
),
-- rank the split values
split_ranks AS (
    SELECT series_number AS ranked_series, split_code AS ranked_code,
        ROW_NUMBER() OVER (PARTITION BY series_number ORDER BY unit_count DESC, split_code) AS split_rank
    FROM (SELECT series_number, split_code, COUNT(step_number) AS unit_count FROM counted WHERE step_number = 1 AND split_code < 2147483646 GROUP BY series_number, split_code) split_counts
)
SELECT user_key
FROM counted
LEFT JOIN split_values ON split_values.split_code = counted.split_code
WHERE series_number = 0 AND step_number >= 1 AND split_value = ?
GROUP BY user_key
HAVING MAX(step_number) = 1
ORDER BY user_key

-- text("")
-- text("A")
-- text("B")
-- text("ios")
