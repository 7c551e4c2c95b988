"""Saved analyses: kept from Explore, listed, opened by their link, changed by two people at once, renamed, removed."""

import re
import urllib.parse

import pytest
from playwright.sync_api import expect

from conftest import api, serious_faults
from held import held

QUESTION = {"kind": "funnel", "dataset": "app", "steps": [{"event": "app_open"}, {"event": "pay_done"}], "window": {"value": 7, "unit": "day"}}


def made(page, name, question=QUESTION, **more):
    status, view = api(page, "POST", "/views", {"name": name, "question": question, "view": {}, **more})
    assert status == 201, view
    return view


@pytest.fixture
def view(open_page):
    # A test may remove it first.
    page = open_page("/help", expects=("/api/v1/views/",))
    made_view = made(page, "Opens to payments", folder="Weekly")
    yield made_view
    api(page, "DELETE", f"/views/{made_view['id']}", headers={"If-Match": "*"})


def query_of(page):
    return {name: values[0] for name, values in urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query).items()}


@pytest.mark.parametrize("language, save, changes, is_saved, name_label, folder_label, count_label", [
    ("en", "Save", "Save changes", "Saved", "Name", "Folder", "Count"), ("ko", "저장", "변경 저장", "저장됨", "이름", "폴더", "세는 단위")])
def test_an_analysis_is_saved_changed_and_opened_again(open_page, screenshots, language, save, changes, is_saved, name_label, folder_label, count_label):
    page = open_page("/explore/funnel", language=language)
    page.wait_for_selector(".funnel-below")
    page.get_by_role("button", name=save, exact=True).click()
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label(name_label)).to_have_value(re.compile("→"))
    dialog.get_by_label(name_label).fill(f"Payments {language}")
    dialog.get_by_label(folder_label).fill("Journeys")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Payments {language}")
    expect(page.get_by_role("button", name=is_saved, exact=True)).to_be_disabled()
    assert query_of(page)["revision"] == "1"
    # Another unit, and the days before beside it: both are kept, the second as how it is shown.
    page.get_by_role("combobox", name=count_label).first.select_option("session")
    page.click(".picker.range")
    page.locator(".range-compare button").nth(1).click()
    expect(page.locator(".saved-crumbs .tag")).to_be_visible()
    page.wait_for_selector(".funnel-bar.is-before")
    page.screenshot(path=screenshots / f"view-changed-{language}.png")
    assert not serious_faults(page)
    page.get_by_role("button", name=changes, exact=True).click()
    expect(page.get_by_role("button", name=is_saved, exact=True)).to_be_disabled()
    expect(page.locator(".saved-crumbs .tag")).to_have_count(0)
    saved = query_of(page)
    assert saved["revision"] == "2"
    page.locator(".crumbs a").click()
    row = page.get_by_role("row", name=f"Payments {language}")
    expect(row).to_contain_text("Journeys")
    expect(row).to_contain_text("퍼널" if language == "ko" else "Funnel")
    row.get_by_role("button", name=f"Payments {language}", exact=True).click()
    page.wait_for_selector(".funnel-bar.is-before")
    opened = query_of(page)
    assert opened["compare"] == "previous_period" and '"unit":"session"' in opened["q"]
    expect(page.get_by_role("button", name=is_saved, exact=True)).to_be_disabled()
    api(page, "DELETE", f"/views/{saved['saved']}", headers={"If-Match": "*"})


def test_two_people_at_once(open_page, view, screenshots):
    address = f"/views/{view['id']}"
    page = open_page(address, expects=(f"/api/v1{address}",))
    page.wait_for_selector(".funnel-below")
    theirs = {"name": "Theirs", "folder": "", "view": {}, "question": {**QUESTION, "steps": QUESTION["steps"] + [{"event": "app_open"}]}}
    assert api(page, "PUT", address, theirs, {"If-Match": '"1"'})[0] == 200
    page.get_by_role("combobox", name="Count").first.select_option("session")
    page.get_by_role("button", name="Save changes").click()
    dialog = page.get_by_role("dialog", name="Somebody else has saved this analysis")
    expect(dialog).to_contain_text("“Theirs” was saved by")
    page.screenshot(path=screenshots / "view-conflict-en.png")
    assert not serious_faults(page)
    page.keyboard.press("Escape")
    # Nothing is overwritten, nothing lost; also not by a reload.
    assert api(page, "GET", address)[1]["name"] == "Theirs"
    page.reload()
    page.wait_for_selector(".funnel-below")
    page.get_by_role("button", name="Save changes").click()
    dialog.get_by_role("button", name="Take the saved one").click()
    expect(page.locator(".funnel-step")).to_have_count(3)
    expect(page.get_by_role("button", name="Saved", exact=True)).to_be_disabled()
    page.get_by_role("combobox", name="Count").first.select_option("session")
    assert api(page, "PUT", address, theirs, {"If-Match": '"2"'})[0] == 200
    page.get_by_role("button", name="Save changes").click()
    dialog.get_by_role("button", name="Save mine over it").click()
    expect(page.get_by_role("button", name="Saved", exact=True)).to_be_disabled()
    status, now = api(page, "GET", address)
    assert (now["revision"], now["question"]["unit"]) == (4, "session")


def test_the_list_finds_renames_stars_removes_and_brings_back(open_page, view, screenshots):
    page = open_page("/views")
    expect(page.get_by_role("row", name="Opens to payments")).to_be_visible()
    page.get_by_role("searchbox", name="Find a saved analysis").fill("weekly")
    expect(page.get_by_role("row", name="Opens to payments")).to_be_visible()
    assert "search=weekly" in page.url
    page.get_by_role("searchbox", name="Find a saved analysis").fill("nothing like it")
    expect(page.get_by_text("No saved analysis fits")).to_be_visible()
    page.get_by_role("button", name="Show all").click()
    row = page.get_by_role("row", name="Opens to payments")
    row.get_by_role("button", name="Star", exact=True).click()
    expect(row.get_by_role("button", name="Take the star away")).to_be_visible()
    page.get_by_role("combobox", name="Kind").select_option("trend")
    expect(row).to_have_count(0)
    page.get_by_role("combobox", name="Kind").select_option("")
    row.get_by_role("button", name="Actions of “Opens to payments”").click()
    page.get_by_role("menuitem", name="Copy the link to what is saved").click()
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/views/{view['id']}")
    row.get_by_role("button", name="Actions of “Opens to payments”").click()
    page.get_by_role("menuitem", name="Name and folder").click()
    page.get_by_role("dialog").get_by_label("Name").fill("Renamed here")
    page.keyboard.press("Enter")
    row = page.get_by_role("row", name="Renamed here")
    expect(row).to_be_visible()
    row.get_by_role("button", name="Actions of “Renamed here”").click()
    page.get_by_role("menuitem", name="Remove the analysis").click()
    page.get_by_role("dialog").get_by_role("button", name="Remove the analysis").click()
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Bring it back").click()
    expect(row).to_be_visible()
    for item in api(page, "GET", "/views?limit=200")[1]["items"]:
        if item["name"] == "Renamed here":
            api(page, "DELETE", f"/views/{item['id']}", headers={"If-Match": "*"})


def test_a_name_that_somebody_changed_is_told_first(open_page, view):
    page = open_page("/views")
    row = page.get_by_role("row", name="Opens to payments")
    row.get_by_role("button", name="Actions of “Opens to payments”").click()
    page.get_by_role("menuitem", name="Name and folder").click()
    status, now = api(page, "PUT", f"/views/{view['id']}", {"name": "By another", "question": QUESTION, "view": {}}, {"If-Match": "*"})
    assert status == 200, now
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Mine")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("By another")
    expect(dialog.get_by_label("Name")).to_have_value("Mine")
    page.keyboard.press("Enter")
    expect(page.get_by_role("row", name="Mine")).to_be_visible()


def test_the_palette_and_the_first_page_find_it(open_page, view):
    page = open_page("/help")
    page.wait_for_selector(".terms")
    page.keyboard.press("Control+k")
    page.get_by_role("combobox").fill("opens to")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Opens to payments")
    page.wait_for_selector(".funnel-below")
    page.wait_for_load_state("networkidle")
    page.locator(".navigation").get_by_role("link", name="Home").click()
    page.locator(".home-list").get_by_role("link", name="Opens to payments").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Opens to payments")


@pytest.mark.parametrize("language, nothing", [("en", "No saved analyses yet"), ("ko", "아직 저장한 분석이 없습니다")])
def test_an_empty_list_says_what_to_do(open_page, screenshots, language, nothing):
    page = open_page("/help", language=language)
    page.route("**/api/v1/views?*", lambda route: route.fulfill(json={"items": [], "next": None}))
    page.locator(".navigation a[href='/views']").click()
    expect(page.get_by_text(nothing)).to_be_visible()
    page.screenshot(path=screenshots / f"views-empty-{language}.png")
    assert not serious_faults(page)
    page.locator(".empty-state .button").click()
    page.wait_for_selector(".funnel-step")


def test_one_that_is_gone_says_so(open_page):
    page = open_page("/views/987654", expects=("/api/v1/views/987654",))
    expect(page.get_by_role("heading", level=1)).to_have_text("There is no such saved analysis")
    page.get_by_role("link", name="All saved analyses").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Saved analyses")


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_is_accessible_and_fits(open_page, view, screenshots, language, scheme, width):
    for name, path, mark in [("views", "/views", "table.data"), ("view", f"/views/{view['id']}", ".funnel-step")]:
        page = open_page(path, width=width, scheme=scheme, language=language)
        page.wait_for_selector(mark)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=screenshots / f"{name}-{language}-{scheme}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, name
        assert not serious_faults(page), name


def test_what_is_changed_while_a_save_is_at_work_stays(open_page, view):
    page = open_page(f"/views/{view['id']}")
    page.wait_for_selector(".funnel-below")
    page.get_by_role("combobox", name="Count").first.select_option("session")
    answer = held(page, r"/api/v1/views/\d+$", "PUT")
    page.get_by_role("button", name="Save changes", exact=True).click()
    answer.arrives()
    page.get_by_role("combobox", name="Count").first.select_option("user")
    asked = query_of(page)["q"]
    answer.let_go()
    expect(page.locator(".toast-note")).to_contain_text("Opens to payments")
    assert query_of(page)["q"] == asked and query_of(page)["revision"] == "2"
    expect(page.get_by_role("button", name="Save changes", exact=True)).to_be_enabled()
