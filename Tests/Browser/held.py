"""Answers that come when a test lets them: a slow network without a clock."""

import contextlib
import re
import time


class Held:
    """Requests that wait for `let_go`; how many there are is the length."""

    def __init__(self):
        self.waiting = []
        self.count = 0
        self.isOpen = False

    def __len__(self):
        return self.count

    def take(self, route, method):
        if self.isOpen or method not in (None, route.request.method):
            route.fallback()
            return
        self.count += 1
        self.waiting.append(route)

    def let_go(self):
        """Those that wait go on, and all that follow."""
        self.isOpen = True
        for route in self.waiting:
            # A request that the page has called off meanwhile has nobody to answer.
            with contextlib.suppress(Exception):
                route.continue_()
        self.waiting.clear()

    def fail(self, status=503, detail="Held back by a test."):
        """Those that wait are refused; those that follow are held again."""
        for route in self.waiting:
            with contextlib.suppress(Exception):
                route.fulfill(status=status, content_type="application/problem+json", body='{"code":"held","detail":"%s"}' % detail)
        self.waiting.clear()

    def arrives(self, page, number=1):
        """Waits until so many requests were held, as patiently as everything else."""
        until = time.monotonic() + 30
        while self.count < number:
            assert time.monotonic() < until, f"{self.count} of {number} requests came"
            page.wait_for_timeout(20)


def held(page, pattern, method=None):
    """Holds the requests whose address matches: `answer = held(page, r"/api/v1/jobs"); …; answer.let_go()`."""
    found = Held()
    page.route(re.compile(pattern), lambda route: found.take(route, method))
    return found
