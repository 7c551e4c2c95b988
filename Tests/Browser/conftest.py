"""Fixtures: the built `cxm`, a server over the demo company, Chromium, and a signed-in page."""

import os
import pathlib
import shutil

import pytest
from playwright.sync_api import sync_playwright

from server import serving

ROOT = pathlib.Path(__file__).resolve().parents[2]
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
    """The cookies of the browser that opened the sign-in link."""
    context = browser.new_context()
    page = context.new_page()
    answer = page.goto(server.link)
    assert answer.status == 200 and page.url == server.origin + "/"
    yield context.storage_state()
    context.close()


@pytest.fixture
def open_page(browser, server, session):
    """Opens signed-in pages; fails the test for console errors and policy violations."""
    contexts, faults = [], []

    def open_page(path, width=1366, height=900, scheme="light", script=True):
        context = browser.new_context(
            storage_state=session, viewport={"width": width, "height": height},
            color_scheme=scheme, java_script_enabled=script)
        contexts.append(context)
        page = context.new_page()
        # Violations of the content security policy arrive as console errors too.
        page.on("console", lambda m: m.type in ("error", "warning") and faults.append(m.text))
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("requestfailed", lambda request: faults.append(request.url))
        page.goto(server.origin + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not faults, faults
