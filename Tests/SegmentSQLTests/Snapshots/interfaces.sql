WITH
-- read the keys of each group
group_1_1 AS (
    SELECT DISTINCT CAST("member_id" AS VARCHAR) AS segment_key
    FROM "lake"."members"
    WHERE CAST("member_id" AS VARCHAR) <> ? AND "sex" IN (?) AND ("age" >= ? AND "age" <= ?)
),
group_1_2 AS (
    SELECT segment_key
    FROM (SELECT CAST("from_account" AS VARCHAR) AS segment_key, 1 AS measured_1 FROM "lake"."payments" WHERE CAST("from_account" AS VARCHAR) <> ? AND epoch_ms("paid_at") >= ? AND epoch_ms("paid_at") < ?) group_rows
    GROUP BY segment_key
    HAVING COUNT(measured_1) >= ?
),
group_2_1 AS (
    SELECT segment_key
    FROM (SELECT CAST("user" AS VARCHAR) AS segment_key, 1 AS measured_1 FROM "lake"."app_log" WHERE CAST("user" AS VARCHAR) <> ? AND epoch_ms("at") >= ? AND epoch_ms("at") < ?) group_rows
    GROUP BY segment_key
    HAVING COUNT(measured_1) >= ?
),
-- join on other keys, and map them to users
join_1_1_keys AS (
    SELECT group_1_2.segment_key
    FROM group_1_2
),
join_1_1_mapping AS (
    SELECT DISTINCT CAST("account_id" AS VARCHAR) AS mapped_key,
        CAST("owner" AS VARCHAR) AS segment_key
    FROM "lake"."accounts"
    WHERE CAST("account_id" AS VARCHAR) <> ? AND CAST("owner" AS VARCHAR) <> ?
),
join_1_1 AS (
    SELECT DISTINCT join_1_1_mapping.segment_key
    FROM join_1_1_mapping
    JOIN join_1_1_keys ON join_1_1_mapping.mapped_key = join_1_1_keys.segment_key
),
-- join the groups of each container
container_1 AS (
    SELECT group_1_1.segment_key
    FROM group_1_1
    JOIN join_1_1 ON group_1_1.segment_key = join_1_1.segment_key
),
container_2 AS (
    SELECT group_2_1.segment_key
    FROM group_2_1
),
-- unite the containers
containers_to_2 AS (
    SELECT container_1.segment_key
    FROM container_1
    LEFT JOIN container_2 ON container_1.segment_key = container_2.segment_key
    WHERE container_2.segment_key IS NULL
)
SELECT segment_key
FROM containers_to_2
