"""Dashboards: charts saved from Explore, one range for all, arranging, links, two people at once."""

import re

import pytest
from playwright.sync_api import expect

from conftest import api, serious_faults


def funnel(*events):
    return {"kind": "funnel", "dataset": "app", "steps": [{"event": event} for event in events], "window": {"value": 7, "unit": "day"}}


def tile(kind, title, x, y, width, height, **more):
    return {"kind": kind, "title": title, "view": {}, "place": {"x": x, "y": y, "width": width, "height": height}, **more}


def make(page, name, tiles=None):
    tiles = tiles if tiles is not None else [
        tile("text", "Why", 0, 0, 6, 2, text="# Every Monday\n\n- Look at payments\n- Then at sign-ups"),
        tile("number", "", 6, 0, 3, 2, question=funnel("app_open", "pay_done"), view={"element": "conversion"}),
        tile("analysis", "Payments", 0, 2, 6, 5, question=funnel("app_open", "pay_start", "pay_done")),
        tile("analysis", "Opens", 6, 2, 6, 5, question={"kind": "trend", "dataset": "app", "series": [{"event": "app_open", "measure": "users"}], "period": "day"}),
    ]
    status, made = api(page, "POST", "/dashboards", {"name": name, "folder": "", "description": "", "tiles": tiles})
    assert status == 201, made
    return made


@pytest.fixture
def board(open_page):
    page = open_page("/help")
    made = make(page, "Weekly")
    yield made
    api(page, "DELETE", f"/dashboards/{made['id']}", headers={"If-Match": "*"})


def wait_for_tiles(page, number=2):
    expect(page.locator(".tile.of-analysis .chart-box svg")).to_have_count(number)
    page.wait_for_load_state("networkidle")


def test_saves_charts_to_a_dashboard_and_changes_its_date_range(open_page, screenshots):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-step")
    page.get_by_role("button", name="Save to dashboard").click()
    form = page.get_by_role("dialog", name="Save to dashboard")
    expect(form.get_by_label("Title")).to_have_value(re.compile("→"))
    form.get_by_label("Dashboard", exact=True).select_option("new")
    form.get_by_label("Name of the new dashboard").fill("From the journey")
    page.screenshot(path=screenshots / "save-to-dashboard-en.png")
    form.get_by_role("button", name="Save to it").click()
    expect(page.get_by_text("is on “From the journey”")).to_be_visible()

    page.locator(".navigation").get_by_role("link", name="Trends").click()
    page.wait_for_selector(".chart-box svg")
    page.get_by_role("button", name="Save to dashboard").click()
    form = page.get_by_role("dialog", name="Save to dashboard")
    # The one that was made last is offered.
    expect(form.get_by_label("Dashboard", exact=True).locator("option:checked")).to_have_text("From the journey")
    form.get_by_role("button", name="Number").click()
    form.get_by_role("button", name="Save to it").click()
    page.get_by_role("link", name="Open", exact=True).last.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("From the journey")
    wait_for_tiles(page, 1)
    before = page.locator(".tile-number").inner_text()

    page.get_by_role("button", name="Range of days for all tiles").click()
    page.get_by_role("button", name="Last 7 days").click()
    expect(page.locator(".tile-number")).not_to_have_text(before)
    assert "range=" in page.url
    expect(page.get_by_text("Not saved")).to_be_visible()
    address = page.url
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Not saved")).to_have_count(0)
    after = page.locator(".tile-number").inner_text()
    assert "range=" not in page.url
    page.reload()
    expect(page.locator(".tile-number")).to_have_text(after)
    page.screenshot(path=screenshots / "dashboard-journey-en.png", full_page=True)
    # The link with the range shows the same to others.
    other = open_page(address[len(page.evaluate("location.origin")):])
    expect(other.locator(".tile-number")).to_have_text(after)
    api(page, "DELETE", page.evaluate("location.pathname"), headers={"If-Match": "*"})


@pytest.mark.parametrize("language", ["en", "ko"])
def test_arranges_by_keyboard_and_by_dragging(open_page, board, language):
    page = open_page(f"/dashboards/{board['id']}?edit=1", language=language)
    wait_for_tiles(page)
    titles = lambda: page.locator(".tile").evaluate_all("all => all.map((one) => one.ariaLabel)")
    first = titles()
    handle = page.locator(".tile-handle").nth(2)
    handle.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".tile").nth(1)).to_have_attribute("aria-label", "Payments")
    expect(page.locator(".tile-handle").nth(1)).to_be_focused()
    page.keyboard.press("Shift+ArrowRight")
    expect(page.locator(".tile").nth(1)).to_have_css("grid-column-end", "span 7")
    # Nothing is lost by a reload before it is saved.
    page.reload()
    wait_for_tiles(page)
    assert titles() != first
    start = page.locator(".tile-handle").nth(3).bounding_box()
    end = page.locator(".tile").nth(0).bounding_box()
    page.mouse.move(start["x"] + 8, start["y"] + 8)
    page.mouse.down()
    page.mouse.move(end["x"] + 30, end["y"] + 30, steps=20)
    page.mouse.move(end["x"] + 10, end["y"] + 14, steps=5)
    page.mouse.up()
    expect(page.locator(".tile").nth(0)).to_have_attribute("aria-label", "Opens")
    page.get_by_role("button", name="저장" if language == "ko" else "Save", exact=True).click()
    expect(page.locator(".board-unsaved")).to_have_count(0)
    status, saved = api(page, "GET", f"/dashboards/{board['id']}")
    places = {one["title"]: one["place"] for one in saved["tiles"]}
    assert places["Opens"]["x"] == 0 and places["Opens"]["y"] == 0
    assert places["Payments"]["width"] == 7


def test_two_people_at_once(open_page, board, screenshots):
    address = f"/dashboards/{board['id']}"
    page = open_page(address, expects=(f"/api/v1{address}",))
    wait_for_tiles(page)
    page.get_by_label("Users in all tiles").select_option(label="All users")
    status, current = api(page, "GET", address)
    theirs = {key: current[key] for key in ("folder", "description", "tiles")}
    for one in theirs["tiles"]:
        one.pop("asked", None)
    assert api(page, "PUT", address, {**theirs, "name": "Weekly, theirs"}, {"If-Match": f'"{current["revision"]}"'})[0] == 200
    page.get_by_role("button", name="Save", exact=True).click()
    dialog = page.get_by_role("dialog", name="Somebody else has saved this dashboard")
    expect(dialog).to_contain_text("Weekly, theirs")
    page.screenshot(path=screenshots / "dashboard-conflict-en.png")
    dialog.get_by_role("button", name="Take the saved one").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Weekly, theirs")


def test_a_tile_opens_in_explore_and_as_a_table(open_page, board):
    page = open_page(f"/dashboards/{board['id']}")
    wait_for_tiles(page)
    tile = page.get_by_role("region", name="Payments", exact=True)
    tile.get_by_role("button", name="Actions of “Payments”").click()
    page.get_by_role("menuitem", name="Show as a table").click()
    expect(tile.locator("tbody tr")).to_have_count(3)
    with page.expect_download() as file:
        tile.get_by_role("button", name="Save as CSV").click()
    assert file.value.suggested_filename == "Payments.csv"
    tile.get_by_role("button", name="Actions of “Payments”").click()
    page.get_by_role("menuitem", name="Open in Explore").click()
    expect(page.locator(".funnel-step")).to_have_count(3)


def test_an_empty_one_says_what_to_do(open_page, screenshots):
    page = open_page("/dashboards")
    page.get_by_role("button", name="New dashboard").first.click()
    page.get_by_label("Name", exact=True).fill("Empty")
    page.get_by_role("button", name="Create").click()
    expect(page.get_by_text("Nothing on it yet")).to_be_visible()
    page.screenshot(path=screenshots / "dashboard-empty-en.png")
    page.get_by_role("button", name="Add", exact=True).last.click()
    page.get_by_role("menuitem", name="Text").click()
    page.get_by_role("textbox", name="Text", exact=True).fill("What we look at")
    page.get_by_role("button", name="Apply").click()
    expect(page.locator(".tile.of-text")).to_contain_text("What we look at")
    page.get_by_role("button", name="Discard").click()
    expect(page.get_by_text("Nothing on it yet")).to_be_visible()
    page.get_by_role("button", name="More", exact=True).click()
    page.get_by_role("menuitem", name="Remove the dashboard").click()
    page.get_by_role("button", name="Remove the dashboard").click()
    expect(page).to_have_url(re.compile("/dashboards$"))


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_is_accessible_and_fits(open_page, board, screenshots, language, scheme, width):
    for name, path in [("dashboard", f"/dashboards/{board['id']}"), ("dashboard-edit", f"/dashboards/{board['id']}?edit=1"), ("dashboards", "/dashboards")]:
        page = open_page(path, width=width, scheme=scheme, language=language)
        page.wait_for_selector(".tile.of-analysis .chart-box svg" if name != "dashboards" else "table.data")
        page.wait_for_load_state("networkidle")
        page.screenshot(path=screenshots / f"{name}-{language}-{scheme}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert not serious_faults(page), name
