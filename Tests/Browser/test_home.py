"""The first page: it is not empty on a fresh home, finds everything, and shows what is one's own."""

import re

import pytest
from playwright.sync_api import expect

from conftest import serious_faults
from test_dashboards import api, make


def test_a_fresh_home_shows_a_chart_questions_and_next_steps(open_page):
    page = open_page("/")
    page.wait_for_selector(".home-chart svg")
    expect(page.get_by_role("heading", name="Questions to begin with")).to_be_visible()
    page.get_by_role("link", name="Do campaign members come back?").click()
    page.wait_for_selector(".heat-cell")
    page.go_back()
    page.wait_for_selector(".home-chart svg")


@pytest.mark.parametrize("language, typed, found, heading", [
    ("en", "pay_done", "Payment done", "Trends"), ("ko", "ㄱㅈ ㅇㄹ", "결제 완료", "추이"), ("ko", "여자", "여자", "추이")])
def test_the_search_finds_everything_and_goes_there(open_page, language, typed, found, heading):
    page = open_page("/", language=language)
    field = page.get_by_role("combobox")
    field.fill(typed)
    first = page.locator(".home-hit").first
    expect(first).to_contain_text(found)
    # The address holds what was typed.
    assert "q=" in page.url
    field.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.wait_for_selector(".chart-box svg")


def test_a_search_leads_to_people(open_page):
    page = open_page("/")
    page.get_by_role("combobox").fill("m0000001")
    page.get_by_role("option", name="Users whose id begins with m0000001").click()
    expect(page).to_have_url(re.compile("/people"))


def test_own_segments_recent_and_starred(open_page, screenshots):
    page = open_page("/help")
    status, segment = api(page, "POST", "/segments", {
        "name": "Women of the first page",
        "containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}]}]}]})
    assert status == 201, segment
    assert api(page, "POST", f"/segments/{segment['id']}/runs", {"wait": True})[0] == 200
    board = make(page, "Starred here")
    try:
        page = open_page(f"/dashboards/{board['id']}")
        page.get_by_role("button", name="Star", exact=True).click()
        expect(page.get_by_role("button", name="Take the star away")).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.locator(".navigation").get_by_role("link", name="Home").click()
        row = page.get_by_role("row", name="Women of the first page")
        expect(row.locator("svg.sparkline")).to_be_visible()
        starred = page.locator(".card", has=page.get_by_role("heading", name="Starred", exact=True))
        starred.get_by_role("link", name="Starred here").click()
        expect(page.get_by_role("heading", level=1)).to_have_text("Starred here")
        page.go_back()
        page.wait_for_selector("svg.sparkline")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=screenshots / "home-used-en.png", full_page=True)
    finally:
        api(page, "DELETE", f"/dashboards/{board['id']}", headers={"If-Match": "*"})
        api(page, "DELETE", f"/segments/{segment['id']}", headers={"If-Match": "*"})


def test_the_palette_finds_dashboards(open_page):
    page = open_page("/help")
    board = make(page, "By its name")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("by its")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("By its name")
    api(page, "DELETE", f"/dashboards/{board['id']}", headers={"If-Match": "*"})


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_is_accessible_and_fits(open_page, screenshots, language, scheme, width):
    for name, path, mark in [("home-search", "/?q=pay", ".home-hit")]:
        page = open_page(path, width=width, scheme=scheme, language=language)
        page.wait_for_selector(mark, state="attached")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=screenshots / f"{name}-{language}-{scheme}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert not serious_faults(page), name
