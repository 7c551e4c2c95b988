"""DuckDB (PyPI): a native table sorted by user and time.

Every question has the fastest form found that gives the same numbers:

- all but strict: one ASOF join per step. Each event of step k takes the newest arrival at step k-1 that is not
  after it; arrivals carry the time of their entry. The newest arrival has the newest entry, so it is the best one.
- strict: `lead` over all events of a user.
- The form "windows" answers the plain and rare questions with nested running maxima, the well-known way to
  write a funnel in portable SQL, to show what the ASOF joins gain.
"""

import time

import duckdb

from analyses import Analysis, sql_of
from names import EVENTS, SYSTEMS
from questions import Question, answer_of_levels
from sizes import Size
from system import Measured

MEMORY_LIMIT = "8GB"

# One connection serves all forms: a database file can be opened once.
_connections: dict[str, duckdb.DuckDBPyConnection] = {}


def quoted(words) -> str:
    return ", ".join(f"'{word}'" for word in words)


class DuckDB:
    """`form` is "text" (ids as text, timestamps) or "number" (user and time as numbers); "windows" reads numbers."""

    def __init__(self, size: Size, form: str):
        self.size = size
        self.form = form
        self.name = f"duckdb-{form}"
        self.version = f"DuckDB {duckdb.__version__}"
        self.stored = "text" if form == "text" else "number"
        self.table = f"events_{self.stored}"
        self.segment = f"segment_{self.stored}"
        self.time = "epoch_ms(time)" if self.stored == "text" else "time"

    @property
    def connection(self) -> duckdb.DuckDBPyConnection:
        path = str(self.size.folder / "duckdb.db")
        if path not in _connections:
            _connections[path] = duckdb.connect(path, config={"memory_limit": MEMORY_LIMIT})
        return _connections[path]

    def prepare(self) -> None:
        """Loads in one transaction: a broken-off load leaves no table."""
        exists = self.connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = ?", [self.segment]).fetchone()[0]
        if exists:
            return
        user, at = "user", "time"
        if self.stored == "number":
            user, at = "substring(user, 2)::UINTEGER", "epoch_ms(time) - epoch_ms(TIMESTAMP '2026-09-01')"
        self.connection.execute("BEGIN")
        self.connection.execute(f"""CREATE TABLE {self.table} AS
            SELECT {user} AS user, {at} AS time, event::ENUM({quoted(sorted(EVENTS))}) AS event,
                   os::ENUM({quoted(SYSTEMS)}) AS os, page
            FROM read_parquet('{self.size.folder}/sorted/*.parquet')""")
        self.connection.execute(f"""CREATE TABLE {self.segment} AS
            SELECT {user} AS user FROM read_parquet('{self.size.segment_parquet}')""")
        self.connection.execute("COMMIT")
        self.connection.execute("CHECKPOINT")

    def answers(self, question: Question | Analysis) -> bool:
        if isinstance(question, Analysis):
            return self.form == "number"
        return self.form != "windows" or question.name in ("plain", "rare")

    def ask(self, question: Question | Analysis) -> list[Measured]:
        own = isinstance(question, Analysis)
        sql = sql_of(question.duckdb, self.table) if own else self.sql(question)
        begin = time.perf_counter_ns()
        rows = self.connection.execute(sql).fetchall()
        elapsed = time.perf_counter_ns() - begin
        return [Measured(elapsed, question.of_rows(rows) if own else answer_of_levels(rows))]

    def sql(self, question: Question) -> str:
        if question.strict:
            return self.strict(question)
        if self.form == "windows":
            return self.windows(question)
        return self.joins(question)

    def joins(self, question: Question) -> str:
        count = len(question.steps)
        arrivals = ", ".join(f"s{step} AS MATERIALIZED ({self.arrivals(question, step)})"
                             for step in range(1, count + 1))
        # Users who reached step k but not k+1 stand for level k.
        reached = " UNION ALL ".join(
            f"SELECT value, {step} AS step, count(DISTINCT user) AS users FROM s{step} GROUP BY value"
            for step in range(1, count + 1))
        return f"""WITH {arrivals}, reached AS ({reached})
            SELECT value, step, users - coalesce(lead(users) OVER (PARTITION BY value ORDER BY step), 0) FROM reached"""

    def events(self, question: Question, event: str) -> str:
        value = f"{question.breakdown}::VARCHAR" if question.breakdown else "''"
        only = f"AND user IN (SELECT user FROM {self.segment})" if question.segment else ""
        return f"SELECT user, {self.time} AS time, {value} AS value FROM {self.table} WHERE event = '{event}' {only}"

    def arrivals(self, question: Question, step: int) -> str:
        """Every arrival at `step`, with the time of the newest entry that allows it."""
        events = self.events(question, question.steps[step - 1])
        if step == 1:
            return f"SELECT *, time AS entry FROM ({events})"
        join, limits = "", f"b.time <= a.entry + {question.window}"
        if question.step_window:
            limits += f" AND b.time <= a.time + {question.step_window}"
        exclusion = question.exclusion
        if exclusion and exclusion.after_step < step <= exclusion.before_step:
            join = f"ASOF LEFT JOIN ({self.events(question, exclusion.event)}) x ON x.user = b.user AND x.time < b.time"
            limits += " AND (x.time IS NULL OR x.time <= a.time)"
        return f"""SELECT b.user, b.time, b.value, a.entry FROM ({events}) b
            ASOF JOIN s{step - 1} a ON a.user = b.user AND a.time <= b.time {join} WHERE {limits}"""

    def step_case(self, question: Question, other: str) -> str:
        cases = " ".join(f"WHEN '{step}' THEN {n + 1}" for n, step in enumerate(question.steps))
        return f"(CASE event {cases} ELSE {other} END)::UTINYINT"

    def strict(self, question: Question) -> str:
        count = len(question.steps)
        following = ", ".join(f"lead(step, {n}) OVER w AS step{n}, lead(time, {n}) OVER w AS time{n}"
                              for n in range(1, count))
        level = " ".join(f"WHEN step{n} IS DISTINCT FROM {n + 1} OR time{n} - time > {question.window} THEN {n}"
                         for n in range(1, count))
        return f"""SELECT '', level, count(*) FROM (
            SELECT max(CASE {level} ELSE {count} END) AS level FROM (
                SELECT user, time, step, {following}
                FROM (SELECT user, {self.time} AS time, {self.step_case(question, str(count + 1))} AS step FROM {self.table})
                WINDOW w AS (PARTITION BY user ORDER BY time, step))
            WHERE step = 1 GROUP BY user) GROUP BY level"""

    def windows(self, question: Question) -> str:
        over = "OVER (PARTITION BY user ORDER BY time, step ROWS UNBOUNDED PRECEDING)"
        rows = f"""SELECT user, {self.time} AS time, {self.step_case(question, "NULL")} AS step
            FROM {self.table} WHERE event IN ({quoted(question.steps)})"""
        rows = f"SELECT *, max(CASE WHEN step = 1 THEN time END) {over} AS entry1 FROM ({rows})"
        for step in range(2, len(question.steps) + 1):
            allowed = f"step = {step} AND time <= entry{step - 1} + {question.window}"
            rows = f"SELECT *, max(CASE WHEN {allowed} THEN entry{step - 1} END) {over} AS entry{step} FROM ({rows})"
        level = "+".join(f"(max(entry{step}) IS NOT NULL)::INTEGER" for step in range(1, len(question.steps) + 1))
        return f"SELECT '', level, count(*) FROM (SELECT {level} AS level FROM ({rows}) GROUP BY user) GROUP BY level"


def systems(size: Size) -> list[DuckDB]:
    return [DuckDB(size, "number"), DuckDB(size, "text"), DuckDB(size, "windows")]
