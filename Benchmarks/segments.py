"""Measures segments: previews, a nightly run of thousands, and the same as statements one by one.

    script/bench-segments --members 3800000 --payments 20000000 --segments 3800

Members (20 attributes) and payments are made of hashes by DuckDB and written as Parquet, once for each size;
the segments are drawn from a seeded generator, so that every run asks the same.
"""

import argparse
import json
import os
import random
import re
import subprocess
import time
from pathlib import Path

VALUES = [3, 5, 8, 17, 25, 40, 80, 250, 1000, 2000]


def generate(folder, members, payments):
    import duckdb

    if (folder / "complete").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    texts = [f"'v' || (hash(i * 31 + {k}) % {n})::VARCHAR AS text{k}" for k, n in enumerate(VALUES)]
    numbers = [f"(hash(i * 17 + {k}) % {100 * (k + 1)})::INTEGER AS number{k}" for k in range(5)]
    ratios = [f"(hash(i * 7 + {k}) % 100000) / 7.0 AS ratio{k}" for k in range(2)]
    flags = [f"(hash(i * 5 + {k}) % 3) = 0 AS flag{k}" for k in range(2)]
    joined = "TIMESTAMP '2020-01-01' + to_days((hash(i * 3) % 2400)::INTEGER) AS joined_at"
    columns = ", ".join(["printf('u%010d', i) AS member_id"] + texts + numbers + ratios + flags + [joined])
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '6GB'; SET preserve_insertion_order = false")
    connection.execute(
        f"COPY (SELECT {columns} FROM range({members}) t(i)) TO '{folder}/members.parquet' (FORMAT parquet, COMPRESSION zstd)"
    )
    connection.execute(
        f"""COPY (SELECT printf('u%010d', hash(j) % {members}) AS member_id,
        now()::TIMESTAMP - to_seconds((hash(j * 13) % 31536000)::BIGINT) AS paid_at,
        (100 + hash(j * 7) % 300000)::INTEGER AS amount, 'm' || (hash(j * 11) % 8)::VARCHAR AS method,
        'c' || (hash(j * 19) % 60)::VARCHAR AS category, 's' || (hash(j * 23) % 1500)::VARCHAR AS shop
        FROM range({payments}) t(j)) TO '{folder}/payments.parquet' (FORMAT parquet, COMPRESSION zstd)"""
    )
    (folder / "complete").touch()


class Draw:
    """Plausible segments: a group over members, mostly one over payments, sometimes an excluded or a subtracted one."""

    def __init__(self, seed):
        self.random = random.Random(seed)

    def member_filter(self):
        kind = self.random.random()
        if kind < 0.5:
            k = self.random.randrange(len(VALUES))
            chosen = {f"v{self.random.randrange(VALUES[k])}" for _ in range(self.random.randint(1, 6))}
            return {"field": f"text{k}", "operator": "in", "value": sorted(chosen)}
        if kind < 0.75:
            k = self.random.randrange(5)
            low = self.random.randrange(100 * (k + 1))
            return {"field": f"number{k}", "operator": "between", "value": [low, low + self.random.randint(5, 60)]}
        if kind < 0.85:
            return {"field": f"flag{self.random.randrange(2)}", "operator": "equals", "value": True}
        if kind < 0.93:
            return {"field": f"ratio{self.random.randrange(2)}", "operator": "at_least", "value": self.random.randrange(14000)}
        day = f"20{self.random.randint(20, 25)}-0{self.random.randint(1, 9)}-01"
        return {"field": "joined_at", "operator": "at_least", "value": day}

    def payments(self):
        filters = []
        if self.random.random() < 0.6:
            filters.append({"field": "method", "operator": "equals", "value": f"m{self.random.randrange(8)}"})
        if self.random.random() < 0.4:
            chosen = {f"c{self.random.randrange(60)}" for _ in range(self.random.randint(1, 5))}
            filters.append({"field": "category", "operator": "in", "value": sorted(chosen)})
        if self.random.random() < 0.3:
            filters.append({"field": "amount", "operator": "at_least", "value": self.random.choice([1000, 10000, 50000, 100000])})
        if self.random.random() < 0.7:
            having = {"measure": "count", "operator": "at_least", "value": self.random.randint(1, 4)}
        else:
            having = {"measure": "sum", "field": "amount", "operator": "at_least", "value": self.random.choice([50000, 100000, 300000])}
        days = self.random.choice([7, 30, 90, 180])
        return {"dataset": "payments", "filters": filters, "range": {"last": days, "unit": "day"}, "having": [having]}

    def container(self):
        groups = [{"dataset": "members", "filters": [self.member_filter() for _ in range(self.random.randint(1, 3))]}]
        if self.random.random() < 0.6:
            groups.append(self.payments())
        if self.random.random() < 0.15:
            groups.append(dict(self.payments(), exclude=True))
        return {"groups": groups}

    def segment(self, number):
        containers = [self.container() for _ in range(self.random.choice([1, 1, 1, 2]))]
        if self.random.random() < 0.1:
            containers.append({"subtract": True, "groups": [self.payments()]})
        return {"name": f"Segment {number}", "containers": containers}


def preview_steps():
    """A segment of two groups, the same with one filter edited in each group, and nothing edited."""

    def segment(text, method):
        payments = {
            "dataset": "payments", "range": {"last": 90, "unit": "day"},
            "filters": [{"field": "method", "operator": "equals", "value": method}],
            "having": [{"measure": "count", "operator": "at_least", "value": 2}],
        }
        members = {"dataset": "members", "filters": [{"field": "text3", "operator": "equals", "value": text}]}
        return {"name": "preview", "containers": [{"groups": [members, payments]}]}

    return [segment("v3", "m1"), segment("v4", "m1"), segment("v4", "m2"), segment("v4", "m2")]


class CXM:
    def __init__(self, binary, home):
        self.binary = binary
        self.environment = dict(os.environ, CXM_HOME=str(home), CXM_MEMORY_LIMIT="4GB", CXM_DUCKDB_MEMORY_MB="1500")

    def __call__(self, *words, given=None):
        return subprocess.run(
            [self.binary, *words], env=self.environment, input=given, text=True, check=True, capture_output=True
        ).stdout

    def measured(self, *words):
        """Seconds, and the most memory in GB."""
        start = time.monotonic()
        found = subprocess.run(
            ["/usr/bin/time", "-v", self.binary, *words], env=self.environment, text=True, capture_output=True
        )
        if found.returncode != 0:
            raise SystemExit(found.stderr)
        peak = int(re.search(r"Maximum resident set size \(kbytes\): (\d+)", found.stderr).group(1))
        return time.monotonic() - start, peak / 1048576

    def bench(self, segments, *flags):
        return json.loads(self("bench-segments", "-", *flags, given=json.dumps(segments)))


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--members", type=int, default=3_800_000)
    arguments.add_argument("--payments", type=int, default=20_000_000)
    arguments.add_argument("--segments", type=int, default=3800)
    arguments.add_argument("--sample", type=int, default=20, help="segments that run as statements one by one")
    arguments.add_argument("--cxm", default=".build/release/cxm")
    chosen = arguments.parse_args()

    data = Path(f".setup/bench-data/segments-{chosen.members}-{chosen.payments}").absolute()
    generate(data, chosen.members, chosen.payments)
    home = data.parent / (data.name + "-home")
    subprocess.run(["rm", "-rf", str(home)], check=True)
    cxm = CXM(chosen.cxm, home)
    cxm("catalogue", "connect", "lake", str(data))
    cxm("catalogue", "register", "members", "--connection", "lake", "--table", "members", "--user", "member_id")
    cxm("catalogue", "register", "payments", "--connection", "lake", "--table", "payments", "--user", "member_id", "--time", "paid_at")
    cxm("catalogue", "population", "members")
    draw = Draw(7)
    segments = [draw.segment(number) for number in range(chosen.segments)]
    cxm("segment", "save", "-", given=json.dumps(segments))

    edits = ["first", "member filter edited", "payment filter edited", "again"]

    def previews(state):
        for name, found in zip(edits, cxm.bench(preview_steps())):
            print(f"preview, {state}, {name}: {found['elapsed_ms']} ms, {found['users']} users", flush=True)

    previews("nothing prepared, nobody known")
    previews("nothing prepared, ids known")
    seconds, peak = cxm.measured("catalogue", "prepare")
    print(f"both tables prepared: {seconds:.1f} s, peak {peak:.2f} GB", flush=True)
    previews("prepared")
    for name in ["first night", "second night"]:
        seconds, peak = cxm.measured("segment", "run", "--all", "--publish", "--format", "json")
        print(f"{name}: {seconds:.1f} s, peak {peak:.2f} GB", flush=True)
    if chosen.sample:
        compare(cxm, segments, chosen.sample)
    print("a year of daily snapshots of five segments:", cxm("bench-segments", "-", "--year", "5", given="[]"))


def compare(cxm, segments, count):
    sample = segments[:: max(1, len(segments) // count)][: count]
    native = cxm.bench(sample)
    compiled = cxm.bench(sample, "--compiled")
    for segment, one, other in zip(sample, native, compiled):
        if one["users"] != other["users"]:
            raise SystemExit(f"{segment['name']}: {one['users']} users here, {other['users']} in DuckDB")
    each = sum(found["elapsed_ms"] for found in compiled) / len(compiled)
    whole = each * len(segments) / 1000
    print(f"{len(sample)} statements in DuckDB: {each:.0f} ms each; all {len(segments)}: {whole:.0f} s (scaled)")


if __name__ == "__main__":
    main()
