"""ClickHouse (the embedded build of PyPI's `chdb-core`): MergeTree ordered by user and time.

Every question has the fastest form, of those tried, that gives the same numbers (tried at 10 million events;
strict at 100 million too):

- plain, rare, segment, breakdown: `windowFunnel` in its default mode over the step events only. For steps
  that share no event this equals `strict_once`, which is slower.
- exclusion: a running count of the excluded event moves every later event far away in time, so that no
  attempt crosses it. (`windowFunnel` has no exclusion.)
- step window: `sequenceMatchEvents` with a limit between neighbours. It has no window for the whole, which
  here follows from the limits: three steps of 24 hours lie within 7 days.
- strict: `lead` over all events of a user. (`windowFunnel`'s `strict_order` means something else: after a break
  it does not start again, and it lets a step repeat.) At 10 million events `sequenceMatchEvents` with a second
  pass for chains longer than the window is about twice as fast; at 100 million it is slower than `lead`.
"""

import time

from chdb import engine_version, session

from analyses import Analysis, sql_of
from questions import DAY_MILLISECONDS, Question, answer_of_levels
from sizes import Size
from system import Measured

FAR_MILLISECONDS = 10_000_000_000
START_MILLISECONDS = 1_788_220_800_000  # 2026-09-01, where the number form starts to count

# A process may hold one session; both forms share it.
_sessions: dict[str, session.Session] = {}


def quoted(words) -> str:
    return ", ".join(f"'{word}'" for word in words)


class ClickHouse:
    """`form` is "text" (user ids as text, millisecond timestamps) or "number" (both as 32-bit numbers)."""

    def __init__(self, size: Size, form: str):
        self.size = size
        self.form = form
        self.name = f"clickhouse-{form}"
        self.version = f"ClickHouse {engine_version}"
        self.table = f"bench.events_{form}"
        self.segment = f"bench.segment_{form}"
        self.time = "time" if form == "number" else "toUInt64(toUnixTimestamp64Milli(time))"

    def query(self, sql: str) -> str:
        path = str(self.size.folder / "clickhouse")
        if path not in _sessions:
            _sessions[path] = session.Session(path)
        return _sessions[path].query(sql, "TabSeparated").data()

    def prepare(self) -> None:
        self.query("CREATE DATABASE IF NOT EXISTS bench")
        if not self.is_loaded():
            self.load()

    def is_loaded(self) -> bool:
        """The marker is written last, so a broken-off load is done again."""
        return self.query(f"EXISTS TABLE bench.loaded_{self.form}").strip() == "1"

    def load(self) -> None:
        user, user_type = ("toUInt32(substring(user, 2))", "UInt32") if self.form == "number" else ("user", "String")
        at, at_type = ("time", "DateTime64(3, 'UTC')")
        if self.form == "number":
            at, at_type = (f"toUInt32(toUnixTimestamp64Milli(time) - {START_MILLISECONDS})", "UInt32")
        self.query(f"DROP TABLE IF EXISTS {self.table}")
        self.query(f"DROP TABLE IF EXISTS {self.segment}")
        self.query(f"""CREATE TABLE {self.table} (
            user {user_type}, time {at_type}, event LowCardinality(String),
            os LowCardinality(String), page LowCardinality(String)) ENGINE = MergeTree ORDER BY (user, time)""")
        for file in self.size.sorted_files:
            self.query(f"INSERT INTO {self.table} SELECT {user}, {at}, event, os, page FROM file('{file}', Parquet)")
        self.query(f"OPTIMIZE TABLE {self.table} FINAL")
        self.query(f"CREATE TABLE {self.segment} (user {user_type}) ENGINE = Set")
        self.query(f"INSERT INTO {self.segment} SELECT {user} FROM file('{self.size.segment_parquet}', Parquet)")
        self.query(f"CREATE TABLE bench.loaded_{self.form} (done UInt8) ENGINE = TinyLog")

    def answers(self, question: Question | Analysis) -> bool:
        return self.form == "number" or isinstance(question, Question)

    def ask(self, question: Question | Analysis) -> list[Measured]:
        own = isinstance(question, Analysis)
        sql = sql_of(question.clickhouse, self.table, f"intDiv(time, {DAY_MILLISECONDS})") if own else self.sql(question)
        begin = time.perf_counter_ns()
        text = self.query(sql)
        elapsed = time.perf_counter_ns() - begin
        rows = [line.split("\t") for line in text.splitlines()]
        return [Measured(elapsed, question.of_rows(rows) if own else answer_of_levels(rows))]

    def sql(self, question: Question) -> str:
        levels = self.levels(question)
        return f"SELECT value, level, count() FROM ({levels}) GROUP BY value, level"

    def levels(self, question: Question) -> str:
        """One row `(value, level)` per user."""
        if question.strict:
            return self.strict_levels(question)
        if question.exclusion:
            return self.exclusion_levels(question)
        if question.step_window:
            return self.step_window_levels(question)
        return self.plain_levels(question)

    def conditions(self, question: Question) -> str:
        return ", ".join(f"event = '{step}'" for step in question.steps)

    def plain_levels(self, question: Question) -> str:
        value = f"any({question.breakdown})" if question.breakdown else "''"
        only = f"AND user IN {self.segment}" if question.segment else ""
        return f"""SELECT {value} AS value, windowFunnel({question.window})({self.time}, {self.conditions(question)}) AS level
            FROM {self.table} WHERE event IN ({quoted(question.steps)}) {only} GROUP BY user"""

    def exclusion_levels(self, question: Question) -> str:
        exclusion = question.exclusion
        assert (exclusion.after_step, exclusion.before_step) == (1, len(question.steps))
        events = quoted([*question.steps, exclusion.event])
        return f"""SELECT '' AS value, windowFunnel({question.window})(
                at + excluded * {FAR_MILLISECONDS}, {self.conditions(question)}) AS level
            FROM (SELECT user, event, {self.time} AS at, countIf(event = '{exclusion.event}') OVER (
                      PARTITION BY user ORDER BY at ROWS UNBOUNDED PRECEDING) AS excluded
                  FROM {self.table} WHERE event IN ({events}))
            WHERE event != '{exclusion.event}' GROUP BY user"""

    def step_window_levels(self, question: Question) -> str:
        assert question.step_window * (len(question.steps) - 1) <= question.window
        pattern = f"(?t<={question.step_window})".join(f"(?{step + 1})" for step in range(len(question.steps)))
        return f"""SELECT '' AS value,
                length(sequenceMatchEvents('{pattern}')({self.time}, {self.conditions(question)})) AS level
            FROM {self.table} WHERE event IN ({quoted(question.steps)}) GROUP BY user"""

    def strict_levels(self, question: Question) -> str:
        step = "transform(event, [{}], [{}], 0)".format(
            quoted(question.steps), ", ".join(str(n + 1) for n in range(len(question.steps))))
        following = ", ".join(
            f"lead(step, {n}, 0) OVER w AS step{n}, lead(at, {n}, at) OVER w AS at{n}"
            for n in range(1, len(question.steps)))
        level = ", ".join(f"step{n} != {n + 1} OR at{n} - at > {question.window}, {n}"
                          for n in range(1, len(question.steps)))
        return f"""SELECT '' AS value, max(multiIf({level}, {len(question.steps)})) AS level FROM (
                SELECT user, step, at, {following}
                FROM (SELECT user, {self.time} AS at, {step} AS step FROM {self.table})
                WINDOW w AS (PARTITION BY user ORDER BY at, step = 0, step))
            WHERE step = 1 GROUP BY user"""


def systems(size: Size) -> list[ClickHouse]:
    return [ClickHouse(size, "number"), ClickHouse(size, "text")]
