"""Two segments in one flow, side by side; patterns that group nodes."""

import csv
import json
import urllib.parse

import pytest
from playwright.sync_api import expect

from conftest import ask, serious_faults
from test_segments import call, made, women


def question_of(page):
    return {"kind": "flow", **json.loads(urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["q"][0])}


@pytest.fixture
def two(open_page):
    page = open_page("/help")
    ids = [made(page, f"{name} of the flow", women(value)) for name, value in (("Women", "F"), ("Gentlemen", "M"))]
    yield ids
    for one in ids:
        call(page, "DELETE", f"/segments/{one}")


@pytest.mark.parametrize("language, add, removes, pair", [("en", "Compare with a segment", "Do not compare", "Side by side"), ("ko", "세그먼트와 비교", "비교에서 빼기", "나란히")])
def test_compares_two_segments_in_a_flow(open_page, two, screenshots, language, add, removes, pair):
    page = open_page("/explore/flow", language=language)
    page.wait_for_selector(".chart-box svg path", state="attached")
    for name in ("Women of the flow", "Gentlemen of the flow"):
        page.locator(".segments > .link").click()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
        expect(page.locator(".segment-line", has_text=name)).to_be_visible()
    page.locator(".segment-line").first.get_by_role("button").click()
    expect(page.locator(".flow-side h3")).to_have_text(["Women of the flow", "Gentlemen of the flow"])
    page.locator(".flow-side .chart-box svg path").nth(20).wait_for(state="attached")
    assert question_of(page)["segments"] == two
    # Side by side, as high as each other.
    left, right = (page.locator(".flow-side").nth(place).bounding_box() for place in (0, 1))
    assert left["y"] == right["y"] and right["x"] > left["x"] + left["width"] - 1
    status, answer = ask(page, question_of(page))
    assert status == 200
    with page.expect_download() as download:
        page.locator(".table-top button").last.click()
    rows = list(csv.reader(open(download.value.path(), encoding="utf-8-sig")))
    check_shares(rows[0], rows[1:], answer)
    page.wait_for_load_state("networkidle")
    page.screenshot(path=screenshots / f"flow-pair-journey-{language}.png", full_page=True)
    assert not serious_faults(page)
    # A number opens its people; one of both can be looked at alone, and the address keeps it.
    page.locator("table.data .cell-link").first.click()
    page.wait_for_selector(".menu-heading")
    page.keyboard.press("Escape")
    page.locator(".card-actions select").select_option("1")
    expect(page.locator(".flow-side")).to_have_count(0)
    page.reload()
    page.wait_for_selector(".chart-box svg path", state="attached")
    expect(page.locator(".card-actions select")).to_have_value("1")
    expect(page.locator(".card-actions select option").first).to_have_text(pair)


def check_shares(head, rows, answer):
    """Numbers and shares of both are those of the API, and the difference is theirs; the greatest stands first."""
    assert head[5:] == ["Women of the flow", "Gentlemen of the flow"]
    totals = [sum(node["arrivals"] for node in series["nodes"] if node["step"] == 0) for series in answer["series"]]
    assert all(totals)
    numbers = [{(node["step"] + 1, node["arrivals"]) for node in series["nodes"]} | {(node["step"] + 1, node["exits"]) for node in series["nodes"]}
               | {(link["step"] + 1, link["count"]) for link in series["links"]} for series in answer["series"]]
    differences = []
    for row in rows:
        for side, place in ((0, 5), (1, 6)):
            if row[place] not in ("", "0"):
                assert (int(row[1]), int(row[place])) in numbers[side], row
                assert float(row[side + 2]) == pytest.approx(int(row[place]) / totals[side])
        if row[4]:
            assert float(row[4]) == pytest.approx(float(row[2]) - float(row[3]), abs=1e-12)
            differences.append(abs(float(row[4])))
    assert len(differences) > 5 and differences == sorted(differences, reverse=True)


def test_a_label_has_one_hue_in_both(open_page, two):
    page = open_page("/explore/flow")
    page.wait_for_selector(".chart-box svg path", state="attached")
    status, answer = ask(page, {**question_of(page), "segments": two})
    assert status == 200
    hues = page.evaluate("""async (series) => {
        const main = document.querySelector("script[type=module]").src;
        const { drawFlow } = await import(new URL("explore/flow/drawFlow.js", main));
        const { labelsOf } = await import(new URL("explore/flow/pair.js", main));
        const labels = labelsOf(series);
        return series.map((one) => Object.fromEntries(drawFlow(one, { isBackwards: false, text: String, labels }).series[0].data
            .filter((node) => !node.isExit).map((node) => [node.node.label, node.itemStyle.color])));
    }""", answer["series"])
    shared = hues[0].keys() & hues[1].keys()
    assert len(shared) > 3
    assert all(hues[0][label] == hues[1][label] for label in shared)


def test_a_pattern_is_asked_for_in_a_dialog(open_page, screenshots):
    page = open_page("/explore/flow")
    page.wait_for_selector(".chart-box svg path", state="attached")
    page.click("table.data .row-link >> nth=0")
    page.click("role=menuitem[name='Group by a pattern']")
    dialog = page.get_by_role("dialog", name="Group by a pattern")
    pattern = dialog.get_by_label("Pattern; * stands for anything")
    expect(pattern).to_be_focused()
    pattern.fill("/nothing/like/it")
    expect(dialog).to_contain_text("The pattern fits nothing that is shown.")
    expect(dialog.get_by_role("button", name="Group", exact=True)).to_be_disabled()
    page.keyboard.press("Enter")
    pattern.fill("/h*")
    expect(dialog).to_contain_text("/home")
    page.screenshot(path=screenshots / "flow-group-en.png")
    assert not serious_faults(page)
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    assert "rules" not in question_of(page)
    page.click("table.data .row-link >> nth=0")
    page.click("role=menuitem[name='Group by a pattern']")
    pattern.fill("/h*")
    page.keyboard.press("Enter")
    expect(page.locator("table.data .row-link", has_text="/h*").first).to_be_visible()
    assert question_of(page)["rules"] == [{"pattern": "/h*", "label": "/h*"}]


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_is_accessible_and_fits(open_page, two, screenshots, language, scheme, width):
    question = {"dataset": "app", "by": "page", "steps": 4, "nodes_per_step": 6, "unit": "session", "segments": two}
    page = open_page(f"/explore/flow?q={urllib.parse.quote(json.dumps(question))}", width=width, scheme=scheme, language=language)
    page.locator(".flow-side .chart-box svg path").nth(20).wait_for(state="attached")
    page.wait_for_load_state("networkidle")
    page.screenshot(path=screenshots / f"flow-pair-{language}-{scheme}-{width}.png", full_page=True)
    if width == 390:
        first, second = (page.locator(".flow-side").nth(place).bounding_box() for place in (0, 1))
        assert second["y"] >= first["y"] + first["height"]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not serious_faults(page)
