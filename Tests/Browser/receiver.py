"""A marketing admin that takes deliveries, as customers have them: checks signatures, takes each batch once,
refuses rows, is slow or fails when it is told to.

    with receiving("secret") as admin:
        … a delivery to admin.address …
        assert admin.audience == members
"""

import contextlib
import hashlib
import hmac
import http.server
import json
import threading
import time


class Receiver(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, secret):
        super().__init__(("127.0.0.1", 0), Handler)
        self.secret = secret.encode()
        self.address = f"http://127.0.0.1:{self.server_port}/audiences"
        self.lock = threading.Lock()
        self.audience, self.refuses = set(), set()
        # What was answered to each key; how often each user's row arrived in a new batch.
        self.answers, self.arrived = {}, {}
        self.faults = []
        self.tests = self.absorbed = 0
        # Told by the test: how many requests fail, and how long each takes.
        self.fails, self.seconds = 0, 0.0

    def take(self, headers, body):
        signed = f"{headers['CXM-Timestamp']}.".encode() + body
        expected = "v1=" + hmac.new(self.secret, signed, hashlib.sha256).hexdigest()
        sent = json.loads(body)
        with self.lock:
            if not hmac.compare_digest(expected, headers.get("CXM-Signature", "")):
                self.faults.append("a wrong signature")
                return 401, {}
            if sent.get("test"):
                self.tests += 1
                return 200, {}
            if self.fails > 0:
                self.fails -= 1
                return 503, {}
            key = headers["Idempotency-Key"]
            if key in self.answers:
                self.absorbed += 1
                return 200, self.answers[key]
            errors = []
            for place, row in enumerate(sent["rows"]):
                user = row["user"]
                self.arrived[user] = self.arrived.get(user, 0) + 1
                if user in self.refuses:
                    errors.append({"row": place, "code": "no_token", "message": "no device is known"})
                elif row["change"] == "left":
                    self.audience.discard(user)
                else:
                    self.audience.add(user)
            self.answers[key] = {"errors": errors} if errors else {}
            return 200, self.answers[key]


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        time.sleep(self.server.seconds)
        status, answer = self.server.take(self.headers, body)
        text = json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_):
        pass


@contextlib.contextmanager
def receiving(secret):
    """A receiver on a free port of this machine, ended with the block."""
    server = Receiver(secret)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
