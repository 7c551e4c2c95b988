"""Measures the membership service: requests a second against redis, one connection, batches, look-ups, idle connections, a soak.

    swift build -c release --product membership-probe
    script/bench-serving --users 10000000 --segments 3800 --write

The probe makes a home with text ids and published segments of very different sizes, once for each size, and serves it with the
server's own code and one service client's token. wrk asks for random users in random segments; redis-benchmark asks redis, in turns,
on the same machine. --self-check: a tiny home, no wrk and no redis, every answer compared.
"""

import argparse
import json
import socket
import statistics
import time
from pathlib import Path

import serving_report
from machine import description
from serving_clients import Connection, Redis, wrk
from serving_server import Server, ask_probe, probe_id

TOKEN = "7" * 64


def member_path(segment, user):
    return f"/api/v1/segments/{segment}/members/{user}"


def measure(chosen, server):
    # Before the first load of its own.
    results = {"machine": description(), "users": chosen.users, "segments": chosen.segments, "connections": 64}
    results |= ask_probe(chosen.probe, "lookups", str(server.home), str(chosen.look_ups))
    with Redis() as redis:
        rounds = []
        for _ in range(chosen.rounds):
            before = server.processor_seconds()
            ours = wrk(server.port, TOKEN, chosen.users, chosen.segments, connections=64, seconds=chosen.seconds)
            ours["processor_us"] = (server.processor_seconds() - before) * 1e6 / ours["requests"]
            theirs = redis.benchmark(connections=64, seconds=chosen.seconds)
            one = wrk(server.port, TOKEN, chosen.users, chosen.segments, connections=1, seconds=chosen.seconds)
            single = redis.benchmark(connections=1, seconds=chosen.seconds)
            rounds.append({"cxm": ours, "redis": theirs, "cxm_one": one, "redis_one": single})
            print(json.dumps(rounds[-1]), flush=True)
    results["rounds"] = rounds
    before = server.processor_seconds()
    results["batch_ms"] = batch(server, chosen)
    results["batch_processor_ms"] = (server.processor_seconds() - before) * 1000 / 50
    results["idle_mb"] = idle(server, chosen.idle)
    results["soak"] = soak(server, chosen, statistics.median(one["cxm"]["per_second"] for one in rounds))
    return results


def batch(server, chosen, users=10_000, times=50):
    """Milliseconds of one call about 10,000 users, on one connection: median of all calls."""
    taken = []
    with Connection(server.port, TOKEN) as connection:
        for turn in range(times):
            ids = [probe_id((turn * users + n) * 977 % chosen.users, chosen.users) for n in range(users)]
            body = json.dumps({"segment": str(turn % chosen.segments + 1), "users": ids})
            start = time.perf_counter()
            answer = connection.ask("POST", "/api/v1/membership", body)
            taken.append((time.perf_counter() - start) * 1000)
            assert len(json.loads(answer)["members"]) == users
    return statistics.median(taken)


def idle(server, count):
    """Megabytes that so many connections cost which have asked once and stay open."""
    before = server.memory_mb()
    connections = []
    for number in range(count):
        connections.append(Connection(server.port, TOKEN))
        connections[-1].ask("GET", member_path(1, "u1"))
    time.sleep(1)
    cost = server.memory_mb() - before
    for connection in connections:
        connection.close()
    return cost


def soak(server, chosen, most):
    """Half of the load that was the most, in slices; what the process holds beside mapped files, at the start and the end."""
    slices = max(1, chosen.soak // 20)
    found = {"seconds": 0, "requests": 0, "errors": 0, "start_mb": None, "end_mb": 0}
    for _ in range(slices):
        seconds = min(20, chosen.soak)
        # Half a load from a closed loop: it works for half of the time.
        half = seconds / 4
        for _ in range(2):
            one = wrk(server.port, TOKEN, chosen.users, chosen.segments, connections=64, seconds=half)
            found["requests"] += one["requests"]
            found["errors"] += one["errors"]
            time.sleep(half)
        found["seconds"] += seconds
        memory = server.memory_mb()
        found["start_mb"] = memory if found["start_mb"] is None else found["start_mb"]
        found["end_mb"] = memory
    found["per_second"] = found["requests"] / found["seconds"]
    found["share"] = found["per_second"] / most
    return found


def self_check(chosen, server):
    """Asks one by one and in a batch, and compares: all answers must be the same."""
    with Connection(server.port, TOKEN) as connection:
        for segment in range(1, chosen.segments + 1):
            users = [probe_id(n, chosen.users) for n in range(0, chosen.users, 7)] + ["nobody"]
            body = json.dumps({"segment": str(segment), "users": users})
            batch = json.loads(connection.ask("POST", "/api/v1/membership", body))["members"]
            one = [json.loads(connection.ask("GET", member_path(segment, user)))["member"] for user in users]
            if one != batch or one[-1]:
                raise SystemExit(f"segment {segment}: answers differ")
    found = ask_probe(chosen.probe, "lookups", str(server.home), "1000")
    if found["users"] != chosen.users or found["segments"] != chosen.segments:
        raise SystemExit(f"the probe found {found}")
    with socket.create_connection(("127.0.0.1", server.port)) as bad:
        bad.sendall(b"GET " + member_path(1, "u1").encode() + b" HTTP/1.1\r\nHost: x\r\n\r\n")
        if b" 401 " not in bad.recv(65536):
            raise SystemExit("a request without a token was answered")
    print("serving: self-check passed")


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--users", type=int, default=10_000_000)
    arguments.add_argument("--segments", type=int, default=3800)
    arguments.add_argument("--seconds", type=float, default=10, help="of each measurement")
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--soak", type=int, default=600, help="seconds")
    arguments.add_argument("--idle", type=int, default=1000, help="connections")
    arguments.add_argument("--look-ups", type=int, default=2_000_000)
    arguments.add_argument("--probe", default=".build/release/membership-probe")
    arguments.add_argument("--write", action="store_true", help="keep the results and write docs/benchmarks.md")
    arguments.add_argument("--self-check", action="store_true")
    chosen = arguments.parse_args()
    if chosen.self_check:
        chosen.users, chosen.segments = 2000, 12
    folder = Path(f".setup/bench-data/serving-{chosen.users}-{chosen.segments}").absolute()
    with Server(chosen.probe, folder, chosen.users, chosen.segments, TOKEN) as server:
        if chosen.self_check:
            return self_check(chosen, server)
        results = measure(chosen, server)
    print(serving_report.table(results))
    if chosen.write:
        serving_report.keep(results)


if __name__ == "__main__":
    main()
