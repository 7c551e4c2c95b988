"""`cxm serve` as a process: what it says where it cannot start, and how it ends."""

import http.client
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
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
        assert server.process.wait(timeout=60) == 0


def connect(server):
    address = urllib.parse.urlsplit(server.origin)
    return socket.create_connection((address.hostname, address.port), timeout=60)


def rest(connection):
    """What the server still sends, until it closes."""
    parts = []
    while part := connection.recv(65536):
        parts.append(part)
    return b"".join(parts)


def half_a_question(server):
    """A request that is at work until its last byte has come."""
    address = urllib.parse.urlsplit(server.link)
    connection = http.client.HTTPConnection(address.netloc, timeout=60)
    connection.request("GET", f"{address.path}?{address.query}")
    cookie = connection.getresponse().headers["Set-Cookie"].partition(";")[0]
    connection.close()
    return (
        "POST /api/v1/analyses HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
        f"Sec-Fetch-Site: same-origin\r\nCookie: {cookie}\r\nContent-Length: 2\r\n\r\n{{").encode()


def is_refused(server):
    try:
        connect(server).close()
        return False
    except ConnectionRefusedError:
        return True


def test_told_to_stop_it_finishes_what_is_at_work_and_takes_no_more(tmp_path):
    with serving(os.environ["CXM_BINARY"], tmp_path / "none", tmp_path / "log") as server:
        with connect(server) as slow:
            slow.sendall(half_a_question(server))
            time.sleep(0.5)
            server.process.send_signal(signal.SIGTERM)
            deadline = time.monotonic() + 20
            while not is_refused(server) and time.monotonic() < deadline:
                time.sleep(0.05)
            assert is_refused(server)
            assert server.process.poll() is None
            slow.sendall(b"}")
            assert rest(slow).startswith(b"HTTP/1.1 400 ")
        assert server.process.wait(timeout=60) == 0


def test_what_does_not_end_in_time_is_ended(tmp_path):
    with serving(
            os.environ["CXM_BINARY"], tmp_path / "none", tmp_path / "log",
            CXM_SHUTDOWN_SECONDS="1") as server:
        with connect(server) as slow:
            slow.sendall(half_a_question(server))
            time.sleep(0.5)
            server.process.send_signal(signal.SIGTERM)
            assert server.process.wait(timeout=60) == 0


def test_a_request_that_takes_too_long_to_arrive_is_ended(tmp_path):
    with serving(
            os.environ["CXM_BINARY"], tmp_path / "none", tmp_path / "log",
            CXM_REQUEST_SECONDS="1", CXM_IDLE_SECONDS="1") as server:
        for begun in [
                b"GET /healthz HTT",
                b"POST /api/v1/analyses HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n{"]:
            with connect(server) as slow:
                slow.sendall(begun)
                assert b"HTTP/1.1 200" not in rest(slow)


def test_a_header_that_is_too_long_is_refused(tmp_path):
    with serving(
            os.environ["CXM_BINARY"], tmp_path / "none", tmp_path / "log",
            CXM_HEADER_KB="4") as server:
        with connect(server) as connection:
            connection.sendall(
                b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Long: " + b"a" * 9000 + b"\r\n\r\n")
            assert rest(connection).startswith(b"HTTP/1.1 400 ")


def test_the_log_is_json_where_the_settings_file_says_so_and_names_no_addresses(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.json").write_text('{"log_format": "json", "threads": 1}')
    with serving(os.environ["CXM_BINARY"], home, tmp_path / "log") as server:
        try:
            urllib.request.urlopen(server.origin + "/api/v1/analyses/user-4711/progress?a=secret")
        except urllib.error.HTTPError as error:
            assert error.code == 401
    log = (tmp_path / "log").read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    requests = [line for line in lines if line["message"] == "request"]
    assert [line["route"] for line in requests] == ["/api/v1/analyses/{id}/progress"]
    assert requests[0]["status"] == 401 and requests[0]["request_id"]
    assert "4711" not in log and "secret" not in log


def test_an_unknown_setting_is_a_sentence(tmp_path):
    (tmp_path / "settings.json").write_text('{"thread": 1}')
    answer = run("--home", str(tmp_path))
    assert answer.returncode == 1
    assert "There is no setting 'thread'; the nearest is 'threads'." in answer.stderr
