"""Questions beyond funnels: how CXM is asked, how both peers are asked in SQL, and what numbers are compared.

Peers are asked over their number form (user ids and times as numbers), which is the kinder one. Of the ways
tried, each SQL text is the fastest that gives equal numbers.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from names import EVENTS
from questions import DAY_MILLISECONDS, RANGE, Answer

SESSION_GAP = 1_800_000
START_PAGE = "/page/000"
FLOW_STEPS = 5
TREND_EVENTS = EVENTS[:32]
ONE_USER = 700
SCOPE = {"dataset": "bench", "timezone": "UTC", "range": {"from": RANGE[0], "to": RANGE[1]}}
# Each user's events in the order that CXM documents.
ORDER = "PARTITION BY user ORDER BY time, event, page"


@dataclass(frozen=True)
class Analysis:
    name: str
    says: str
    json: dict
    clickhouse: str
    duckdb: str
    # What is compared, from rows of SQL and from CXM's result.
    of_rows: Callable[[Iterable], Answer]
    of_result: Callable[[dict], Answer]
    # The ratio to reach against the fastest peer that the target names.
    target: float
    segment: bool = False


def numbered(rows, width: int) -> Answer:
    """Rows `(key, index, number)` as `{key: [number by index]}`."""
    answer = defaultdict(lambda: [0] * width)
    for key, index, number in rows:
        answer[str(key)][int(index)] = int(number)
    return dict(sorted(answer.items()))


# Retention by day, for the users of each first day: the distinct days of a user, and their distance from the first.
RETENTION = """
SELECT first, day - first AS later, count(*) FROM (
    SELECT user, day, min(day) OVER (PARTITION BY user) AS first FROM (
        SELECT DISTINCT user, {day} AS day FROM {table} WHERE event = 'app_open'))
GROUP BY 1, 2"""


def cohorts_of_rows(rows) -> Answer:
    return numbered(((f"{int(first) + 1:02}", later, users) for first, later, users in rows), 30)


def cohorts_of_result(result: dict) -> Answer:
    return numbered(((cohort["start"][-2:], cell["period"], cell["users"])
                     for cohort in result["series"][0]["cohorts"] if cohort["users"]
                     for cell in cohort["cells"]), 30)  # fmt: skip


# The page table: sessions by gaps, first and last views, times to the next event.
PAGES = """
SELECT page, count(*), count(DISTINCT user), count(DISTINCT {session}), {count_if}(first), {count_if}(last),
       {count_if}(first AND last), {mean}, {median}
FROM (SELECT user, page, first, last, stay, {running} AS number
      FROM (SELECT user, time, event, page, {lag} AS first, {lead} AS last, {stay} AS stay FROM {table}))
GROUP BY page"""
CLICKHOUSE_FRAME = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING"
CLICKHOUSE_LAG = f"time - lagInFrame(time, 1, -{10 ** 11}) OVER ({ORDER} {CLICKHOUSE_FRAME}) > {SESSION_GAP}"
CLICKHOUSE_STAY = f"leadInFrame(time, 1, {10 ** 11}) OVER ({ORDER} {CLICKHOUSE_FRAME}) - time"
DUCKDB_STAY = f"lead(time) OVER ({ORDER}) - time"
PAGES_CLICKHOUSE = PAGES.format(
    table="(SELECT user, toInt64(time) AS time, event, page FROM {table})", session="(user, number)",
    count_if="countIf", lag=CLICKHOUSE_LAG, stay=CLICKHOUSE_STAY, lead=f"stay > {SESSION_GAP}",
    running=f"sum(first) OVER ({ORDER} ROWS UNBOUNDED PRECEDING)",
    mean="intDiv(2 * sumIf(stay, NOT last) + countIf(NOT last), 2 * countIf(NOT last))",
    median="quantileExactLowIf(0.5)(stay, NOT last)")  # fmt: skip
PAGES_DUCKDB = PAGES.format(
    table="{table}", session="(user, number)", count_if="count_if",
    lag=f"coalesce(time - lag(time) OVER ({ORDER}) > {SESSION_GAP}, true)",
    lead=f"coalesce({DUCKDB_STAY} > {SESSION_GAP}, true)", stay=DUCKDB_STAY,
    running=f"sum(first::INTEGER) OVER ({ORDER} ROWS UNBOUNDED PRECEDING)",
    mean="(2 * sum(stay) FILTER (NOT last) + count_if(NOT last)) // (2 * count_if(NOT last))",
    median="quantile_disc(stay, 0.5) FILTER (NOT last)")  # fmt: skip


def pages_of_rows(rows) -> Answer:
    return {str(page): [int(number or 0) for number in numbers] for page, *numbers in sorted(rows)}


def pages_of_result(result: dict) -> Answer:
    names = ["views", "visitors", "sessions", "entries", "exits", "bounces"]
    return {row["page"]: [*(row[name] for name in names), row["time_on_page_ms"]["mean"] or 0,
                          row["time_on_page_ms"]["median"] or 0]
            for row in sorted(result["rows"], key=lambda row: row["page"])}  # fmt: skip


# Flow: each user's path from the first view of the start page to the end of its session, repeats collapsed; counted
# link by link, then added up to nodes.
FLOW_CLICKHOUSE = f"""
SELECT step, page, sum(users), sumIf(users, next = '') FROM (
    SELECT step, path[step + 1] AS page, path[step + 2] AS next, count() AS users FROM (
        SELECT arraySlice(arrayCompact(if(cut = 0, pages, arraySlice(pages, 1, cut - 1))), 1, {FLOW_STEPS + 2}) AS path
        FROM (
            SELECT arraySlice(all_pages, start) AS pages,
                   arrayFirstIndex(gap -> gap > {SESSION_GAP}, arrayDifference(arraySlice(times, start))) AS cut
            FROM (
                SELECT arraySort(groupArray((time, event, page))) AS events, events.1 AS times, events.3 AS all_pages,
                       indexOf(all_pages, '{START_PAGE}') AS start
                FROM {{table}} GROUP BY user HAVING start > 0)))
    ARRAY JOIN range(least({FLOW_STEPS}, length(path))) AS step
    GROUP BY step, page, next)
GROUP BY step, page"""
FLOW_DUCKDB = f"""
WITH numbered AS (
    SELECT user, page, row_number() OVER w AS place,
           coalesce(time - lag(time) OVER w > {SESSION_GAP}, false) AS breaks
    FROM {{table}} WINDOW w AS ({ORDER})
), starts AS (
    SELECT user, min(place) AS start FROM numbered WHERE page = '{START_PAGE}' GROUP BY user
), after AS (
    SELECT user, page, place, min(CASE WHEN breaks AND place > start THEN place END) OVER (PARTITION BY user) AS cut
    FROM numbered JOIN starts USING (user) WHERE place >= start
), changes AS (
    SELECT user, page, place FROM (
        SELECT *, lag(page) OVER (PARTITION BY user ORDER BY place) AS before FROM after
        WHERE cut IS NULL OR place < cut)
    WHERE before IS DISTINCT FROM page
), steps AS (
    SELECT page, lead(page) OVER w AS next, row_number() OVER w - 1 AS step
    FROM changes WINDOW w AS (PARTITION BY user ORDER BY place)
), links AS (
    SELECT step, page, next, count(*) AS users FROM steps WHERE step < {FLOW_STEPS} GROUP BY ALL
)
SELECT step, page, sum(users), sum(users) FILTER (next IS NULL) FROM links GROUP BY step, page"""


def nodes(rows) -> Answer:
    """The five greatest nodes of each step: arrivals, and who of them left."""
    steps = defaultdict(list)
    for step, arrivals, exits in rows:
        steps[str(step)].append((int(arrivals), int(exits or 0)))
    return {step: [number for node in sorted(found, reverse=True)[:5] for number in node]
            for step, found in sorted(steps.items())}  # fmt: skip


def nodes_of_result(result: dict) -> Answer:
    return nodes((node["step"], node["arrivals"], node["exits"])
                 for node in result["nodes"] if node["label"] != "(other)")  # fmt: skip


TREND = f"""
SELECT event, {{day}}, {{distinct}} FROM {{table}}
WHERE event IN ({", ".join(f"'{event}'" for event in TREND_EVENTS)}) GROUP BY 1, 2"""


def points_of_result(result: dict) -> Answer:
    return numbered(((TREND_EVENTS[index], day, point["value"])
                     for index, series in enumerate(result["series"])
                     for day, point in enumerate(series["points"])), 30)  # fmt: skip


TIMELINE = f"SELECT time, event, os, page FROM {{table}} WHERE user = {ONE_USER} ORDER BY time, event, page"


def timeline_of_rows(rows) -> Answer:
    return {"pages": [int(row[3][-3:]) for row in rows]}


def timeline_of_result(result: dict) -> Answer:
    return {"pages": [int(event["properties"]["page"][-3:]) for event in result["events"]]}


ANALYSES = [
    Analysis(
        "retention", "users who open the app, by first day, on each of the 30 days",
        {"kind": "retention", **SCOPE, "start": {"event": "app_open"}, "return": {"event": "app_open"},
         "period": "day", "periods": 30},
        RETENTION, RETENTION, cohorts_of_rows, cohorts_of_result, 20),
    Analysis(
        "pages", "the table of 200 pages with all measures; every event is a view",
        {"kind": "pages", **SCOPE, "by": "page", "limit": 200},
        PAGES_CLICKHOUSE, PAGES_DUCKDB, pages_of_rows, pages_of_result, 10),
    Analysis(
        "flow", f"{FLOW_STEPS} steps from {START_PAGE}, each user once, ten pages a step",
        {"kind": "flow", **SCOPE, "by": "page", "anchor": {"at": "start", "value": START_PAGE}, "steps": FLOW_STEPS,
         "nodes_per_step": 10, "unit": "user"},
        FLOW_CLICKHOUSE, FLOW_DUCKDB,
        lambda rows: nodes((step, arrivals, exits) for step, _, arrivals, exits in rows), nodes_of_result, 20),
    Analysis(
        "trend", f"users a day of {len(TREND_EVENTS)} events",
        {"kind": "trend", **SCOPE, "period": "day",
         "series": [{"event": event, "measure": "users"} for event in TREND_EVENTS]},
        TREND.format(day="{day}", table="{table}", distinct="uniqExact(user)"),
        TREND.format(day="{day}", table="{table}", distinct="count(DISTINCT user)"),
        lambda rows: numbered(rows, 30), points_of_result, 10),
    Analysis(
        "timeline", "all events of one user",
        {"kind": "timeline", **SCOPE, "user": f"u{ONE_USER:07}"},
        TIMELINE, TIMELINE, timeline_of_rows, timeline_of_result, 10),
]  # fmt: skip


def sql_of(template: str, table: str, day: str = f"time // {DAY_MILLISECONDS}") -> str:
    return template.format(table=table, day=day)
