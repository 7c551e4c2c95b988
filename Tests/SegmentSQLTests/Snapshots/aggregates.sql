WITH
-- read the keys of each group
group_1_1 AS (
    SELECT segment_key
    FROM (SELECT CAST("payer" AS VARCHAR) AS segment_key, "amount" AS measured_1, "amount" AS measured_2, "amount" AS measured_3, 1 AS measured_4 FROM "lake"."payments" WHERE CAST("payer" AS VARCHAR) <> ?) group_rows
    GROUP BY segment_key
    HAVING AVG(measured_1) < ? AND MIN(measured_2) <> ? AND MAX(measured_3) <= ? AND COUNT(measured_4) <= ?
),
group_1_2 AS (
    SELECT segment_key
    FROM (SELECT CAST("user" AS VARCHAR) AS segment_key, 1 AS measured_1 FROM "lake"."app_log" WHERE CAST("user" AS VARCHAR) <> ?) group_rows
    GROUP BY segment_key
    HAVING COUNT(measured_1) > ?
),
-- join the groups of each container
container_1 AS (
    SELECT group_1_1.segment_key
    FROM group_1_1
    LEFT JOIN group_1_2 ON group_1_1.segment_key = group_1_2.segment_key
    WHERE group_1_2.segment_key IS NULL
)
SELECT segment_key
FROM container_1
