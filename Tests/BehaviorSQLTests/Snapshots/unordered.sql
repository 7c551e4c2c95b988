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
    WHERE user_key IN (SELECT DISTINCT CAST("user" AS VARCHAR) AS user_key FROM "vip" WHERE CAST("user" AS VARCHAR) IS NOT NULL)
),
-- match the steps
events_matched AS (
    SELECT user_key, event_time, CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_1,
        CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_2
    FROM events_kept
),
-- gather moments
moments_gathered AS (
    SELECT user_key, event_time, COUNT(CASE WHEN match_1 = 1 THEN 1 END) AS count_1,
        COUNT(CASE WHEN match_2 = 1 THEN 1 END) AS count_2
    FROM events_matched
    WHERE match_1 = 1 OR match_2 = 1
    GROUP BY user_key, event_time
),
-- number the moments
moments_numbered AS (
    SELECT *, event_time AS moment_number, 1 AS in_range
    FROM moments_gathered
),
-- grow attempts from anchors
moments_summed AS (
    SELECT *,
        CAST(SUM(count_1) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS total_1,
        CAST(SUM(count_2) OVER (PARTITION BY user_key ORDER BY moment_number ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS BIGINT) AS total_2
    FROM moments_numbered
),
pairs AS (
    SELECT laters.user_key AS user_key, laters.event_time AS event_time,
        laters.moment_number AS moment_number, anchors.event_time AS anchor_time,
        anchors.moment_number AS first_moment,
        ((laters.total_1 - anchors.total_1) + anchors.count_1) - laters.count_1 AS had_1,
        (laters.total_1 - anchors.total_1) + anchors.count_1 AS has_1,
        ((laters.total_2 - anchors.total_2) + anchors.count_2) - laters.count_2 AS had_2,
        (laters.total_2 - anchors.total_2) + anchors.count_2 AS has_2
    FROM moments_summed anchors
    JOIN moments_summed laters ON laters.user_key = anchors.user_key AND laters.moment_number >= anchors.moment_number AND (laters.event_time - anchors.event_time) <= ?
    WHERE anchors.in_range = 1 AND (anchors.count_1 > 0 OR anchors.count_2 > 0)
),
pairs_filled AS (
    SELECT *, LEAST(1, had_1) AS filled_before_1, LEAST(1, has_1) AS filled_after_1,
        LEAST(1, had_2) AS filled_before_2, LEAST(1, has_2) AS filled_after_2
    FROM pairs
),
pairs_levelled AS (
    SELECT *, filled_before_1 + filled_before_2 AS level_before,
        filled_after_1 + filled_after_2 AS level_after
    FROM pairs_filled
),
growth AS (
    SELECT *
    FROM pairs_levelled
    CROSS JOIN (SELECT 1 AS step_number UNION ALL SELECT 2 AS step_number) step_numbers
    WHERE level_after > level_before AND step_number > level_before AND step_number <= level_after
),
attempts AS (
    SELECT user_key, step_number, moment_number, first_moment,
        event_time - anchor_time AS from_first,
        event_time - COALESCE(LAG(event_time) OVER (PARTITION BY user_key, first_moment ORDER BY step_number), event_time) AS from_previous
    FROM growth
),
-- keep first arrivals
attempts_ranked AS (
    SELECT *,
        ROW_NUMBER() OVER (PARTITION BY user_key, step_number ORDER BY moment_number, first_moment DESC) AS attempt_rank
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
-- text("A")
-- text("B")
-- integer(3600000)
