"""Single users: found by id, what is known of them, why they are in a segment, what they did, and who may see it."""

import os
import re

import pytest
from playwright.sync_api import expect

from conftest import api, serious_faults

PASSWORD = "correct horse battery"
USER = "m0000002"


@pytest.fixture
def segment(open_page):
    page = open_page("/help")
    status, made = api(page, "POST", "/segments", {
        "name": "Women", "containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}]}]}]})
    assert status == 201, made
    assert api(page, "POST", f"/segments/{made['id']}/runs", {"wait": True})[0] == 200
    yield made
    api(page, "DELETE", f"/segments/{made['id']}", headers={"If-Match": "*"})


@pytest.fixture
def colleague(open_page, browser, server):
    """Opens pages as a new user of a role."""
    page = open_page("/help")
    contexts, names, faults = [], [], []

    def sign_in(role, path):
        name = f"{role}-{len(names)}-{os.getpid()}"
        status, made = api(page, "POST", "/users", {"name": name, "role": role})
        assert status == 201, made
        names.append(name)
        context = browser.new_context(viewport={"width": 1366, "height": 900})
        context.add_cookies([{"name": "cxm_language", "value": "en", "url": server.origin}])
        contexts.append(context)
        visit = context.new_page()
        visit.on("pageerror", lambda error: faults.append(str(error)))
        visit.goto(made["link"])
        visit.locator("input[type=password]").first.fill(PASSWORD)
        visit.get_by_role("button").first.click()
        visit.wait_for_url(server.origin + "/")
        visit.goto(server.origin + path)
        return visit

    yield sign_in
    for context in contexts:
        context.close()
    assert not faults, faults


@pytest.mark.parametrize("language", ["en", "ko"])
def test_finds_a_user_and_shows_why_they_are_in_a_segment(open_page, segment, screenshots, language):
    page = open_page("/people", language=language)
    page.get_by_role("searchbox").fill(USER)
    expect(page.locator("table.data tbody tr")).to_have_count(1)
    page.get_by_role("link", name=USER).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(USER)
    expect(page.get_by_text("여자" if language == "ko" else "Female", exact=True)).to_be_visible()
    page.get_by_role("button", name="Women에 속한 이유" if language == "ko" else "Why in Women").click()
    why = page.get_by_role("dialog")
    expect(why).to_contain_text("오늘 데이터로 세그먼트에 속함" if language == "ko" else "In the segment with today's data")
    expect(why.locator(".why-line.holds").nth(1)).to_contain_text("여자" if language == "ko" else "Female")
    page.screenshot(path=screenshots / f"person-why-{language}.png")
    page.keyboard.press("Escape")
    # Who was looked at stands on the page of people.
    page.goto(page.url.split("/people")[0] + "/people")
    expect(page.locator(".home-list").get_by_role("link", name=USER)).to_be_visible()


def test_the_timeline_pages_and_is_narrowed_by_days(open_page):
    page = open_page("/help")
    users = [item["user"] for item in api(page, "GET", "/people?limit=50")[1]["items"]]
    totals = {user: api(page, "GET", f"/people/{user}/timeline?limit=1")[1]["total"] for user in users}
    busy = max(totals, key=totals.get)
    assert totals[busy] > 100, totals[busy]
    page = open_page(f"/people/{busy}")
    events = page.locator(".session li")
    expect(events).to_have_count(100)
    page.get_by_role("button", name=re.compile("Show older")).click()
    expect(events).to_have_count(min(200, totals[busy]))
    page.get_by_role("button", name="Date range").click()
    page.fill(".range-fields input >> nth=0", "2026-10-01")
    page.fill(".range-fields input >> nth=1", "2026-10-31")
    page.click(".range-days >> text=Apply")
    expect(events).not_to_have_count(min(200, totals[busy]))
    assert "range=" in page.url
    with page.expect_download() as file:
        page.locator(".card", has=page.get_by_role("heading", name="Timeline")).get_by_role("button", name="Save as CSV").click()
    assert file.value.suggested_filename == f"timeline-{busy}.csv"


def test_the_people_behind_a_bar_lead_to_each_of_them(open_page):
    page = open_page("/explore/funnel")
    page.locator(".funnel-kept").first.click()
    page.get_by_role("menuitem", name="See these people").click()
    link = page.get_by_role("dialog").get_by_role("link").first
    user = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_have_text(user)
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_nobody_of_that_id(open_page):
    page = open_page("/people/nobody", expects=("/people/nobody",))
    expect(page.get_by_text("Nobody has the id “nobody”")).to_be_visible()
    page.get_by_role("link", name="Search again").click()
    page.get_by_role("searchbox").fill("zzz")
    expect(page.get_by_text("Nobody has the id “zzz”")).to_be_visible()


def test_a_viewer_is_told_and_a_marketer_sees_masked_values(open_page, colleague, screenshots):
    page = open_page("/help")
    status, table = api(page, "GET", "/tables/members")
    change = lambda kind: api(page, "PATCH", "/tables/members", {"fields": [{"name": "birth_year", "personal_data": kind}]}, {"If-Match": "*"})
    before = next(field for field in table["table"]["fields"] if field["name"] == "birth_year").get("personal_data", "none")
    assert change("sensitive")[0] == 200
    try:
        visit = colleague("viewer", f"/people/{USER}")
        expect(visit.get_by_text("You may not look at single users")).to_be_visible()
        expect(visit.locator(".navigation").get_by_role("link", name="People")).to_have_count(0)
        visit.screenshot(path=screenshots / "person-forbidden.png")
        assert not serious_faults(visit)
        # The API says the same.
        assert api(visit, "GET", f"/people/{USER}")[0] == 403

        visit = colleague("marketer", f"/people/{USER}")
        attributes = visit.locator(".person-attributes")
        expect(attributes.locator("dt", has_text="Birth year").locator("xpath=following-sibling::dd[1]")).to_have_text("hidden")
        expect(attributes.locator("dt", has_text="Gender").locator("xpath=following-sibling::dd[1]")).to_have_text("Female")
        visit.wait_for_load_state("networkidle")
        visit.screenshot(path=screenshots / "person-masked.png", full_page=True)
        assert not serious_faults(visit)
    finally:
        assert change(before)[0] == 200


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_is_accessible_and_fits(open_page, segment, screenshots, language, scheme, width):
    for name, path, mark in [("person", f"/people/{USER}", ".session li")]:
        page = open_page(path, width=width, scheme=scheme, language=language)
        page.wait_for_selector(mark, state="attached")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=screenshots / f"{name}-{language}-{scheme}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert not serious_faults(page), name
