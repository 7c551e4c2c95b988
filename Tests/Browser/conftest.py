"""Fixtures: the built `cxm`, a server over the demo company, Chromium, and signed-in pages."""

import json
import os
import pathlib
import shutil

import pytest
from playwright.sync_api import expect, sync_playwright

from server import serving

# As patient as clicks and waits are by themselves: a busy machine is slow, and only a failure waits so long.
expect.set_options(timeout=30_000)

ROOT = pathlib.Path(__file__).resolve().parents[2]
# How many times slower than here the machine of a page is: CXM_TEST_SLOWNESS=6 finds what only a slow one meets.
SLOWNESS = float(os.environ.get("CXM_TEST_SLOWNESS", "1"))
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]


@pytest.fixture(scope="session")
def screenshots():
    folder = ROOT / ".setup" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def server(tmp_path_factory):
    log = tmp_path_factory.mktemp("server") / "log"
    with serving(os.environ["CXM_BINARY"], os.environ["CXM_TEST_HOME"], log) as server:
        yield server


@pytest.fixture(scope="session", autouse=True)
def pristine(tmp_path_factory):
    """The demo company as it was before any test: none is copied while a server writes into it."""
    if "CXM_TEST_HOME" not in os.environ:
        return None
    return shutil.copytree(os.environ["CXM_TEST_HOME"], tmp_path_factory.mktemp("pristine") / "home")


def own_server(pristine, tmp_path_factory, name, **settings):
    """A server over a copy of the demo company, for tests that change what others read."""
    folder = tmp_path_factory.mktemp(name)
    shutil.copytree(pristine, folder / "home")
    with serving(os.environ["CXM_BINARY"], folder / "home", folder / "log", **settings) as server:
        yield server


@pytest.fixture(scope="session")
def browser():
    path = shutil.which("chromium")
    assert path, "chromium is missing: run script/setup browser"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def session(browser, server):
    yield from signed_in(browser, server)


def signed_in(browser, server):
    """The cookies of the browser that opened the sign-in link."""
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(server.link)
    assert answer.status == 200
    yield context.storage_state()
    context.close()


def is_fault(message, expected):
    """Whether a line of the console is one; `expected` are parts of addresses that are meant to fail."""
    address = message.location.get("url", "")
    # An analysis may end just before it is called off, or its progress is asked.
    meant = ("/api/v1/analyses/", *expected)
    return message.type in ("error", "warning") and not any(part in address for part in meant)


@pytest.fixture
def open_page(browser, server, session):
    """Opens signed-in pages; fails the test for console errors and policy violations."""
    contexts, faults = [], []

    def open_page(path, width=1366, height=900, scheme="light", language="en", expects=()):
        context = browser.new_context(
            storage_state=session, viewport={"width": width, "height": height},
            color_scheme=scheme)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.add_cookies([{"name": "cxm_language", "value": language, "url": server.origin}])
        contexts.append(context)
        page = context.new_page()
        if SLOWNESS > 1:
            context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWNESS})
        # Violations of the content security policy arrive as console errors too.
        page.on("console", lambda m: is_fault(m, expects) and faults.append(f"{m.text} {m.location}"))
        page.on("pageerror", lambda error: faults.append(str(error)))
        # A request that the page itself called off is none.
        page.on("requestfailed", lambda request: request.failure != "net::ERR_ABORTED"
                and faults.append(f"{request.url} {request.failure}"))
        page.goto(server.origin + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults


def api(page, method, path, body=None, headers=None):
    """What a script of the page gets from the API with nothing but fetch: `(status, answer)`."""
    return page.evaluate(
        """async ([method, path, body, headers]) => {
            if (body !== null) headers["Content-Type"] = "application/json";
            const answer = await fetch("/api/v1" + path, {method, headers, body});
            const text = await answer.text();
            return [answer.status, text ? JSON.parse(text) : null];
        }""",
        [method, path, None if body is None else json.dumps(body), headers or {}])


def ask(page, question):
    """Sends a question to the API from within the page: `(status, answer)`."""
    return api(page, "POST", "/analyses", question)


def serious_faults(page):
    """What axe finds that keeps people out."""
    # What is old and on its way again is pale for a moment.
    expect(page.locator(".result-old")).to_have_count(0)
    from axe_playwright_python.sync_playwright import Axe
    violations = Axe().run(page).response["violations"]
    return [
        (v["id"], v["help"], [node["html"][:200] for node in v["nodes"]][:5])
        for v in violations if v["impact"] in ("serious", "critical")]


def call(page, method, path, body=None):
    """A request of the signed-in person: the JSON of the answer; anything but success fails."""
    status, answer = api(page, method, path, body, {"If-Match": "*"})
    assert status < 300, (method, path, status, answer)
    return answer


def fits(page, screenshots, name):
    """What every state of a page must be: readable by all, and no wider than the window."""
    page.screenshot(path=screenshots / f"{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not serious_faults(page)


def colleague(browser, server, page, role, language="en"):
    """A page of a new user of a role, who was invited by the one of `page`."""
    name = f"{role}-{os.urandom(3).hex()}"
    link = call(page, "POST", "/users", {"name": name, "role": role})["link"]
    context = browser.new_context(viewport={"width": 1366, "height": 900})
    context.add_cookies([{"name": "cxm_language", "value": language, "url": server.origin}])
    visit = context.new_page()
    visit.goto(link)
    visit.locator("input[type=password]").first.fill("correct horse battery")
    visit.get_by_role("button").last.click()
    visit.wait_for_url(server.origin + "/")
    return visit
