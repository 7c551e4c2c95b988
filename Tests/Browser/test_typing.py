"""What is typed stays as it is typed, whatever arrives and is drawn anew meanwhile."""

import json
import re
import urllib.parse

from playwright.sync_api import expect

from held import held

ANALYSES = r"/api/v1/analyses$"


def question_of(page):
    return json.loads(urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["q"][0])


def test_a_number_may_be_cleared_and_written_anew_while_an_answer_arrives(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-step")
    field = page.get_by_role("spinbutton", name="Time for all steps")
    old = page.locator(".result-old")
    with held(page, ANALYSES) as answers:
        field.fill("8")
        answers.arrives()
        field.press("Backspace")
        expect(old).to_have_count(1)
    expect(old).to_have_count(0)
    expect(field).to_have_value("")
    field.press_sequentially("14")
    expect(field).to_have_value("14")
    assert question_of(page)["window"]["value"] == 14
    # What is no number of that kind goes back to the last one.
    field.fill("0")
    field.press("Tab")
    expect(field).to_have_value("14")


def test_a_pattern_stays_as_typed_while_an_answer_arrives(open_page):
    page = open_page("/explore/pages")
    page.wait_for_selector("table.data tbody tr")
    page.get_by_role("button", name="Group by patterns").click()
    old = page.locator(".result-old")
    with held(page, ANALYSES) as answers:
        page.get_by_role("button", name="Add a pattern").click()
        answers.arrives()
        field = page.get_by_label("Pattern", exact=True)
        field.fill("/loan/")
        expect(old).to_have_count(1)
    expect(old).to_have_count(0)
    expect(field).to_have_value("/loan/")
    field.press_sequentially("*")
    field.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(urllib.parse.quote("/loan/*", safe="*"))))
