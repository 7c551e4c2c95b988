"""The harness: prepares the data and the systems, asks the questions in rounds, reports. Started by script/bench."""

import argparse
import json
import sys
from dataclasses import asdict
from datetime import datetime, timezone
from pathlib import Path

import cxm
import generate
import machine
import peer_clickhouse
import peer_duckdb
import report
import rounds
from analyses import ANALYSES
from questions import QUESTIONS
from sizes import SIZES, Size


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description="CXM against ClickHouse and DuckDB.")
    parser.add_argument("--size", choices=SIZES, default="tiny", help="events to ask over (default: tiny)")
    parser.add_argument("--only", metavar="NAME", action="append", choices=[question.name for question in [*QUESTIONS, *ANALYSES]],
                        help="only this question (may be repeated); prints, and leaves docs/benchmarks.md alone")
    parser.add_argument("--keep", action="store_true",
                        help="with --only: puts what it measures into the stored results and docs/benchmarks.md")
    parser.add_argument("--systems", metavar="PREFIX,PREFIX", default="cxm,clickhouse,duckdb",
                        help="systems by the start of their name, for example cxm,clickhouse-number")
    parser.add_argument("--rounds", type=int, default=5, help="turns of every system per question (default: 5)")
    parser.add_argument("--turns", type=int, default=10,
                        help="rounds in which CXM's funnels take turns with each other (default: 10)")
    parser.add_argument("--only-turns", action="store_true",
                        help="measures nothing else; with --keep it goes into the stored results and docs/benchmarks.md")
    parser.add_argument("--cxm", type=Path, default=cxm.BINARY, help="the cxm binary (default: the release build)")
    parser.add_argument("--no-import", action="store_true", help="does not measure CXM's import again")
    parser.add_argument("--prepare", action="store_true", help="only generates and loads the peers' tables")
    parser.add_argument("--self-check", action="store_true", help="runs the tests of the harness on the tiny size")
    return parser.parse_args()


def chosen_systems(size: Size, wanted: str, binary: Path) -> list:
    systems = [cxm.CXM(size, binary), *peer_clickhouse.systems(size), *peer_duckdb.systems(size)]
    chosen = [system for system in systems if system.name.startswith(tuple(wanted.split(",")))]
    if not chosen:
        raise SystemExit(f"no system starts with {wanted!r}; there are {', '.join(system.name for system in systems)}")
    if isinstance(chosen[0], cxm.CXM) and not binary.exists():
        raise SystemExit(f"{binary} is not there: build it with 'swift build -c release', or leave CXM out "
                         "with --systems clickhouse,duckdb")
    return chosen


def run(options: argparse.Namespace, size: Size, systems: list) -> dict:
    facts = json.loads(size.facts.read_text())
    results = {
        "size": size.name, "events": facts["events"], "users": facts["users"], "rounds": options.rounds,
        "date": datetime.now(timezone.utc).date().isoformat(), "machine": machine.description(),
        "versions": list(dict.fromkeys(system.version for system in systems)), "questions": {},
    }  # fmt: skip
    own = systems[0] if isinstance(systems[0], cxm.CXM) else None
    if own and not options.no_import and not options.only_turns:
        results["imports"] = {order: asdict(taken) for order, taken in own.measure_imports().items()}
    for system in systems:
        system.prepare()
    for question in [] if options.only_turns else [*QUESTIONS, *ANALYSES]:
        if not options.only or question.name in options.only:
            measured = rounds.measure(question, systems, options.rounds)
            if own and question in ANALYSES:
                measured["memory_bytes"] = own.memory(question)
            results["questions"][question.name] = measured
            print(f"  {question.name}: {measured['milliseconds']}", file=sys.stderr, flush=True)
    if own and (options.only_turns or not options.only):
        results["turns"] = rounds.turns(QUESTIONS, own, options.turns)
    if own:
        results["start_ms"] = min(own.start_seconds(QUESTIONS[0]) for _ in range(5)) * 1000
    return results


def keep(size: Size, results: dict) -> None:
    """Stores the results, beside what an earlier run measured and this one did not."""
    file = size.folder / "results.json"
    stored = json.loads(file.read_text()) if file.exists() else {}
    results.setdefault("imports", stored.get("imports", {}))
    results.setdefault("turns", stored.get("turns", {}))
    asked = {**stored.get("questions", {}), **results["questions"]}
    results["questions"] = {one.name: asked[one.name] for one in [*QUESTIONS, *ANALYSES] if one.name in asked}
    results["versions"] = list(dict.fromkeys([*results["versions"], *stored.get("versions", [])]))
    file.write_text(json.dumps(results, indent=1) + "\n")
    report.write_document()


def main() -> int:
    options = arguments()
    if options.self_check:
        import pytest
        return pytest.main(["-q", "-p", "no:cacheprovider", str(Path(__file__).parent)])
    size = SIZES[options.size]
    systems = [] if options.prepare else chosen_systems(size, options.systems, options.cxm)
    generate.generate(size)
    if options.prepare:
        for system in [*peer_clickhouse.systems(size), *peer_duckdb.systems(size)]:
            system.prepare()
        return 0
    results = run(options, size, systems)
    print("\n\n".join(report.terminal(rows) for rows in report.tables(results)))
    if (options.keep or not options.only and not options.only_turns) and systems[0].name == "cxm":
        keep(size, results)
    return 1 if any(one["differs"] for one in results["questions"].values()) else 0


if __name__ == "__main__":
    sys.exit(main())
