"""Overlap as an UpSet chart: bars by size, dots, sizes at the left; a bar's users become a segment."""

import re

import pytest
from playwright.sync_api import expect

from conftest import api, serious_faults
from test_segments import call, made, women


def aged(value):
    return {"containers": [{"groups": [{"dataset": "members", "filters": [{"field": "age_group", "operator": "in", "value": [value]}]}]}]}


@pytest.fixture
def three(open_page):
    page = open_page("/help")
    ids = [made(page, "Women who overlap", women()), made(page, "Twenties who overlap", aged("20대")),
           made(page, "Everybody who overlaps", {"containers": [{"groups": [{"dataset": "members"}]}]})]
    yield ids
    for one in ids:
        api(page, "DELETE", f"/segments/{one}?force=true", headers={"If-Match": "*"})


def opened(open_page, three, **how):
    page = open_page(f"/segments/{three[0]}?tab=overlap&with={three[1]},{three[2]}", **how)
    page.wait_for_selector(".chart-box svg path", state="attached")
    page.wait_for_load_state("networkidle")
    return page


def regions(page, three):
    status, found = api(page, "GET", f"/segments/{three[0]}/overlap?with={three[1]},{three[2]}")
    assert status == 200, found
    return found, sorted((one for one in found["regions"] if one["users"]), key=lambda one: -one["users"])


def test_bars_stand_by_size_and_a_click_saves_exactly_these(open_page, three, screenshots):
    page = opened(open_page, three)
    found, wanted = regions(page, three)
    rows = page.locator(".card", has=page.get_by_role("heading", name="Every combination")).locator("tbody tr")
    assert [int(re.sub(r"\D", "", text)) for text in rows.locator("td:nth-child(2)").all_inner_texts()] == [one["users"] for one in wanted]
    # The tallest bar is the first; its menu has its number.
    bars = page.evaluate("""() => [...document.querySelectorAll(".chart-box svg path[fill='#2457d6']")].map((path) => path.getBoundingClientRect())
        .filter((box) => box.width > 20).map((box) => ({ x: box.x + box.width / 2, y: box.y + box.height - 2, height: box.height }))""")
    assert [bar["height"] for bar in bars] == sorted((bar["height"] for bar in bars), reverse=True)
    assert len(bars) == len(wanted)
    page.mouse.click(bars[0]["x"], bars[0]["y"])
    heading = page.locator(".menu-heading")
    expect(heading).to_contain_text(f"{wanted[0]['users']:,} user")
    page.screenshot(path=screenshots / "upset-menu-en.png")
    assert not serious_faults(page)
    page.keyboard.press("Escape")
    # A combination of two of three, from the table by keyboard: exactly these, without the third.
    place = next(index for index, one in enumerate(wanted) if len(one["ids"]) == 2)
    rows.nth(place).locator(".row-link").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Save those in exactly these as segment").click()
    dialog = page.get_by_role("dialog", name="Save as segment")
    expect(dialog).to_contain_text("none of the others")
    name = dialog.get_by_label("Name").input_value()
    dialog.get_by_role("button", name="Save segment").click()
    expect(page).to_have_url(re.compile(r"/segments/\d+$"))
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    expect(page.locator(f"[data-size='{wanted[place]['users']}']")).to_be_visible(timeout=30_000)
    saved = call(page, "GET", f"/segments/{page.url.rsplit('/', 1)[1]}")
    api(page, "DELETE", f"/segments/{saved['id']}?force=true", headers={"If-Match": "*"})
    api(page, "DELETE", f"/segments/{saved['definition']['subtract'][0]}?force=true", headers={"If-Match": "*"})


def test_five_at_most(open_page, three):
    page = opened(open_page, three)
    more = [made(page, f"More {place} who overlap", aged(value)) for place, value in enumerate(("30대", "40대"))]
    page.goto(page.url.split("/segments")[0] + f"/segments/{three[0]}?tab=overlap&with={','.join([*three[1:], *more])}")
    page.wait_for_selector(".chart-box svg path", state="attached")
    expect(page.get_by_role("button", name="Compare with", exact=True)).to_be_disabled()
    for one in more:
        api(page, "DELETE", f"/segments/{one}", headers={"If-Match": "*"})


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_is_accessible_and_fits(open_page, three, screenshots, language, scheme, width):
    page = opened(open_page, three, width=width, scheme=scheme, language=language)
    page.screenshot(path=screenshots / f"upset-{language}-{scheme}-{width}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not serious_faults(page)
