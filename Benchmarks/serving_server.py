"""The server under measurement, and the probe that makes its home."""

import json
import os
import re
import subprocess
from pathlib import Path


def probe_id(number, users):
    """As the probe names its users."""
    return "u" + str(100_000_000 + number * 7919 % users)[1:]


def ask_probe(probe, *words):
    return json.loads(subprocess.run([probe, *words], check=True, capture_output=True, text=True).stdout)


def processor_seconds(pid):
    """What a process has used of all cores so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Server:
    def __init__(self, probe, home, users, segments, token):
        self.home = home
        if not (home / "complete").exists():
            subprocess.run(["rm", "-rf", str(home)], check=True)
            home.mkdir(parents=True)
            subprocess.run([probe, "make", str(home), str(users), str(segments)], check=True)
            (home / "complete").touch()
        log = (home / "server.log").open("w")
        self.process = subprocess.Popen(
            [probe, "serve", str(home), "0", token], stdout=subprocess.PIPE, stderr=log, text=True
        )
        line = self.process.stdout.readline()
        if not line.startswith("ready "):
            raise SystemExit(f"The server does not start; see {home}/server.log")
        self.port = int(line.split()[1])

    def processor_seconds(self):
        return processor_seconds(self.process.pid)

    def memory_mb(self):
        """What the process holds beside mapped files."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"RssAnon:\s+(\d+)", status).group(1)) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)
