"""Retention, flow, pages and trends: their numbers are the API's, and each can be turned by hand."""

import json
import re
import urllib.parse

import pytest
from playwright.sync_api import expect

from conftest import ask


def question_of(page):
    """The question in the address."""
    parts = urllib.parse.urlsplit(page.url)
    return {"kind": parts.path.rsplit("/", 1)[1], **json.loads(urllib.parse.parse_qs(parts.query)["q"][0])}


def opened(open_page, kind, mark):
    page = open_page(f"/explore/{kind}")
    page.wait_for_selector(mark, state="attached")
    return page


def number(text):
    return int(re.sub(r"[^\d]", "", text))


def test_retention_shows_the_cohorts_of_the_api(open_page):
    page = opened(open_page, "retention", ".heat-cell")
    status, answer = ask(page, question_of(page))
    assert status == 200
    sizes = [number(text) for text in page.locator(".heat tbody tr:not(.total) td:nth-child(2)").all_inner_texts()]
    assert sizes == [cohort["users"] for cohort in answer["series"][0]["cohorts"]]
    assert page.locator(".heat-cell.is-incomplete").count() > 0
    page.click("role=button[name='Users'] >> nth=0")
    first = answer["series"][0]["cohorts"][0]["cells"][1]
    expect(page.locator(".heat tbody tr >> nth=1").locator("td >> nth=2")).to_have_text(f"{first['users']:,}")


def test_a_cell_names_who_came_back_and_who_did_not(open_page):
    page = opened(open_page, "retention", ".heat-cell")
    page.click(".heat-cell:not(.is-incomplete) >> nth=1")
    page.wait_for_selector(".menu-heading:has-text('Came back')")
    assert page.locator(".menu-heading:has-text('Did not come back')").count() == 1


@pytest.mark.parametrize("view, mark", [("Stickiness", "Active in"), ("Lifecycle", "Dormant")])
def test_other_views_of_retention(open_page, view, mark):
    page = opened(open_page, "retention", ".heat-cell")
    page.click(f"text={view}")
    page.wait_for_selector(f"table.data th:has-text('{mark}')")
    page.wait_for_selector(".chart-box svg path", state="attached")
    page.click("table.data .cell-link >> nth=0")
    page.wait_for_selector("role=menuitem[name='See these people']")


def test_retention_in_brackets(open_page):
    page = opened(open_page, "retention", ".heat-cell")
    page.select_option("select[aria-label='Counts as back']", "brackets")
    page.wait_for_selector(".heat th:has-text('week 3–4')")
    assert question_of(page)["brackets"][0] == [0, 0]


def test_flow_conserves_and_is_pinned_by_its_menu(open_page):
    page = opened(open_page, "flow", ".chart-box svg path")
    status, answer = ask(page, question_of(page))
    assert status == 200
    for node in answer["nodes"]:
        assert node["arrivals"] == node["onward"] + node["exits"]
    page.click("table.data .row-link >> nth=0")
    page.click("role=menuitem[name='Paths that start here']")
    expect(page.locator(".anchor .picker")).to_contain_text("Home")
    assert question_of(page)["anchor"] == {"at": "start", "value": "/home"}
    page.click("text=Another step")
    assert question_of(page)["steps"] == 5


def test_hidden_nodes_are_named_and_come_back(open_page):
    page = opened(open_page, "flow", ".chart-box svg path")
    page.click("table.data .row-link >> nth=0")
    page.click("role=menuitem[name='Hide this']")
    page.wait_for_selector(".chip")
    assert len(question_of(page)["hide"]) == 1
    page.click(".chip button")
    expect(page.locator(".chip")).to_have_count(0)


def test_pages_sort_and_open_in_detail(open_page):
    page = opened(open_page, "pages", "table.data tbody tr")
    status, answer = ask(page, question_of(page))
    assert status == 200
    views = [number(text) for text in page.locator("table.data tbody tr td:nth-child(2)").all_inner_texts()]
    assert views == sorted((row["views"] for row in answer["rows"]), reverse=True)
    page.click("th .sort:has-text('Exits')")
    exits = [number(text) for text in page.locator("table.data tbody tr td:nth-child(5)").all_inner_texts()]
    assert exits == sorted(exits, reverse=True)
    page.click(".row-link:has(small:text-is('/home'))")
    page.click("role=menuitem[name='This page in detail']")
    page.wait_for_selector(".detail-lists")
    page.wait_for_selector(".bars-name:has-text('(session began)')")


def test_trends_compare_dotted_and_tell_of_money(open_page):
    page = opened(open_page, "trend", ".chart-box svg path")
    page.click("text=Sample questions")
    page.click("text=Revenue against the period before")
    page.wait_for_selector("th:has-text('Change')")
    page.wait_for_selector(".chart-box svg path[stroke-dasharray]", state="attached")
    status, answer = ask(page, question_of(page))
    total = answer["series"][0]["total"]["value"]
    assert page.locator("button.figure-value").first.inner_text() == f"{total:,.0f}"


def test_a_table_goes_out_as_csv(open_page):
    page = opened(open_page, "pages", "table.data tbody tr")
    with page.expect_download() as download:
        page.click("button[aria-label='Save as CSV']")
    text = open(download.value.path(), encoding="utf-8-sig").read()
    assert text.startswith("Page,Views,") and "/home," in text


def test_a_chart_goes_out_as_svg_and_png(open_page):
    page = opened(open_page, "trend", ".chart-box svg path")
    for kind in ("SVG drawing", "PNG picture"):
        page.hover(".chart")
        page.click("button[aria-label='Save the chart']")
        with page.expect_download() as download:
            page.click(f"role=menuitem[name='{kind}']")
        content = open(download.value.path(), "rb").read()
        assert content.startswith((b"<svg", b"\x89PNG")) and len(content) > 2000


def test_a_range_is_chosen_and_resolved(open_page):
    page = opened(open_page, "trend", ".chart-box svg path")
    page.click(".picker.range")
    page.fill(".range-fields input >> nth=0", "2026-09-01")
    page.fill(".range-fields input >> nth=1", "2026-09-07")
    page.click(".range-days >> text=Apply")
    expect(page.locator(".result-head b")).to_have_text("1 Sep 2026 – 7 Sep 2026")
    assert question_of(page)["range"] == {"from": "2026-09-01", "to": "2026-09-08"}


def test_what_takes_long_can_be_stopped(open_page):
    page = open_page("/explore/trend", expects=["/api/v1/analyses"])
    page.wait_for_selector(".chart-box svg path", state="attached")
    page.route("**/api/v1/analyses", lambda route: None)
    page.select_option("select[aria-label='A point for each']", "week")
    page.wait_for_selector(".working-note")
    page.click(".working-note >> text=Stop")
    page.wait_for_selector(".problem:has-text('Stopped')")
    page.unroute("**/api/v1/analyses")
    page.click("text=Try again")
    expect(page.locator(".problem")).to_have_count(0)


def test_a_lost_server_is_a_sentence_and_the_question_stays(open_page):
    page = open_page("/explore/trend", expects=["/api/v1/analyses"])
    page.wait_for_selector(".chart-box svg path", state="attached")
    page.route("**/api/v1/analyses", lambda route: route.fulfill(status=503, content_type="text/plain", body="gone"))
    page.select_option("select[aria-label='A point for each']", "week")
    page.wait_for_selector(".problem:has-text('503')")
    assert question_of(page)["period"] == "week"
