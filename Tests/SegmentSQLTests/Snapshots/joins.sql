WITH
-- read the keys of each group
group_1_1 AS (
    SELECT DISTINCT CAST("member_id" AS VARCHAR) AS segment_key
    FROM "lake"."members"
    WHERE CAST("member_id" AS VARCHAR) <> ? AND ("sex" = ? OR "vip" = ?) AND "grade" IS NOT NULL
),
group_1_2 AS (
    SELECT DISTINCT CAST("account" AS VARCHAR) AS segment_key
    FROM "lake"."loans"
    WHERE CAST("account" AS VARCHAR) <> ? AND epoch_ms("granted") >= ? AND epoch_ms("granted") < ? AND ("status" <> ? OR "status" IS NULL)
),
group_2_1 AS (
    SELECT segment_key
    FROM (SELECT CAST("payer" AS VARCHAR) AS segment_key, "amount" AS measured_1, "shop" AS measured_2 FROM "lake"."payments" WHERE CAST("payer" AS VARCHAR) <> ? AND "method" = ?) group_rows
    GROUP BY segment_key
    HAVING SUM(measured_1) > ? AND (COUNT(DISTINCT measured_2) >= ? AND COUNT(DISTINCT measured_2) <= ?)
),
-- join on other keys, and map them to users
join_1_1_keys AS (
    SELECT segment_key
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
    LEFT JOIN join_1_1 ON group_1_1.segment_key = join_1_1.segment_key
    WHERE join_1_1.segment_key IS NULL
),
container_2 AS (
    SELECT group_2_1.segment_key
    FROM group_2_1
),
-- unite the containers
containers_to_2 AS (
    SELECT segment_key
    FROM (SELECT segment_key FROM container_1 UNION SELECT segment_key FROM container_2) united
)
SELECT segment_key
FROM containers_to_2
