"""Who asks: one connection of our own, wrk, and redis with its own client."""

import re
import socket
import subprocess
import tempfile
import time

from serving_server import processor_seconds

WRK_SCRIPT = """
local users, segments = {users}, {segments}
local requests, count = {{}}, 20000
init = function()
  math.randomseed(os.time() + tonumber(tostring({{}}):match("0x(%x+)"), 16) % 65536)
  for i = 1, count do
    local user = math.random(0, users - 1) * 7919 % users
    requests[i] = wrk.format("GET", string.format("/api/v1/segments/%d/members/u%08d", math.random(1, segments), user))
  end
end
local turn = 0
request = function()
  turn = turn % count + 1
  return requests[turn]
end
"""


class Connection:
    """Keeps alive; asks one thing at a time."""

    def __init__(self, port, token):
        self.socket = socket.create_connection(("127.0.0.1", port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.head = f"Host: cxm\r\nAuthorization: Bearer {token}\r\n"
        self.rest = b""

    def ask(self, method, path, body=None):
        head = f"{method} {path} HTTP/1.1\r\n{self.head}"
        if body is not None:
            head += f"Content-Type: application/json\r\nContent-Length: {len(body.encode())}\r\n"
        self.socket.sendall((head + "\r\n" + (body or "")).encode())
        data = self.rest
        while b"\r\n\r\n" not in data:
            data += self._more()
        top, data = data.split(b"\r\n\r\n", 1)
        if b" 200 " not in top.split(b"\r\n")[0]:
            raise SystemExit(f"{path}: {top.decode()}\n{data.decode()}")
        length = int(re.search(rb"content-length: *(\d+)", top, re.IGNORECASE).group(1))
        while len(data) < length:
            data += self._more()
        self.rest = data[length:]
        return data[:length].decode()

    def _more(self):
        data = self.socket.recv(1 << 20)
        if not data:
            raise SystemExit("The server has closed the connection")
        return data

    def close(self):
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


def wrk(port, token, users, segments, connections, seconds):
    """Requests a second, and the median time of one in microseconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(WRK_SCRIPT.format(users=users, segments=segments))
        script.flush()
        said = subprocess.run(
            ["wrk", "--threads", "1", "--connections", str(connections), "--duration", f"{max(1, round(seconds))}s",
             "--latency", "--header", f"Authorization: Bearer {token}", "--script", script.name,
             f"http://127.0.0.1:{port}/"], check=True, capture_output=True, text=True).stdout  # fmt: skip
    median = re.search(r"50%\s+([\d.]+)(us|ms|s)", said)
    scale = {"us": 1, "ms": 1000, "s": 1_000_000}[median.group(2)]
    errors = sum(int(n) for n in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    broken = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", said)
    errors += sum(int(n) for n in broken.groups()) if broken else 0
    return {
        "per_second": float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)),
        "requests": int(re.search(r"(\d+) requests in", said).group(1)),
        "median_us": float(median.group(1)) * scale,
        "errors": errors,
    }


class Redis:
    """A redis of our own with a million short values, on a socket of its own port."""

    KEYS = 1_000_000

    def __init__(self):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = str(free.getsockname()[1])
        self.process = subprocess.Popen(
            ["redis-server", "--port", self.port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"],
            stdout=subprocess.DEVNULL)  # fmt: skip
        time.sleep(1)
        self._run("-t", "set", "-n", str(3 * self.KEYS), "-P", "50")

    def _run(self, *words):
        return subprocess.run(
            ["redis-benchmark", "-p", self.port, "-d", "2", "-r", str(self.KEYS), "--precision", "3", *words],
            check=True, capture_output=True, text=True).stdout  # fmt: skip

    def benchmark(self, connections, seconds):
        """GETs without pipelining: how many a second, and the median time of one in microseconds."""
        guess = self._ask(connections, 20_000)["per_second"]
        requests = max(1000, int(guess * seconds))
        before = processor_seconds(self.process.pid)
        found = self._ask(connections, requests)
        return found | {"processor_us": (processor_seconds(self.process.pid) - before) * 1e6 / requests}

    def _ask(self, connections, requests):
        said = self._run("-t", "get", "-c", str(connections), "-n", str(requests))
        rate = re.search(r"throughput summary: ([\d.]+)", said)
        row = re.search(r"avg\s+min\s+p50.*\n\s*([\d.]+)\s+([\d.]+)\s+([\d.]+)", said)
        return {"per_second": float(rate.group(1)), "median_us": float(row.group(3)) * 1000}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(timeout=60)
