"""The table of what was asked: ratios, directions, and what was not measured."""

import asked


def results(events: int, **milliseconds: float) -> dict:
    taken = {name.replace("_", "-"): {"milliseconds": {"cxm": own}} for name, own in milliseconds.items()}
    turns = {name: {"median": one["milliseconds"]["cxm"]} for name, one in taken.items()}
    return {"size": str(events), "events": events, "questions": taken, "turns": turns}


def reached(rows: list[list[str]]) -> dict[str, str]:
    return {row[0]: row[3] for row in rows[1:]}


def test_a_ratio_is_reached_or_not():
    large = results(1000, plain=10, rare=2, strict=31, breakdown=30)
    large["questions"]["plain"]["milliseconds"] |= {"clickhouse-number": 490, "clickhouse-text": 900, "duckdb-number": 1000,
                                                       "duckdb-windows": 2000}
    assert reached(asked.rows(large, None)) == {
        "plain: ClickHouse, ids and times as they arrive / CXM": "yes",
        "plain: ClickHouse, ids and times made into numbers before / CXM": "no",
        "plain: ClickHouse as they arrive / CXM, the aim": "no", "plain: DuckDB, window functions / CXM": "yes",
        "plain: DuckDB, ASOF joins over numbers / CXM": "no",
        "plain / rare": "yes", "strict / plain": "no", "breakdown / plain": "yes"}  # fmt: skip


def test_the_time_per_event_should_fall():
    small, large = results(100, plain=2), results(1000, plain=10)
    assert reached(asked.rows(large, small)) == {"plain: ns per event, from 100 to 1000": "yes"}
    assert reached(asked.rows(small, large)) == {"plain: ns per event, from 1000 to 100": "no"}


def test_imports_and_start_have_their_limits():
    one = results(1000, plain=10) | {"start_ms": 51.0}
    taken = {"events": 3_000_000, "seconds": 1.0, "processor_seconds": 1.0, "peak_bytes": 10**9, "store_bytes": 27_000_000}
    one["imports"] = {"sorted": taken, "shuffled": taken | {"seconds": 4.0, "peak_bytes": 3 * 10**9}}
    assert list(reached(asked.rows(one, None)).values()) == ["yes", "no", "no", "yes", "no"]


def test_nothing_measured_gives_no_rows():
    assert asked.rows(results(1000), results(10)) == [["figure", "asked", "measured", "reached"]]
