"""The seven questions, each a value that every system's adaptor turns into its own language."""

from dataclasses import dataclass

from names import EXCLUDED, RARE, STEPS

HOUR_MILLISECONDS = 3_600_000
DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS
RANGE = ("2026-09-01T00:00:00Z", "2026-10-01T00:00:00Z")


@dataclass(frozen=True)
class Exclusion:
    """An attempt that has reached `after_step` but not `before_step` ends at `event`."""

    event: str
    after_step: int
    before_step: int


@dataclass(frozen=True)
class Question:
    """A funnel over the whole range; the rules are those of CXM's funnel."""

    name: str
    says: str
    steps: tuple[str, ...] = tuple(STEPS)
    window_days: int = 7
    strict: bool = False
    exclusion: Exclusion | None = None
    step_window_hours: int | None = None
    breakdown: str | None = None
    segment: bool = False

    @property
    def window(self) -> int:
        return self.window_days * DAY_MILLISECONDS

    @property
    def step_window(self) -> int | None:
        return None if self.step_window_hours is None else self.step_window_hours * HOUR_MILLISECONDS


QUESTIONS = [
    Question("plain", "four steps in order, any events between, 7 days from step 1"),
    Question("rare", "the same with four events of under 1 % each", steps=tuple(RARE)),
    Question("strict", "no other event between two steps", strict=True),
    Question("exclusion", f"{EXCLUDED} between step 1 and step 4 ends an attempt",
             exclusion=Exclusion(EXCLUDED, 1, 4)),
    Question("step-window", "at most 24 hours from one step to the next", step_window_hours=24),
    Question("breakdown", "split by operating system at step 1", breakdown="os"),
    Question("segment", "only a tenth of the users", segment=True),
]  # fmt: skip

# What every adaptor answers: users per step by breakdown value ("" where there is none).
# {"ios": [reached step 1, reached step 2, reached step 3, reached step 4]}
Answer = dict[str, list[int]]


def answer_of_levels(rows, steps: int = 4) -> Answer:
    """Counts of users by exact level become users per step: `[("", 2, 10), ("", 4, 1)]` gives `{"": [11, 11, 1, 1]}`."""
    answer: Answer = {}
    for value, level, users in rows:
        reached = answer.setdefault(value, [0] * steps)
        for step in range(int(level)):
            reached[step] += int(users)
    return {value: reached for value, reached in sorted(answer.items()) if reached[0]}
