"""The funnel word for word as it is defined, user by user and entry by entry: slow, and easy to check by eye."""

from collections import Counter
from itertools import groupby

import duckdb

from questions import Answer, Question, answer_of_levels
from sizes import Size


def timelines(size: Size):
    """Yields `(user, [(milliseconds, event, os), ...])`."""
    rows = duckdb.execute("SELECT user, epoch_ms(time), event, os FROM read_parquet(?) ORDER BY user, time",
                          [str(size.folder / "sorted" / "*.parquet")]).fetchall()
    for user, events in groupby(rows, key=lambda row: row[0]):
        yield user, [event[1:] for event in events]


def place_at_equal_times(question: Question, event: str) -> int:
    """Earlier steps come first, events that are no step last."""
    return question.steps.index(event) if event in question.steps else len(question.steps)


def may_follow(question: Question, events: list, step: int, here: int, there: int) -> bool:
    """Whether an attempt that is at `step` with the event at `here` may take the event at `there` as its next."""
    time, next_time = events[here][0], events[there][0]
    if events[there][1] != question.steps[step]:
        return False
    if question.strict and there != here + 1:
        return False
    if question.step_window is not None and next_time - time > question.step_window:
        return False
    exclusion = question.exclusion
    if exclusion and exclusion.after_step <= step < exclusion.before_step:
        return not any(name == exclusion.event and time < at < next_time for at, name, _ in events[here:there])
    return True


def level_of_entry(question: Question, events: list, entry: int) -> int:
    """The most steps that an attempt entering at `entry` can reach, by trying every way to go on."""
    limit = events[entry][0] + question.window
    inside = [index for index in range(entry + 1, len(events)) if events[index][0] <= limit]
    level, reached = 1, {entry}
    while level < len(question.steps):
        reached = {there for there in inside
                   if any(here < there and may_follow(question, events, level, here, there) for here in reached)}
        if not reached:
            break
        level += 1
    return level


def level(question: Question, events: list) -> int:
    events = sorted(events, key=lambda event: (event[0], place_at_equal_times(question, event[1])))
    entries = [index for index, event in enumerate(events) if event[1] == question.steps[0]]
    return max((level_of_entry(question, events, entry) for entry in entries), default=0)


def run(question: Question, size: Size) -> Answer:
    segment = set(size.segment_text.read_text().split()) if question.segment else None
    counts: Counter = Counter()
    for user, events in timelines(size):
        if segment is None or user in segment:
            # The system of a user never changes in the generated data, so every event tells it.
            value = events[0][2] if question.breakdown else ""
            counts[value, level(question, events)] += 1
    return answer_of_levels((value, reached, users) for (value, reached), users in counts.items())
