"""`cxm serve` as a process: what it says where it cannot start, and how it ends."""

import os
import signal
import subprocess
import urllib.parse
import urllib.request

from server import serving


def run(*arguments):
    return subprocess.run(
        [os.environ["CXM_BINARY"], "serve", *arguments], capture_output=True, text=True, timeout=60)


def test_a_taken_port_is_a_sentence(server):
    port = urllib.parse.urlsplit(server.origin).port
    answer = run("--port", str(port))
    assert answer.returncode == 1
    assert f"Another program listens on 127.0.0.1, port {port} already." in answer.stderr
    assert answer.stdout == ""


def test_a_port_that_is_none_is_wrong_usage():
    assert run("--port", "99999").returncode == 64


def test_an_empty_home_is_served_and_control_c_ends_it(tmp_path):
    with serving(os.environ["CXM_BINARY"], tmp_path / "none", tmp_path / "log") as server:
        with urllib.request.urlopen(server.origin + "/healthz") as answer:
            assert answer.read() == b'{"status":"ok"}'
        server.process.send_signal(signal.SIGINT)
        assert server.process.wait(timeout=20) == 0
