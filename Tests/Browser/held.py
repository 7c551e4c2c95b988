"""Answers that come when a test lets them: a slow network without a clock."""

import contextlib
import re
import time


class Held:
    """Requests to a part of the API that wait until they are let go; how many there were is the length.

    `with held(page, r"/api/v1/stars$") as stars: …; stars.arrives()` lets them go at its end; so does `let_go()`.
    """

    def __init__(self, page, method):
        self.page, self.method = page, method
        self.waiting = []
        self.count = 0
        self.is_open = False

    def __len__(self):
        return self.count

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.let_go()

    def take(self, route):
        if self.is_open or self.method not in (None, route.request.method):
            route.fallback()
            return
        self.count += 1
        self.waiting.append(route)

    def arrives(self, number=1):
        """Waits until so many requests were held, as patiently as everything else."""
        until = time.monotonic() + 30
        while self.count < number:
            assert time.monotonic() < until, f"{self.count} of {number} requests came"
            # Requests are heard while the page is at work.
            self.page.wait_for_timeout(20)
        return self

    def let_go(self):
        """Those that wait go on, and all that follow."""
        self.is_open = True
        self._end(lambda route: route.continue_())

    def fail(self, status=503, detail="Held back by a test."):
        """Those that wait are refused; those that follow are held again."""
        self._end(lambda route: route.fulfill(status=status, content_type="application/problem+json", body='{"code":"held","detail":"%s"}' % detail))

    def answer(self, json):
        """Those that wait are answered so; those that follow are held again."""
        self._end(lambda route: route.fulfill(json=json))

    def _end(self, end):
        for route in self.waiting:
            # A request that the page has called off meanwhile has nobody to answer.
            with contextlib.suppress(Exception):
                end(route)
        self.waiting.clear()


def held(page, pattern, method=None):
    """Holds the requests whose address matches: `answer = held(page, r"/api/v1/jobs"); …; answer.let_go()`."""
    found = Held(page, method)
    page.route(re.compile(pattern), found.take)
    return found
