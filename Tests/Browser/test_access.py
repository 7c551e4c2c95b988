"""Signing in as people do it: the first link, a password, an invitation, the way out."""

import os
import urllib.parse

import pytest

from conftest import api, serious_faults
from server import serving

PASSWORD = "correct horse battery"


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("access") / "home"


def start(home, log, prints_link=True):
    return serving(os.environ["CXM_BINARY"], home, log, prints_link)


def check(page, screenshots, name):
    """Accessible in both schemes, no wider than the window, nothing on the console."""
    for scheme in ["light", "dark"]:
        page.emulate_media(color_scheme=scheme)
        page.screenshot(path=screenshots / f"{name}-{scheme}.png", full_page=True)
        faults = serious_faults(page)
        assert not faults, faults
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"{name} is {overflow} px too wide"


def test_from_the_first_link_to_an_invited_colleague(browser, home, tmp_path, screenshots):
    with start(home, tmp_path / "log") as server:
        admin = browser.new_context(locale="ko-KR", viewport={"width": 1366, "height": 800})
        page = admin.new_page()
        page.goto(server.link)
        assert page.url == server.origin + "/"
        page.get_by_role("link", name="이름과 비밀번호 정하기").click()
        page.set_viewport_size({"width": 390, "height": 800})
        assert urllib.parse.urlsplit(page.url).path == "/account"
        check(page, screenshots, "account")
        page.get_by_label("이름", exact=True).fill("ann")
        page.get_by_label("새 비밀번호").fill(PASSWORD)
        page.get_by_role("button", name="저장").click()
        assert "저장했습니다" in page.get_by_role("status").inner_text()
        page.set_viewport_size({"width": 1366, "height": 800})
        page.goto(server.origin + "/")
        page.get_by_role("heading", level=1).wait_for()
        assert page.get_by_role("link", name="이름과 비밀번호 정하기").count() == 0
        page.goto(server.origin + "/account")
        page.set_viewport_size({"width": 390, "height": 800})

        status, made = api(page, "POST", "/users", {"name": "mina", "role": "viewer"})
        assert status == 201
        colleague = browser.new_context(locale="en-US", viewport={"width": 390, "height": 800})
        visit = colleague.new_page()
        visit.goto(made["link"])
        check(visit, screenshots, "choose-password")
        visit.get_by_label("New password").fill(PASSWORD)
        visit.get_by_role("button").click()
        assert visit.url == server.origin + "/"
        assert api(visit, "GET", "/me")[1]["name"] == "mina"
        assert api(visit, "GET", "/users")[0] == 403

        page.get_by_role("button", name="로그아웃").click()
        assert urllib.parse.urlsplit(page.url).path == "/sign-in"
        assert api(page, "GET", "/me")[0] == 401
        check(page, screenshots, "sign-in")
        page.get_by_label("이름").fill("ann")
        page.get_by_label("비밀번호").fill("wrong password")
        page.get_by_role("button", name="로그인").click()
        assert "올바르지 않습니다" in page.get_by_role("alert").inner_text()
        check(page, screenshots, "sign-in-wrong")
        page.get_by_label("비밀번호").fill(PASSWORD)
        page.get_by_role("button", name="로그인").click()
        assert page.url == server.origin + "/"
        kept = admin.storage_state()
        admin.close()
        colleague.close()

    # An admin has a password: no link any more, and sessions outlive the server.
    with start(home, tmp_path / "log-2", prints_link=False) as server:
        context = browser.new_context(storage_state=kept)
        page = context.new_page()
        assert page.goto(server.origin + "/").status == 200
        context.close()


def test_another_site_cannot_write(browser, home, tmp_path):
    with start(home, tmp_path / "log", prints_link=False) as server:
        port = urllib.parse.urlsplit(server.origin).port
        context = browser.new_context()
        page = context.new_page()
        page.goto(server.origin + "/sign-in?lang=en")
        page.get_by_label("Name").fill("ann")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        assert page.url == server.origin + "/"
        # The same machine under another name is another origin; its forms come without the cookie.
        other = context.new_page()
        other.set_content(
            f'<form method="post" action="http://127.0.0.1:{port}/sign-out"><button>go</button></form>')
        with other.expect_navigation():
            other.get_by_role("button").click()
        assert api(page, "GET", "/me")[0] == 200, "still signed in"
        context.close()
