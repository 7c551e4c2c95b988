"""What was asked of CXM at 100 million events, beside what was measured: reached or not."""

from collections.abc import Callable

Row = tuple[str, str, str, bool]
"""What, what was asked, what was measured, whether that reaches it."""


def at_least(what: str, least: float, over: float | None, under: float | None) -> list[Row]:
    """A ratio that should be great; no row where one of its sides was not measured."""
    if not over or not under:
        return []
    return [(what, f"{least:g}x at least", f"{over / under:.1f}x", over / under >= least)]


def at_most(what: str, most: float, over: float | None, under: float | None) -> list[Row]:
    if not over or not under:
        return []
    return [(what, f"{most:g}x at most", f"{over / under:.1f}x", over / under <= most)]


def speed_rows(milliseconds: Callable[[str], dict[str, float]], turns: dict) -> list[Row]:
    """Against peers, and against the plain funnel where CXM's questions took turns."""
    plain = milliseconds("plain")
    median = {name: one["median"] for name, one in turns.items()}
    own = plain.get("cxm")
    rows = [
        *at_least("plain: ClickHouse, ids and times as they arrive / CXM", 50, plain.get("clickhouse-text"), own),
        *at_least("plain: ClickHouse, ids and times made into numbers before / CXM", 50, plain.get("clickhouse-number"), own),
        *at_least("plain: ClickHouse as they arrive / CXM, the aim", 100, plain.get("clickhouse-text"), own),
        *at_least("plain: DuckDB, window functions / CXM", 200, plain.get("duckdb-windows"), own),
        *at_least("plain: DuckDB, ASOF joins over numbers / CXM", 200, plain.get("duckdb-number"), own),
        *at_least("plain / rare", 5, median.get("plain"), median.get("rare")),
    ]
    for name in ("strict", "exclusion", "step-window", "breakdown", "segment"):
        rows += at_most(f"{name} / plain", 3, median.get(name), median.get("plain"))
    return rows


def growth_rows(results: dict, smaller: dict | None) -> list[Row]:
    """Time per event from the smaller size to this one."""
    each = [one and one["questions"].get("plain", {}).get("milliseconds", {}).get("cxm", 0) * 1e6 / one["events"]
            for one in (smaller, results)]  # fmt: skip
    if not all(each):
        return []
    return [(f"plain: ns per event, from {smaller['size']} to {results['size']}", "falls",
             f"{each[0]:.3f} to {each[1]:.3f}", each[1] < each[0])]  # fmt: skip


def import_rows(results: dict) -> list[Row]:
    imports = results.get("imports", {})
    if not imports:
        return []
    rate = {order: one["events"] / one["seconds"] for order, one in imports.items()}
    peak = max(one["peak_bytes"] for one in imports.values()) / 1e6
    each = imports["sorted"]["store_bytes"] / imports["sorted"]["events"]
    return [
        ("import, sorted: events a second", "1,500,000 at least", f"{rate['sorted']:,.0f}", rate["sorted"] >= 1.5e6),
        *at_most("import: sorted / shuffled, events a second", 3, rate["sorted"], rate["shuffled"]),
        ("import: peak memory, the greater of both", "under 2,000 MB", f"{peak:,.0f} MB", peak < 2000),
        ("store: bytes per event", "under 10", f"{each:.2f}", each < 10),
    ]


def start_rows(results: dict) -> list[Row]:
    start = results.get("start_ms")
    return [("start of the process and opening of the store", "under 50 ms", f"{start:.0f} ms", start < 50)] if start else []


def rows(results: dict, smaller: dict | None) -> list[list[str]]:
    found = [
        *speed_rows(lambda name: results["questions"].get(name, {}).get("milliseconds", {}), results.get("turns", {})),
        *growth_rows(results, smaller), *import_rows(results), *start_rows(results),
    ]  # fmt: skip
    body = [[what, asked, measured, "yes" if reached else "no"] for what, asked, measured, reached in found]
    return [["figure", "asked", "measured", "reached"], *body]
