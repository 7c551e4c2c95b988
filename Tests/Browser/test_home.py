"""The first page: it is not empty on a fresh home, finds everything, and shows what is one's own."""

import re

import pytest
from playwright.sync_api import expect

from conftest import api, serious_faults
from test_dashboards import make


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


def test_what_needs_attention_comes_with_its_next_step(open_page, screenshots):
    page = open_page("/help")
    item = lambda kind, **more: {"kind": kind, "id": "7", "name": "Dormant", "detail": None, "remedy": None, "at": "2026-10-31T00:00:00Z", "snapshot": None, **more}
    answer = {
        "attention": [item("failed_run", detail="The column 'grade' is gone.", remedy="Name another column, then run again."), item("held_back", snapshot="3"), item("stale"), item("drift", id="members", name="members")],
        "attention_total": 4, "recent": [], "starred": [], "segments": []}
    page.route("**/api/v1/home", lambda route: route.fulfill(json=answer))
    page.route("**/api/v1/segments/7/snapshots/3/publish", lambda route: route.fulfill(json={"entered": 900, "left": 4, "held": True}))
    page.locator(".navigation").get_by_role("link", name="Home").click()
    lines = page.locator(".home-attention li")
    expect(lines).to_have_count(4)
    expect(lines.nth(0)).to_contain_text("Name another column")
    # Midnight in UTC is nine in the morning of the project's zone.
    expect(lines.nth(0)).to_contain_text("31 Oct 2026, 09:00")
    expect(lines.nth(0).get_by_role("button", name="Run again")).to_be_visible()
    page.screenshot(path=screenshots / "home-attention-en.png")
    assert not serious_faults(page)
    lines.nth(1).get_by_role("button", name="Review").click()
    dialog = page.get_by_role("dialog", name="Publish “Dormant”?")
    expect(dialog).to_contain_text("900 users would enter and 4 would leave")
    dialog.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("“Dormant” is published.")).to_be_visible()


@pytest.mark.parametrize("language, button, name", [("en", "Make a sample dashboard", "Payments at a glance"), ("ko", "예시 대시보드 만들기", "한눈에 보는 결제")])
def test_a_sample_dashboard_is_one_click_away(open_page, screenshots, language, button, name):
    page = open_page("/", language=language)
    page.get_by_role("button", name=button).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page.locator(".tile.of-number .tile-number")).to_contain_text("%")
    page.locator(".tile").last.scroll_into_view_if_needed()
    expect(page.locator(".tile.of-analysis .chart-box svg")).to_have_count(4)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=screenshots / f"dashboard-sample-{language}.png", full_page=True)
    assert not serious_faults(page)
    api(page, "DELETE", page.evaluate("location.pathname"), headers={"If-Match": "*"})


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
