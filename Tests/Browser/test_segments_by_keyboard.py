"""The keyboard's place on the pages of segments: kept where its element is disabled, moved or taken away."""

import os

from playwright.sync_api import expect

from conftest import call
from held import held

TWO = {"containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}, {"field": "age", "operator": "at_least", "value": 30}]}]}]}


def test_a_button_that_was_pressed_has_the_focus_when_its_work_is_done(open_page):
    page = open_page("/help")
    segment = call(page, "POST", "/segments", {"name": f"Run by keyboard {os.urandom(3).hex()}", **TWO})["id"]
    page.goto(page.url.replace("/help", f"/segments/{segment}?tab=versions"))
    run = page.get_by_role("button", name="Run now")
    answer = held(page, r"/runs$", "POST")
    run.focus()
    page.keyboard.press("Enter")
    answer.arrives()
    expect(run).to_be_disabled()
    answer.let_go()
    expect(run).to_be_focused()


def test_what_follows_has_the_focus_of_what_is_taken_away(open_page):
    page = open_page("/help")
    segment = call(page, "POST", "/segments", {"name": f"Filters by keyboard {os.urandom(3).hex()}", **TWO})["id"]
    page.goto(page.url.replace("/help", f"/segments/{segment}/edit"))
    for _ in range(2):
        page.get_by_role("button", name="Remove this filter").last.focus()
        page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove this filter")).to_have_count(0)
    expect(page.get_by_role("button", name="Add a filter")).to_be_focused()


def test_a_part_that_is_moved_keeps_the_focus(open_page):
    page = open_page("/help")
    ids = [call(page, "POST", "/segments", {"name": f"Part {letter} {os.urandom(3).hex()}", **TWO})["id"] for letter in "abc"]
    whole = call(page, "POST", "/segments", {"name": f"Parts by keyboard {os.urandom(3).hex()}", "union": ids})["id"]
    page.goto(page.url.replace("/help", f"/segments/{whole}/edit"))
    up = page.locator(".parts li", has_text="Part c").get_by_role("button", name="Move up")
    up.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".parts li").nth(1)).to_contain_text("Part c")
    expect(up).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".parts li").nth(0)).to_contain_text("Part c")
    expect(page.locator("body")).not_to_be_focused()
