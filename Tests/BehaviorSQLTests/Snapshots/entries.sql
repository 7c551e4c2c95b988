WITH
-- read the events
events_read AS (
    SELECT CAST("user" AS VARCHAR) AS user_key, "time" AS event_time, "event" AS event_name
    FROM "events"
    WHERE CAST("user" AS VARCHAR) <> ? AND "time" IS NOT NULL
),
-- match the steps
events_matched AS (
    SELECT user_key, event_time, CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_1,
        CASE WHEN event_name = ? THEN 1 ELSE 0 END AS match_2
    FROM events_read
),
-- list the events
events_numbered AS (
    SELECT events_matched.*, event_time AS moment_number, 1 AS in_range,
        CAST(2147483646 AS BIGINT) AS split_code
    FROM events_matched
    WHERE match_1 = 1 OR match_2 = 1
),
events_ready AS (
    SELECT *,
        CAST(CASE WHEN match_1 = 1 THEN 1 WHEN match_2 = 1 THEN 2 END AS BIGINT) AS first_match,
        CAST(CASE WHEN match_2 = 1 THEN 2 WHEN match_1 = 1 THEN 1 END AS BIGINT) AS last_match,
        CAST((match_1 * 2) + (match_2 * 4) AS BIGINT) AS match_sum,
        CAST(CASE WHEN match_1 = 1 AND in_range = 1 THEN 1 ELSE 0 END AS BIGINT) AS opens_entry,
        CAST(event_time - ? AS BIGINT) AS earliest_first, CAST(NULL AS BIGINT) AS earliest_last,
        [CAST(match_1 AS BIGINT), CAST(match_2 AS BIGINT)] AS step_flags,
        [CAST(NULL AS BIGINT)] AS last_exclusions
    FROM events_numbered
),
event_lists AS (
    SELECT user_key,
        list_sort(list({'moment_number': moment_number, 'first_match': first_match, 'last_match': last_match, 'match_sum': match_sum, 'split_code': split_code, 'event_time': event_time, 'opens_entry': opens_entry, 'earliest_first': earliest_first, 'earliest_last': earliest_last, 'step_flags': step_flags, 'last_exclusions': last_exclusions})) AS event_list
    FROM events_ready
    WHERE match_1 = 1 OR match_2 = 1
    GROUP BY user_key
),
-- fold the events into entries
entry_lists AS (
    SELECT user_key,
        struct_extract(list_reduce(list_transform(event_list, lambda item: {'taken': item, 'entries': CAST([] AS STRUCT(entry_level BIGINT, first_time BIGINT, last_time BIGINT, last_moment BIGINT, split_code BIGINT, arrival_times BIGINT[])[])}), lambda state, item: {'taken': struct_extract(item, 'taken'), 'entries': list_extract(list_transform([COALESCE(list_max(list_transform(struct_extract(state, 'entries'), lambda entry, place: CASE WHEN list_extract(struct_extract(struct_extract(item, 'taken'), 'step_flags'), struct_extract(entry, 'entry_level') + 1) = 1 AND struct_extract(entry, 'first_time') >= struct_extract(struct_extract(item, 'taken'), 'earliest_first') THEN CAST(place AS BIGINT) ELSE CAST(0 AS BIGINT) END)), 0)], lambda chosen: CASE WHEN chosen > 0 THEN list_transform(struct_extract(state, 'entries'), lambda entry, place: CASE WHEN place = chosen THEN {'entry_level': CAST(struct_extract(entry, 'entry_level') + 1 AS BIGINT), 'first_time': struct_extract(entry, 'first_time'), 'last_time': struct_extract(struct_extract(item, 'taken'), 'event_time'), 'last_moment': struct_extract(struct_extract(item, 'taken'), 'moment_number'), 'split_code': CAST(struct_extract(entry, 'split_code') AS BIGINT), 'arrival_times': list_append(struct_extract(entry, 'arrival_times'), struct_extract(struct_extract(item, 'taken'), 'event_time'))} ELSE entry END) WHEN struct_extract(struct_extract(item, 'taken'), 'opens_entry') = 1 THEN list_append(struct_extract(state, 'entries'), {'entry_level': CAST(1 AS BIGINT), 'first_time': struct_extract(struct_extract(item, 'taken'), 'event_time'), 'last_time': struct_extract(struct_extract(item, 'taken'), 'event_time'), 'last_moment': struct_extract(struct_extract(item, 'taken'), 'moment_number'), 'split_code': CAST(2147483646 AS BIGINT), 'arrival_times': [struct_extract(struct_extract(item, 'taken'), 'event_time')]}) ELSE struct_extract(state, 'entries') END), 1)}, {'taken': CAST(NULL AS STRUCT(moment_number BIGINT, first_match BIGINT, last_match BIGINT, match_sum BIGINT, split_code BIGINT, event_time BIGINT, opens_entry BIGINT, earliest_first BIGINT, earliest_last BIGINT, step_flags BIGINT[], last_exclusions BIGINT[])), 'entries': CAST([] AS STRUCT(entry_level BIGINT, first_time BIGINT, last_time BIGINT, last_moment BIGINT, split_code BIGINT, arrival_times BIGINT[])[])}), 'entries') AS entry_list
    FROM event_lists
),
entries AS (
    SELECT user_key, UNNEST(entry_list) AS entry
    FROM entry_lists
),
arrivals AS (
    SELECT user_key, step_number,
        list_extract(struct_extract(entry, 'arrival_times'), step_number) - list_extract(struct_extract(entry, 'arrival_times'), 1) AS from_first,
        list_extract(struct_extract(entry, 'arrival_times'), step_number) - list_extract(struct_extract(entry, 'arrival_times'), CASE WHEN step_number = 1 THEN 1 ELSE step_number - 1 END) AS from_previous
    FROM entries
    CROSS JOIN (SELECT 1 AS step_number UNION ALL SELECT 2 AS step_number) step_numbers
    WHERE step_number <= struct_extract(entry, 'entry_level')
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
