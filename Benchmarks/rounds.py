"""Asks every system the same question in turns, so that a busy moment of the machine falls on all of them."""

import hashlib
import json
import statistics
import sys

from questions import Answer, Question


def hash_of(answer: Answer) -> str:
    return hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()[:12]


def median_milliseconds(nanoseconds: list[int]) -> float:
    return statistics.median(nanoseconds) / 1e6


def turns(questions: list, system, rounds: int) -> dict[str, dict[str, float]]:
    """One system's questions, asked in turns: their ratios hold on a busy machine too. In milliseconds."""
    times: dict[str, list[int]] = {question.name: [] for question in questions}
    for _ in range(rounds):
        for question in questions:
            times[question.name] += [measured.nanoseconds for measured in system.ask(question)]
    return {name: {"fastest": round(min(taken) / 1e6, 3), "median": round(median_milliseconds(taken), 3)}
            for name, taken in times.items()}  # fmt: skip


def measure(question: Question, systems: list, rounds: int) -> dict:
    """Returns `{"answer", "hash", "milliseconds": {system: median}, "differs": [systems with another answer]}`."""
    asked = [system for system in systems if system.answers(question)]
    answers = {system.name: system.ask(question)[0].answer for system in asked}  # warms up, is not counted
    times: dict[str, list[int]] = {system.name: [] for system in asked}
    for _ in range(rounds):
        for system in asked:
            times[system.name] += [measured.nanoseconds for measured in system.ask(question)]
    answer = answers[asked[0].name]
    measured = {
        "answer": answer,
        "hash": hash_of(answer),
        "milliseconds": {name: round(median_milliseconds(taken), 3) for name, taken in times.items()},
        "fastest": {name: round(min(taken) / 1e6, 3) for name, taken in times.items()},
        "differs": [name for name, other in answers.items() if other != answer],
    }
    for name in measured["differs"]:
        print(f"{question.name}: {name} found {answers[name]}, {asked[0].name} found {answer}", file=sys.stderr)
    return measured
