"""From a chart to a segment: the number on a bar is that of its people and of the saved segment."""

import re

from playwright.sync_api import expect


def number(text):
    return int(re.sub(r"[^\d]", "", text))


def open_drop_off(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    page.click(".funnel-lost >> nth=0")
    heading = page.locator(".menu-heading").first
    heading.wait_for()
    return page, number(heading.inner_text().rsplit("·", 1)[1])


def test_the_people_of_a_bar_are_as_many_as_it_says(open_page):
    page, users = open_drop_off(open_page)
    page.click("role=menuitem[name='See these people']")
    page.wait_for_selector("dialog table.data tbody tr")
    while page.locator("dialog >> text=Show more").count():
        before = page.locator("dialog table.data tbody tr").count()
        page.click("dialog >> text=Show more")
        expect(page.locator("dialog table.data tbody tr")).not_to_have_count(before)
    expect(page.locator("dialog table.data tbody tr")).to_have_count(users)


def test_a_drop_off_is_saved_and_compared_with_the_same_number(open_page):
    page, users = open_drop_off(open_page)
    page.click("role=menuitem[name='Save as segment']")
    page.fill("dialog input", "Opened but did not pay")
    page.select_option("dialog select", "compare")
    page.click("dialog >> role=button[name='Save segment']")
    note = page.locator(".toast-note")
    expect(note).to_contain_text("Opened but did not pay")
    assert number(note.inner_text()) == users
    page.wait_for_selector(".series-legend")
    row = page.locator("table.data tbody tr:has-text('Opened but did not pay')")
    assert number(row.locator("td >> nth=0").inner_text()) == users


def test_a_name_that_is_taken_is_a_sentence_and_nothing_is_lost(open_page):
    page = open_page("/explore/funnel", expects=["/api/v1/segments"])
    page.wait_for_selector(".funnel-below")
    for mark in (".toast-note:has-text('Twice')", "dialog .problem"):
        page.click(".funnel-kept >> nth=1")
        page.click("role=menuitem[name='Save as segment']")
        page.fill("dialog input", "Twice")
        page.select_option("dialog select", "stay")
        page.click("dialog >> role=button[name='Save segment']")
        page.wait_for_selector(mark)
    assert page.input_value("dialog input") == "Twice"


def test_a_profile_tells_how_they_differ(open_page):
    page, _ = open_drop_off(open_page)
    page.click("role=menuitem[name='How they differ from all']")
    page.wait_for_selector("dialog .profile-attribute")
