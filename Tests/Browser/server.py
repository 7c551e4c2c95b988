"""A `cxm serve` of the tests' own: started on a free port, stopped by its own process id."""

import contextlib
import os
import re
import subprocess
import threading


class Server:
    def __init__(self, process, link, log):
        self.process = process
        self.link = link
        self.log = log
        self.origin = re.match(r"http://[^/]+", link).group()
        self.token = link.partition("token=")[2]


@contextlib.contextmanager
def serving(cxm, home, log_file, prints_link=True, **settings):
    """Yields a running server over `home`; its log goes to `log_file`; `settings` as in CXM_THREADS="1".

    A home whose admin has a password prints where it is, and no link."""
    with open(log_file, "w") as log:
        process = subprocess.Popen(
            [os.fspath(cxm), "serve", "--home", os.fspath(home), "--port", "0"],
            stdout=subprocess.PIPE, stderr=log, text=True, env={**os.environ, **settings})
    # Without an answer within a minute the server is ended, which ends the read below.
    timer = threading.Timer(60, process.kill)
    timer.start()
    try:
        line = process.stdout.readline()
        timer.cancel()
        pattern = r"http://\S+/sign-in\?token=\S+" if prints_link else r"http://[^/\s]+$"
        link = re.search(pattern, line.strip())
        assert link, f"no sign-in link in {line!r}; see {log_file}"
        yield Server(process, link.group(), log_file)
    finally:
        timer.cancel()
        process.terminate()
        try:
            status = process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            process.kill()
            raise AssertionError("the server did not stop within 20 s of SIGTERM")
        assert status == 0, f"the server ended with status {status}; see {log_file}"
