"""The page of a segment over a slow or failing network: what is typed stays, nothing stands in for another answer."""

import os

import pytest
from playwright.sync_api import expect

from conftest import call, own_server, signed_in
from held import held

LAST_DAY = "2026-10-31"


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "segment-waits")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


def made(page, name, gender="F", run=True):
    name = f"{name} {os.urandom(3).hex()}"
    filters = [{"field": "gender", "operator": "in", "value": [gender]}] if gender else []
    segment = call(page, "POST", "/segments", {"name": name, "containers": [{"groups": [{"dataset": "members", "filters": filters}]}]})["id"]
    if run:
        call(page, "POST", f"/segments/{segment}/runs", {"wait": True, "date": LAST_DAY})
    return segment, name


def opened(page, segment, tab=""):
    page.goto(page.url.split("/help")[0].split("/segments")[0] + f"/segments/{segment}{tab}")


def test_what_is_typed_while_a_run_is_at_work_stays(open_page):
    page = open_page("/help")
    segment, _ = made(page, "Run while typing")
    opened(page, segment, "?tab=members")
    field = page.get_by_label("User id")
    page.locator("tbody tr").first.wait_for()
    answer = held(page, rf"/api/v1/segments/{segment}/runs$", "POST")
    page.get_by_role("button", name="Run now").click()
    answer.arrives()
    field.fill("m00000")
    answer.let_go()
    expect(page.locator(".toast-note.done")).to_contain_text("Evaluated")
    expect(page.locator(".figures-line [data-size]")).to_be_visible()
    expect(field).to_have_value("m00000")
    expect(field).to_be_focused()


def test_a_page_that_cannot_be_asked_anew_says_so(open_page):
    page = open_page("/help", expects=["/api/v1/segments/"])
    segment, _ = made(page, "Asked anew")
    opened(page, segment)
    page.get_by_role("tab", name="Overview").wait_for()
    answer = held(page, rf"/api/v1/segments/{segment}\?")
    page.get_by_role("button", name="Run now").click()
    answer.arrives()
    answer.fail(detail="Out for a moment.")
    problem = page.locator(".problem", has_text="Out for a moment.")
    expect(problem).to_be_visible()
    answer.let_go()
    problem.get_by_role("button", name="Try again").click()
    expect(problem).to_have_count(0)


def test_the_answer_about_one_user_does_not_stand_in_for_another(open_page):
    page = open_page("/help")
    segment, _ = made(page, "Explained")
    opened(page, segment, "?tab=members&user=m0000001")
    verdict = page.locator(".why-verdict")
    expect(verdict).to_contain_text("m0000001")
    answer = held(page, r"/why/m0000002")
    page.get_by_label("User id").fill("m0000002")
    page.keyboard.press("Enter")
    answer.arrives()
    expect(verdict).to_have_count(0)
    answer.let_go()
    expect(verdict).to_contain_text("m0000002")


def test_all_that_is_compared_can_be_taken_away(open_page):
    page = open_page("/help")
    other, name = made(page, "Compared", None)
    segment, _ = made(page, "Compares")
    answer = held(page, rf"/api/v1/segments/{segment}/overlap")
    opened(page, segment, "?tab=overlap")
    answer.arrives()
    # Names, not numbers, also before the first answer.
    expect(page.locator("#tab-panel .chip").filter(has_text=name)).to_have_count(1)
    answer.let_go()
    chips = page.locator("#tab-panel .chip button")
    while chips.count() > 0:
        chips.first.click()
    expect(page.locator(".empty-state")).to_contain_text("Nothing to compare with yet")
    page.reload()
    expect(page.locator(".empty-state")).to_contain_text("Nothing to compare with yet")
    page.get_by_role("button", name="Compare with").click()
    page.keyboard.type(name)
    page.keyboard.press("Enter")
    expect(page.locator("#tab-panel .chip")).to_have_text(name)
    assert f"with={other}" in page.url


def test_a_segment_is_not_archived_without_knowing_who_needs_it(open_page):
    page = open_page("/help", expects=["/used-by"])
    segment, _ = made(page, "Needed by whom", run=False)
    opened(page, segment)
    answer = held(page, r"/used-by$")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Archive").click()
    answer.arrives()
    answer.fail(detail="Nobody can say.")
    expect(page.locator(".toast-note.problem")).to_contain_text("Nobody can say.")
    expect(page.locator("dialog")).to_have_count(0)


def test_two_clicks_bring_a_segment_back_once(open_page):
    page = open_page("/help")
    segment, _ = made(page, "Archived", run=False)
    call(page, "DELETE", f"/segments/{segment}")
    opened(page, segment)
    back = page.get_by_role("button", name="Bring back")
    back.wait_for()
    answer = held(page, rf"/api/v1/segments/{segment}$", "PATCH")
    back.click()
    answer.arrives()
    expect(back).to_have_attribute("aria-disabled", "true")
    back.dispatch_event("click")
    answer.let_go()
    page.get_by_role("button", name="Run now").first.wait_for()
    assert len(answer) == 1
    expect(page.locator("dialog")).to_have_count(0)


@pytest.mark.parametrize("tab", ["", "?tab=members", "?tab=profile", "?tab=overlap", "?tab=runs"])
def test_a_segment_that_was_never_run_has_its_next_step_in_every_part(open_page, tab):
    page = open_page("/help")
    segment, _ = made(page, "Never run", run=False)
    opened(page, segment, tab)
    page.locator(".empty-state").get_by_role("button", name="Run now").click()
    expect(page.locator(".figures-line [data-size]")).not_to_have_text("–")
    expect(page.locator(".empty-state").get_by_role("button", name="Run now")).to_have_count(0)


def test_settings_that_were_typed_outlive_a_reload(open_page):
    page = open_page("/help")
    segment, _ = made(page, "Settings", run=False)
    opened(page, segment)

    def settings():
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("menuitem", name="Settings and schedule").click()
        return page.locator("dialog").get_by_label("Description")

    settings().fill("Typed before the reload")
    page.reload()
    expect(settings()).to_have_value("Typed before the reload")
    page.locator("dialog").get_by_role("button", name="Cancel").click()
    expect(settings()).to_have_value("")
