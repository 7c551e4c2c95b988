"""Writes the benchmark's events: the same rows on every machine, made by DuckDB from hashes of row numbers.

A user has a skewed number of events (median about 0.43 of the mean, maximum about 40 times the mean),
in sessions of eight events spread over 30 days. A session is two blocks of four events, and a block is a
*run* along the funnel (its first one to four steps, then background), a rare run, a *quiet* block
(background only), or a *mixed* one (steps and background in any order). Two neighbours share their
millisecond now and then, but only inside a run or inside a quiet block: there every system reads ties alike.
"""

import json
import shutil
import sys
import time
from pathlib import Path

import duckdb

from names import BACKGROUND, EVENTS, PAGE_COUNT, RARE, STEPS, SYSTEMS
from sizes import SIZES, Size

USERS_PER_FILE = 130_000
SHUFFLED_FILE_EVENTS = 10_000_000
FIRST_DAY = "2026-09-01"
DAYS = 30


def text_list(words: list[str]) -> str:
    return "[" + ", ".join(f"'{word}'" for word in words) + "]"


def events_sql(size: Size, first_user: int, end_user: int) -> str:
    """The events of users `first_user ..< end_user`, in (user, time) order."""
    # Weibull with shape 2/3: mean = scale * gamma(2.5).
    scale = size.events / size.users / 1.329340388
    return f"""
    WITH users AS (
        SELECT range AS u,
               greatest(1, round({scale} * pow(
                   -ln(((range * 611953) % {size.users} + 0.5) / {size.users}), 1.5)))::BIGINT AS n,
               hash(range + 7000000000) AS hu
        FROM range({first_user}, {end_user})
    ), numbered AS (
        -- unnest() in the SELECT list keeps the order of rows; as a table function it does not.
        SELECT u, n, hu, unnest(range(n)) AS i FROM users
    ), drawn AS (
        SELECT u, n, hu, i, i % 4 AS j,
               hash(u * 8192 + i) AS h,
               hash(u * 8192 + i // 4 + 20000000000) AS hb,
               hash(u * 8192 + i // 8 + 40000000000) AS hs,
               (hb % 1000)::INTEGER AS kind,
               ((hb >> 16) % 1000)::INTEGER AS far
        FROM numbered
    ), shaped AS (
        SELECT *,
               CASE WHEN kind < 400 THEN
                        CASE WHEN far < 120 THEN 4 WHEN far < 260 THEN 3 WHEN far < 540 THEN 2 ELSE 1 END
                    WHEN kind < 412 THEN
                        CASE WHEN far < 300 THEN 4 WHEN far < 450 THEN 3 WHEN far < 650 THEN 2 ELSE 1 END
                    ELSE 0 END AS run,
               (h % 1000000) / 1000000.0 AS x,
               ((h >> 20) % 1000)::INTEGER AS y
        FROM drawn
    ), named AS (
        SELECT *,
               CASE WHEN j < run AND kind < 400 THEN j + 1
                    WHEN j < run THEN {text_list(RARE)}.list_transform(
                        lambda r: list_position({text_list(EVENTS)}, r))[j + 1]
                    WHEN kind >= 720 AND y < 420 THEN
                        CASE WHEN y < 175 THEN 1 WHEN y < 295 THEN 2 WHEN y < 375 THEN 3 ELSE 4 END
                    ELSE {len(STEPS)} + floor(exp(x * ln({len(BACKGROUND)} + 1)))::INTEGER
               END AS code,
               -- A tie takes the place of the event before; only inside a run or a quiet block.
               i - CASE WHEN j > 0 AND (h >> 32) % 100 = 0
                             AND ((kind < 400 AND j < run) OR kind BETWEEN 412 AND 719)
                        THEN 1 ELSE 0 END AS place
        FROM shaped
    )
    SELECT printf('u%07d', u) AS user,
           make_timestamp_ms(
               epoch_ms(TIMESTAMP '{FIRST_DAY}')
               + ((i // 8 + 0.85 * ((hs % 1000000) / 1000000.0)) / ((n + 7) // 8)
                  * {DAYS * 86_400_000 - 900_000})::BIGINT
               + (place % 8) * 60000 + (hash(u * 8192 + place + 60000000000) % 60000)::BIGINT
           )::TIMESTAMP_MS AS time,
           {text_list(EVENTS)}[code] AS event,
           {text_list(SYSTEMS)}[CASE WHEN hu % 100 < 52 THEN 1 WHEN hu % 100 < 88 THEN 2
                                     WHEN hu % 100 < 97 THEN 3 ELSE 4 END] AS os,
           printf('/page/%03d', floor({PAGE_COUNT} * pow(((h >> 40) % 100000) / 100000.0, 2))::INTEGER) AS page
    FROM named
    """


def connect() -> duckdb.DuckDBPyConnection:
    """One thread keeps the order of rows, and the machine usable."""
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '4GB'; SET threads = 1; SET preserve_insertion_order = true")
    return connection


def write_sorted(connection, size: Size, folder: Path) -> None:
    for number, first in enumerate(range(0, size.users, USERS_PER_FILE)):
        end = min(first + USERS_PER_FILE, size.users)
        target = folder / f"part-{number:03}.parquet"
        connection.execute(f"COPY ({events_sql(size, first, end)}) TO '{target}' (FORMAT parquet)")
        print(f"  sorted {target.name}", file=sys.stderr, flush=True)


def write_shuffled(connection, size: Size, source: Path, folder: Path) -> None:
    """Every file takes its share of all rows, in the order of their hash: no order is left."""
    count = max(1, size.events // SHUFFLED_FILE_EVENTS)
    for number in range(count):
        target = folder / f"part-{number:03}.parquet"
        connection.execute(f"""
            COPY (SELECT * FROM read_parquet('{source}/*.parquet')
                  WHERE hash(user, time) % {count} = {number}
                  ORDER BY hash(time, user), event) TO '{target}' (FORMAT parquet)""")
        print(f"  shuffled {target.name}", file=sys.stderr, flush=True)


def write_segment(connection, size: Size, folder: Path) -> None:
    """A tenth of the users, spread evenly: a Parquet table, and one id per line."""
    users = f"""SELECT printf('u%07d', range) AS user, range::UINTEGER AS number FROM range({size.users})
                WHERE hash(range + 9000000000) % 10 = 3 ORDER BY range"""
    connection.execute(f"COPY ({users}) TO '{folder}/segment.parquet' (FORMAT parquet)")
    connection.execute(f"COPY (SELECT user FROM ({users})) TO '{folder}/segment.txt' (FORMAT csv, HEADER false)")


def check_order(connection, source: Path) -> None:
    wrong, = connection.execute(f"""
        SELECT count(*) FROM (
            SELECT user, time, lag(user) OVER () AS user_before, lag(time) OVER () AS time_before
            FROM read_parquet('{source}/*.parquet'))
        WHERE user_before IS NOT NULL AND (user, time) < (user_before, time_before)""").fetchone()
    if wrong:
        raise SystemExit(f"{wrong} of the generated rows are not in (user, time) order; this is a bug of generate.py")


def facts(connection, size: Size, source: Path) -> dict:
    """What the data hold, and a checksum that does not depend on the order of rows."""
    files = f"read_parquet('{source}/*.parquet')"
    events, users, checksum = connection.execute(
        f"SELECT count(*), count(DISTINCT user), bit_xor(hash(user, time, event, os, page)) FROM {files}").fetchone()
    share = connection.execute(
        f"SELECT event, round(count(*) / {events}, 5) FROM {files} GROUP BY 1 ORDER BY 2 DESC, 1").fetchall()
    return {
        "events": events, "users": users, "checksum": f"{checksum:016x}", "share": dict(share),
        "steps_share": round(sum(dict(share)[step] for step in STEPS), 5), "duckdb": duckdb.__version__,
    }  # fmt: skip


def generate(size: Size) -> None:
    """Writes the data set of `size` unless it is there already; a broken-off run leaves nothing behind."""
    if size.facts.exists():
        return
    begin = time.monotonic()
    draft = size.folder.with_name(size.name + ".draft")
    shutil.rmtree(draft, ignore_errors=True)
    for folder in ("sorted", "shuffled"):
        (draft / folder).mkdir(parents=True)
    with connect() as connection:
        write_sorted(connection, size, draft / "sorted")
        check_order(connection, draft / "sorted")
        write_shuffled(connection, size, draft / "sorted", draft / "shuffled")
        write_segment(connection, size, draft)
        (draft / "facts.json").write_text(json.dumps(facts(connection, size, draft / "sorted"), indent=1) + "\n")
    shutil.rmtree(size.folder, ignore_errors=True)
    draft.rename(size.folder)
    print(f"  {size.name} written in {time.monotonic() - begin:.0f} s", file=sys.stderr, flush=True)


if __name__ == "__main__":
    for name in sys.argv[1:] or ["tiny"]:
        generate(SIZES[name])
