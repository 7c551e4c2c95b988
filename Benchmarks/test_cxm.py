"""CXM itself on the tiny size, and its adaptor against a stand-in binary that answers in CXM's form."""

import os
import sys
from pathlib import Path

import pytest

import cxm
import generate
import naive
import peer_duckdb
from analyses import ANALYSES
from questions import QUESTIONS
from sizes import SIZES

TINY = SIZES["tiny"]
BY_NAME = {question.name: question for question in QUESTIONS}
STAND_IN = """#!{python}
import json, pathlib, sys
words = sys.argv[1:]
if "import" in words:
    home = pathlib.Path(words[words.index("--home") + 1])
    home.mkdir()
    (home / "column").write_bytes(b"x" * 1000)
else:
    asked = json.load(open(words[1]))
    steps = [{{"users": users}} for users in (40, 30, 20, 10)]
    values = ["ios", "web"] if "breakdown" in asked else [None]
    count = int(words[words.index("--repeat") + 1])
    print(json.dumps({{"elapsed_ns": list(range(1000, 1000 + count)),
                       "result": {{"series": [{{"breakdown": value, "steps": steps}} for value in values]}}}}))
"""


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The binary that CXM_BINARY names, else the release build, over the sorted tiny files."""
    binary = Path(os.environ.get("CXM_BINARY", cxm.BINARY))
    if not binary.exists():
        pytest.skip(f"{binary} is not built")
    generate.generate(TINY)
    system = cxm.CXM(TINY, binary)
    system.home = tmp_path_factory.mktemp("built") / "home"
    system.import_events(TINY.sorted_files, system.home)
    return system


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.name)
def test_cxm_answers_as_the_naive_reference(built, question):
    assert built.ask(question)[0].answer == naive.run(question, TINY)


@pytest.mark.parametrize("analysis", ANALYSES, ids=lambda analysis: analysis.name)
def test_cxm_answers_other_questions_as_duckdb_does(built, analysis):
    peer = peer_duckdb.DuckDB(TINY, "number")
    peer.prepare()
    assert built.ask(analysis)[0].answer == peer.ask(analysis)[0].answer
    assert built.memory(analysis) > 0


def test_the_shuffled_files_give_the_same_answer(built, tmp_path):
    shuffled = cxm.CXM(TINY, built.binary)
    shuffled.home = tmp_path / "home"
    shuffled.import_events(TINY.shuffled_files, shuffled.home)
    for question in QUESTIONS:
        assert shuffled.ask(question)[0].answer == built.ask(question)[0].answer


@pytest.fixture
def stand_in(tmp_path):
    generate.generate(TINY)
    binary = tmp_path / "cxm"
    binary.write_text(STAND_IN.format(python=sys.executable))
    binary.chmod(0o755)
    system = cxm.CXM(TINY, binary)
    system.home = tmp_path / "home"
    return system


def test_the_first_run_of_a_process_is_left_out(stand_in):
    measured = stand_in.ask(BY_NAME["plain"])
    assert [one.nanoseconds for one in measured] == [1001, 1002, 1003, 1004, 1005]
    assert measured[0].answer == {"": [40, 30, 20, 10]}


def test_a_breakdown_has_one_row_per_value(stand_in):
    assert stand_in.ask(BY_NAME["breakdown"])[0].answer == {"ios": [40, 30, 20, 10], "web": [40, 30, 20, 10]}


def test_an_import_reports_rate_memory_and_store(stand_in):
    taken = stand_in.import_events(TINY.sorted_files, stand_in.home)
    assert (taken.events, taken.store_bytes) == (99966, 1000)
    assert taken.seconds > 0 and taken.peak_bytes > 1_000_000


def test_every_question_is_written_in_the_documented_form():
    plain = cxm.question_json(BY_NAME["plain"])
    assert plain["window"] == {"value": 7, "unit": "day"} and plain["order"] == "ordered"
    assert cxm.question_json(BY_NAME["strict"])["order"] == "strict"
    assert cxm.question_json(BY_NAME["step-window"])["step_window"] == {"value": 24, "unit": "hour"}
    assert cxm.question_json(BY_NAME["exclusion"])["exclude"] == [
        {"event": "cart_remove", "after_step": 1, "before_step": 4}]  # fmt: skip
