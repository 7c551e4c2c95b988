"""Turns the stored results into a table for the terminal and into docs/benchmarks.md."""

import json

import asked
import serving_report
from analyses import ANALYSES
from questions import QUESTIONS
from sizes import PROJECT, SIZES

DOCUMENT = PROJECT / "docs" / "benchmarks.md"
PEERS = {"clickhouse": "ClickHouse", "duckdb": "DuckDB"}


def best(milliseconds: dict[str, float], peer: str) -> float | None:
    """The fastest of a peer's ways to store the table."""
    return min((taken for name, taken in milliseconds.items() if name.startswith(peer)), default=None)


def cell(value: float | None, form: str = "{:,.1f}") -> str:
    return "" if value is None else form.format(value)


def ratio(over: float | None, under: float | None) -> str:
    return "" if not over or not under else f"{over / under:,.1f}x"


def question_rows(results: dict) -> list[list[str]]:
    funnels = chosen(results, QUESTIONS)
    names = list(dict.fromkeys(name for one in funnels.values() for name in one["milliseconds"]))
    rows = [["question", *(f"{name} ms" for name in names), "ClickHouse / CXM", "DuckDB / CXM"]]
    for name, one in funnels.items():
        taken = one["milliseconds"]
        cxm = taken.get("cxm")
        rows.append([
            name, *(cell(taken.get(system)) for system in names),
            ratio(best(taken, "clickhouse"), cxm), ratio(best(taken, "duckdb"), cxm),
        ])  # fmt: skip
    return rows


def turn_rows(results: dict) -> list[list[str]]:
    taken = results.get("turns", {})
    rows = [["CXM alone, in turns", "fastest ms", "median ms", "fastest / plain", "median / plain"]]
    for name, one in taken.items():
        rows.append([name, cell(one["fastest"]), cell(one["median"]),
                     *(ratio(one[kind], taken["plain"][kind]) for kind in ("fastest", "median"))])  # fmt: skip
    return rows


def analysis_rows(results: dict) -> list[list[str]]:
    rows = [["question", "CXM ms", "ClickHouse ms", "DuckDB ms", "ClickHouse / CXM", "DuckDB / CXM", "CXM ns an event",
             "CXM memory MB", "numbers", "hash", "equal in all"]]  # fmt: skip
    for name, one in chosen(results, ANALYSES).items():
        taken = one["milliseconds"]
        own, clickhouse, duckdb = taken.get("cxm"), best(taken, "clickhouse"), best(taken, "duckdb")
        rows.append([
            name, cell(own, "{:,.2f}"), cell(clickhouse), cell(duckdb), ratio(clickhouse, own), ratio(duckdb, own),
            cell(own and own * 1e6 / results["events"], "{:.2f}"), cell(one.get("memory_bytes", 0) / 1e6, "{:,.0f}"),
            f"{sum(len(numbers) for numbers in one['answer'].values()):,}", one["hash"], equality(one),
        ])  # fmt: skip
    return rows


def chosen(results: dict, questions: list) -> dict:
    names = {question.name for question in questions}
    return {name: one for name, one in results["questions"].items() if name in names}


def equality(one: dict) -> str:
    return "no: " + ", ".join(one["differs"]) if one["differs"] else "yes"


def answer_rows(results: dict) -> list[list[str]]:
    rows = [["question", "value", "step 1", "step 2", "step 3", "step 4", "hash", "equal in all"]]
    for name, one in chosen(results, QUESTIONS).items():
        for value, reached in one["answer"].items():
            rows.append([name, value, *(f"{users:,}" for users in reached), one["hash"], equality(one)])
    return rows


def import_rows(results: dict) -> list[list[str]]:
    rows = [["import", "events/s", "seconds", "processor s", "peak MB", "store MB", "bytes per event"]]
    for order, one in results.get("imports", {}).items():
        rows.append([
            order, f"{one['events'] / one['seconds']:,.0f}", f"{one['seconds']:.1f}", f"{one['processor_seconds']:.1f}",
            f"{one['peak_bytes'] / 1e6:,.0f}", f"{one['store_bytes'] / 1e6:,.0f}",
            f"{one['store_bytes'] / one['events']:.2f}",
        ])  # fmt: skip
    return rows


def markdown(rows: list[list[str]]) -> str:
    head, *body = rows
    line = "|" + "---|" + "---:|" * (len(head) - 1)
    return "\n".join(["| " + " | ".join(head) + " |", line, *("| " + " | ".join(row) + " |" for row in body)])


def terminal(rows: list[list[str]]) -> str:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return "\n".join("  ".join(
        text.ljust(width) if column == 0 else text.rjust(width)
        for column, (text, width) in enumerate(zip(row, widths))) for row in rows)  # fmt: skip


def tables(results: dict) -> list[list[list[str]]]:
    made = [question_rows(results), turn_rows(results), answer_rows(results), analysis_rows(results), import_rows(results)]
    return [rows for rows in made if len(rows) > 1]


def asked_section(stored: list[dict]) -> str:
    """What was asked at the greatest size that was measured, and whether it is reached."""
    if not stored:
        return "Nothing was measured yet."
    *smaller, largest = stored
    return markdown(asked.rows(largest, smaller[-1] if smaller else None))


def section(results: dict) -> str:
    machine = "; ".join(f"{name}: {value}" for name, value in results["machine"].items())
    lines = [
        f"## {results['size']}: {results['events']:,} events of {results['users']:,} users",
        f"Measured on {results['date']}, {results['rounds']} rounds. {machine}. {', '.join(results['versions'])}.",
        *(markdown(rows) for rows in tables(results)),
    ]
    plain = results["questions"]["plain"]["milliseconds"].get("cxm")
    if plain:
        lines.append(f"CXM, plain question: {plain * 1e6 / results['events']:.3f} ns per event. "
                     f"Start of the process and opening of the store: {results['start_ms']:.0f} ms.")
    return "\n\n".join(lines)


def stored_results() -> list[dict]:
    files = [size.folder / "results.json" for size in SIZES.values()]
    return [json.loads(file.read_text()) for file in files if file.exists()]


def document() -> str:
    questions = "\n".join(f"- **{question.name}**: {question.says}" for question in [*QUESTIONS, *ANALYSES])
    sections = "\n\n".join(section(results) for results in reversed(stored_results()))
    return (PROJECT / "Benchmarks" / "benchmarks.template.md").read_text().format(
        questions=questions, sections=sections, asked=asked_section(stored_results()),
        serving=serving_report.section())  # fmt: skip


def write_document() -> None:
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(document())
