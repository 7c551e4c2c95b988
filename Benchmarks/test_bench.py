"""The self-check: on the tiny data, every peer answers every question as the naive reference does. Needs no CXM."""

import json

import duckdb
import pytest

import generate
import naive
import peer_clickhouse
import peer_duckdb
from analyses import ANALYSES
from names import RARE
from questions import QUESTIONS
from sizes import SIZES

TINY = SIZES["tiny"]
SYSTEMS = [*peer_clickhouse.systems(TINY), *peer_duckdb.systems(TINY)]


@pytest.fixture(scope="session", autouse=True)
def data():
    generate.generate(TINY)
    for system in SYSTEMS:
        system.prepare()


@pytest.fixture(scope="session")
def expected(data):
    return {question.name: naive.run(question, TINY) for question in QUESTIONS}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system.name)
def test_a_peer_answers_as_the_naive_reference(system, question, expected):
    if not system.answers(question):
        pytest.skip("this form has no such question")
    for measured in system.ask(question):
        assert measured.answer == expected[question.name]


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda analysis: analysis.name)
def test_the_peers_agree_on_every_other_question(data, analysis):
    answers = [system.ask(analysis)[0].answer for system in SYSTEMS if system.answers(analysis)]
    assert len(answers) == 2 and answers[0] == answers[1]
    assert any(any(numbers) for numbers in answers[0].values())


def test_every_question_loses_users_at_every_step_and_keeps_some(expected):
    for answer in expected.values():
        for reached in answer.values():
            assert sorted(reached, reverse=True) == reached and reached[-1] > 0
        assert sum(reached[0] for reached in answer.values()) > sum(reached[-1] for reached in answer.values())


def test_the_variants_of_the_plain_question_differ_from_it(expected):
    for name in ("rare", "strict", "exclusion", "step-window", "segment"):
        assert expected[name] != expected["plain"], name


def test_the_breakdown_adds_up_to_the_plain_question(expected):
    assert [sum(column) for column in zip(*expected["breakdown"].values())] == expected["plain"][""]


def test_the_shuffled_files_hold_the_same_rows(data):
    checksums = {
        duckdb.execute("SELECT count(*), bit_xor(hash(user, time, event, os, page)) FROM read_parquet(?)",
                       [str(TINY.folder / kind / "*.parquet")]).fetchone()
        for kind in ("sorted", "shuffled")
    }  # fmt: skip
    assert len(checksums) == 1


def test_the_generated_data_are_the_same_everywhere(data):
    facts = json.loads(TINY.facts.read_text())
    assert (facts["events"], facts["users"], facts["checksum"]) == (99966, 1300, "080fbfcbd390acb0")


def test_the_rare_steps_are_rare_and_the_steps_together_near_31_percent(data):
    facts = json.loads(TINY.facts.read_text())
    assert 0.29 < facts["steps_share"] < 0.33
    assert all(facts["share"][event] < 0.0125 for event in RARE)
