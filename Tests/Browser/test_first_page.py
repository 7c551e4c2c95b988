"""The first page as a visitor sees it, in a real browser."""

import json

import pytest
from playwright.sync_api import expect
from axe_playwright_python.sync_playwright import Axe


def numbers(page):
    """The users per step, as the table shows them."""
    cells = page.locator("#funnel tbody tr td:nth-child(2)").all_inner_texts()
    return [int(cell.replace(",", "")) for cell in cells]


def ask(page, question):
    """Sends a question to the API from within the page."""
    return page.evaluate(
        """async (question) => {
            const answer = await fetch("/api/v1/analyses", {
                method: "POST", headers: {"Content-Type": "application/json"}, body: question});
            return [answer.status, await answer.json()];
        }""",
        question,
    )


def test_shows_the_figures_that_the_api_answers(open_page):
    page = open_page("/?lang=en")
    question = page.locator("#question").text_content()
    status, result = ask(page, question)
    assert status == 200
    steps = result["series"][0]["steps"]
    assert numbers(page) == [step["users"] for step in steps]
    assert steps[0]["users"] > steps[-1]["users"] > 0
    assert page.locator(".bars li").count() == len(steps) == 4


def test_names_the_version_that_fails(open_page):
    page = open_page("/?lang=en")
    assert page.locator("#by-version tr.weak th").inner_text().startswith("8.4.0")


def test_changes_period_system_and_language_without_a_new_page(open_page, server):
    page = open_page("/?lang=ko")
    page.evaluate("window.stayed = true")
    before = numbers(page)
    with page.expect_response(lambda r: "days=7" in r.url):
        page.select_option("select[name=days]", "7")
    # Not wait_for_function: when it looks again, it calls eval(), which the page's policy forbids.
    expect(page.locator("select[name=days]")).to_have_value("7")
    expect(page.locator("main[aria-busy]")).to_have_count(0)
    assert numbers(page)[0] < before[0]
    with page.expect_response(lambda r: "os=ios" in r.url):
        page.select_option("select[name=os]", "ios")
    page.wait_for_selector("#versions:has-text('iOS')")
    page.click("a.language")
    page.wait_for_selector("html[lang=en]")
    assert page.url == server.origin + "/?lang=en&days=7&os=ios"
    assert page.evaluate("window.stayed") is True
    page.go_back()
    page.wait_for_selector("html[lang=ko]")


def test_works_without_scripts(open_page):
    page = open_page("/?lang=en", script=False)
    page.select_option("select[name=days]", "90")
    page.click("form.choice button")
    assert page.locator("select[name=days]").input_value() == "90"


def test_a_bad_question_is_answered_with_its_place(open_page, server, browser, session):
    # A context of its own: the browser reports the 400 on its console.
    context = browser.new_context(storage_state=session)
    page = context.new_page()
    page.goto(server.origin + "/")
    question = json.loads(page.locator("#question").text_content())
    question["steps"][1]["event"] = "pay_strat"
    status, problem = ask(page, json.dumps(question))
    assert status == 400
    assert problem["pointer"] == "/steps/1/event"
    assert "pay_start" in problem["detail"]
    context.close()


def test_a_stranger_is_told_how_to_get_in(browser, server):
    context = browser.new_context(locale="ko-KR")
    page = context.new_page()
    answer = page.goto(server.origin + "/")
    assert answer.status == 401
    assert page.locator("h1").inner_text() == "로그인"
    assert "링크" in page.locator("main").inner_text()
    answer = page.goto(server.link)
    assert answer.status == 401, "the link works once"
    context.close()


def test_the_token_is_in_no_log(server, session):
    assert server.token not in open(server.log).read()


@pytest.mark.parametrize("language", ["ko", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_is_accessible_and_fits(open_page, screenshots, language, scheme, width):
    page = open_page(f"/?lang={language}", width=width, scheme=scheme)
    assert page.locator("html").get_attribute("lang") == language
    page.screenshot(path=screenshots / f"first-page-{language}-{scheme}-{width}.png", full_page=True)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"the page is {overflow} px too wide"
    violations = Axe().run(page).response["violations"]
    serious = [v for v in violations if v["impact"] in ("serious", "critical")]
    assert not serious, json.dumps(serious, indent=1)
