"""The table of the membership service, for the terminal and for docs/benchmarks.md."""

import datetime
import json
import statistics

from sizes import PROJECT

RESULTS = PROJECT / ".setup" / "bench-data" / "serving.json"
DOCUMENT = PROJECT / "docs" / "benchmarks.md"
BEGIN, END = "<!-- serving: begin -->", "<!-- serving: end -->"


def median(results, system, what):
    return statistics.median(one[system][what] for one in results["rounds"])


def rows(results):
    ours, theirs = (median(results, system, "per_second") for system in ("cxm", "redis"))
    one, other = (median(results, system, "median_us") for system in ("cxm_one", "redis_one"))
    soak = results["soak"]
    return [
        ["what", "CXM", "redis", "ratio", "wanted"],
        ["requests a second, 64 connections", f"{ours:,.0f}", f"{theirs:,.0f}", f"{ours / theirs:.2f}", "at least 0.85"],
        ["... processor time of the server for each", f"{median(results, 'cxm', 'processor_us'):.1f} us",
         f"{median(results, 'redis', 'processor_us'):.1f} us", "", ""],
        ["one connection, median", f"{one:.0f} us", f"{other:.0f} us", f"{one / other:.2f}", "at most 1.5"],
        ["10,000 users in one call, median", f"{results['batch_ms']:.1f} ms", "", "", "under 10 ms"],
        ["... processor time of the server for each", f"{results['batch_processor_ms']:.1f} ms", "", "", ""],
        ["look-up in the process, 1,000 in one call, median of each", f"{results['batch_ns']:.0f} ns", "", "", "under 200 ns"],
        ["look-up in the process, in a loop, median", f"{results['loop_ns']:.0f} ns", "", "", "under 200 ns"],
        ["look-up in the process, each by itself, median", f"{results['each_ns']:.0f} ns", "", "", "under 200 ns"],
        ["... one random read of memory at the same time, median", f"{results['read_ns']:.0f} ns", "", "", ""],
        ["1,000 idle connections", f"{results['idle_mb']:.0f} MB", "", "", "under 100 MB"],
        [f"soak of {soak['seconds']} s at {soak['share']:.0%} of the load: errors", f"{soak['errors']}", "", "", "0"],
        ["... memory beside mapped files at its start and end", f"{soak['start_mb']:.0f}, {soak['end_mb']:.0f} MB", "", "", "no growth"],
        ["all segments ready for look-ups after a start", f"{results['ready_ms']:.0f} ms", "", "", ""],
    ]  # fmt: skip


def table(results):
    found = rows(results)
    widths = [max(len(row[column]) for row in found) for column in range(len(found[0]))]
    return "\n".join("  ".join(text.ljust(width) for text, width in zip(row, widths)) for row in found)


def markdown(results):
    head, *body = rows(results)
    lines = ["| " + " | ".join(head) + " |", "|---|---:|---:|---:|---|"]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in body)])


def section():
    """What stands in docs/benchmarks.md; what stands there already where nothing was measured here."""
    if not RESULTS.exists():
        return f"{BEGIN}{between(DOCUMENT.read_text())}{END}" if DOCUMENT.exists() else f"{BEGIN}{END}"
    results = json.loads(RESULTS.read_text())
    told = "; ".join(f"{name}: {value}" for name, value in results["machine"].items())
    text = (
        f"Measured on {results['date']}: {results['segments']:,} published segments over {results['users']:,} users with text "
        f"ids, {len(results['rounds'])} rounds, medians. {told}.\n\n{markdown(results)}"
    )
    return f"{BEGIN}\n{text}\n{END}"


def between(document):
    return document.split(BEGIN)[1].split(END)[0] if BEGIN in document else ""


def keep(results):
    """Stores the results and writes their section; the other sections stay as they are."""
    results["date"] = datetime.date.today().isoformat()
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(results))
    document = DOCUMENT.read_text()
    DOCUMENT.write_text(document.replace(f"{BEGIN}{between(document)}{END}", section()))
