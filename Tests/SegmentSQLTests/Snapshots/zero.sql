WITH
-- read the keys of each group
group_1_1 AS (
    SELECT segment_key
    FROM (SELECT CAST("payer" AS VARCHAR) AS segment_key, 1 AS measured_1 FROM "lake"."payments" WHERE CAST("payer" AS VARCHAR) <> ? AND epoch_ms("paid_at") >= ? AND epoch_ms("paid_at") < ? UNION ALL SELECT segment_key, CAST(NULL AS BIGINT) AS measured_1 FROM (SELECT DISTINCT CAST("member_id" AS VARCHAR) AS segment_key FROM "lake"."members" WHERE CAST("member_id" AS VARCHAR) <> ?) base_keys) group_rows
    GROUP BY segment_key
    HAVING COUNT(measured_1) = ?
),
-- join the groups of each container
container_1 AS (
    SELECT group_1_1.segment_key
    FROM group_1_1
)
SELECT segment_key
FROM container_1
