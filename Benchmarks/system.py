"""What the harness asks of every system that it measures."""

from dataclasses import dataclass
from typing import Protocol

from questions import Answer, Question


@dataclass(frozen=True)
class Measured:
    """One warm run: its wall-clock time and the users per step that it found."""

    nanoseconds: int
    answer: Answer


class System(Protocol):
    """A system under measurement, in one way of storing its table."""

    name: str
    version: str

    def prepare(self) -> None:
        """Loads the data unless they are stored already. Never timed."""

    def answers(self, question: Question) -> bool:
        """Whether this system has a form for the question that gives the same numbers as the others."""

    def ask(self, question: Question) -> list[Measured]:
        """Runs the question once (a peer) or a few times in its own process (CXM)."""
