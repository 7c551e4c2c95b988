"""CXM, driven as its users drive it: the binary as a child process. This file is all that knows its commands.

Assumed beside the documented `cxm import events`:

    cxm bench QUESTION.json --repeat N --home HOME [--users FILE]

which opens the home, answers the question N times in one process, and prints one line:

    {"elapsed_ns": [.. N numbers ..], "result": {"series": [{"breakdown": null, "steps": [{"users": 10}, ..]}]}}

`--users` names a text file with one external id per line: the users of the segment, turned into a bitmap
before the clock starts.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from analyses import Analysis
from questions import RANGE, Answer, Question
from sizes import PROJECT, Size
from system import Measured

BINARY = PROJECT / ".build" / "release" / "cxm"
REPEATS = 5
# Runs a command and prints its exit status, seconds, processor seconds and peak memory in KB. A process of its own:
# the peak of a child counts from that of its parent, and the harness may have held a whole peer.
WATCH = """
import json, resource, subprocess, sys, time
begin = time.monotonic()
status = subprocess.call(sys.argv[1:], stdout=subprocess.DEVNULL)
seconds = time.monotonic() - begin
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(json.dumps([status, seconds, used.ru_utime + used.ru_stime, used.ru_maxrss]))
"""


@dataclass(frozen=True)
class Import:
    """What one import took."""

    events: int
    seconds: float
    processor_seconds: float
    peak_bytes: int
    store_bytes: int


def question_json(question: Question | Analysis) -> dict:
    """The question as `cxm analyze` reads it."""
    if isinstance(question, Analysis):
        return question.json
    asked = {
        "kind": "funnel", "dataset": "bench", "timezone": "UTC", "range": {"from": RANGE[0], "to": RANGE[1]},
        "steps": [{"event": step} for step in question.steps],
        "window": {"value": question.window_days, "unit": "day"},
        "order": "strict" if question.strict else "ordered",
    }  # fmt: skip
    if question.step_window_hours:
        asked["step_window"] = {"value": question.step_window_hours, "unit": "hour"}
    if question.exclusion:
        asked["exclude"] = [asdict(question.exclusion)]
    if question.breakdown:
        asked["breakdown"] = {"property": question.breakdown, "at_step": 1, "limit": 10}
    return asked


def answer_of_result(question: Question | Analysis, result: dict) -> Answer:
    if isinstance(question, Analysis):
        return question.of_result(result)
    answer = {}
    for series in result["series"]:
        value = series.get("breakdown")
        if bool(question.breakdown) == (value is not None):
            answer[value or ""] = [step["users"] for step in series["steps"]]
    return {value: reached for value, reached in sorted(answer.items()) if reached[0]}


def bytes_under(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def anonymous_bytes(process: int) -> int:
    """Resident memory that is no file's; 0 once the process has ended."""
    try:
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon:"))


class CXM:
    name = "cxm"

    def __init__(self, size: Size, binary: Path = BINARY):
        self.size = size
        self.binary = binary
        self.home = size.folder / "cxm-home"
        self.imports: dict[str, Import] = {}

    @property
    def version(self) -> str:
        commit = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=PROJECT, capture_output=True, text=True)
        return f"CXM {commit.stdout.strip()}".strip()

    def prepare(self) -> None:
        """Imports the sorted files once; `measure_imports` does it again with the clock running."""
        if not self.home.exists():
            self.import_events(self.size.sorted_files, self.home)

    def measure_imports(self) -> dict[str, Import]:
        """Imports the sorted and the shuffled files, each into an empty home; the sorted one stays for the questions."""
        shuffled_home = self.size.folder / "cxm-home-shuffled"
        measured = {"shuffled": self.import_events(self.size.shuffled_files, shuffled_home)}
        subprocess.run(["rm", "-r", str(shuffled_home)], check=True)
        return {"sorted": self.import_events(self.size.sorted_files, self.home), **measured}

    def import_events(self, files: list[Path], home: Path) -> Import:
        """Runs the import in a child, and reads the child's own peak memory and processor time."""
        draft = home.with_name(home.name + ".draft")
        subprocess.run(["rm", "-rf", str(draft), str(home)], check=True)
        command = [self.binary, "--home", draft, "import", "events", *files, "--dataset", "bench", "--user", "user",
                   "--time", "time", "--event", "event", "--page", "page", "--properties", "os,page", "--timezone", "UTC"]
        said = subprocess.run([sys.executable, "-c", WATCH, *(str(word) for word in command)],
                              check=True, capture_output=True, text=True)  # fmt: skip
        status, seconds, processor_seconds, peak_kilobytes = json.loads(said.stdout)
        if status:
            raise SystemExit(f"cxm import events failed with status {status}: {said.stderr}")
        draft.rename(home)
        return Import(json.loads(self.size.facts.read_text())["events"], seconds, processor_seconds,
                      peak_kilobytes * 1024, bytes_under(home))  # fmt: skip

    def answers(self, question: Question | Analysis) -> bool:
        return True

    def ask(self, question: Question | Analysis) -> list[Measured]:
        """The first run of the process warms it up and is left out."""
        output = self.bench(question, REPEATS + 1)
        answer = answer_of_result(question, output["result"])
        return [Measured(nanoseconds, answer) for nanoseconds in output["elapsed_ns"][1:]]

    def start_seconds(self, question: Question) -> float:
        """The wall-clock time of a whole process with one run, without that run: start, opening the store, end."""
        begin = time.perf_counter()
        output = self.bench(question, 1)
        return time.perf_counter() - begin - output["elapsed_ns"][0] / 1e9

    def memory(self, question: Question | Analysis) -> int:
        """The most memory, in bytes, that a run holds beside the mapped files, looked at every few milliseconds."""
        most = 0
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(question_json(question), file)
            file.flush()
            command = [self.binary, "bench", file.name, "--repeat", 2, "--home", self.home]
            child = subprocess.Popen([str(word) for word in command], stdout=subprocess.DEVNULL)
            while child.poll() is None:
                most = max(most, anonymous_bytes(child.pid))
                time.sleep(0.005)
        return most

    def bench(self, question: Question | Analysis, repeat: int) -> dict:
        with tempfile.NamedTemporaryFile("w", suffix=".json") as file:
            json.dump(question_json(question), file)
            file.flush()
            command = [self.binary, "bench", file.name, "--repeat", repeat, "--home", self.home]
            if question.segment:
                command += ["--users", self.size.segment_text]
            done = subprocess.run([str(word) for word in command], stdout=subprocess.PIPE, text=True)
        if done.returncode:
            raise SystemExit(f"cxm bench failed with status {done.returncode} on the question {question.name!r}")
        return json.loads(done.stdout)
