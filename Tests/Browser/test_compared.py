"""Compared with the days before: funnels, retention and pages ask the same question of earlier days; what tells converters apart."""

import csv
import datetime
import json
import re
import urllib.parse

import pytest
from playwright.sync_api import expect

from conftest import ask, call, serious_faults

DAY = datetime.date.fromisoformat


BASE = {"dataset": "app", "range": {"from": "2026-10-02", "to": "2026-11-01"}}
DRAFTS = {
    "funnel": {**BASE, "steps": [{"event": event} for event in ("app_open", "pay_start", "pay_auth", "pay_done")], "window": {"value": 7, "unit": "day"}},
    "retention": {**BASE, "start": {"event": "pay_done"}, "return": {"event": "pay_done"}, "period": "week", "periods": 6},
    "pages": {**BASE, "by": "page", "limit": 50},
    "stickiness": {**BASE, "view": "stickiness", "return": {"event": "app_open"}, "period": "day"},
    "lifecycle": {**BASE, "view": "lifecycle", "return": {"event": "app_open"}, "period": "week"},
}
KINDS = {"stickiness": "retention", "lifecycle": "retention"}


def address(kind, more=""):
    return f"/explore/{KINDS.get(kind, kind)}?q={urllib.parse.quote(json.dumps(DRAFTS[kind]))}{more}"


def question_of(page):
    parts = urllib.parse.urlsplit(page.url)
    return {"kind": parts.path.rsplit("/", 1)[1], **json.loads(urllib.parse.parse_qs(parts.query)["q"][0])}


def before(question):
    """The same question about as many days before."""
    start, end = DAY(question["range"]["from"]), DAY(question["range"]["to"])
    return {**question, "range": {"from": str(start - (end - start)), "to": str(start)}}


def number(text):
    return int(re.sub(r"[^\d]", "", text))


def compared(open_page, kind, mark, place=1, **how):
    """An analysis whose date picker was told to compare."""
    page = open_page(address(kind), **how)
    page.wait_for_selector(mark)
    page.click(".picker.range")
    page.locator(".range-compare button").nth(place).click()
    page.wait_for_selector(".compared-range")
    return page


def saved_rows(page, within="table.data"):
    with page.expect_download() as download:
        page.locator(".card", has=page.locator(within)).get_by_role("button", name="Save as CSV").last.click()
    return list(csv.DictReader(open(download.value.path(), encoding="utf-8-sig")))


def test_a_funnel_shows_pale_bars_and_the_change_of_each_step(open_page, screenshots):
    page = compared(open_page, "funnel", ".funnel-below")
    bars = page.locator(".funnel-bar.is-before button")
    expect(bars).to_have_count(4)
    now, then = (ask(page, one)[1]["series"][0]["steps"] for one in (question_of(page), before(question_of(page))))
    assert [number(text) for text in page.locator("table.data tbody td:nth-child(3)").all_inner_texts()] == [step["count"] for step in then]
    # The same in the file, with the changes.
    rows = saved_rows(page)
    for row, one, other in zip(rows, now, then, strict=True):
        assert int(row["Before"]) == other["count"]
        assert float(row["Change"]) == pytest.approx(one["count"] / other["count"] - 1)
        assert float(row["Difference"]) == pytest.approx(one["from_first"] - other["from_first"], abs=1e-12)
    page.screenshot(path=screenshots / "compared-funnel-en.png", full_page=True)
    assert not serious_faults(page)
    # A pale bar is a set of users of those days.
    bars.nth(1).click()
    heading = page.locator(".menu-heading").first
    expect(heading).to_contain_text("before")
    assert number(heading.inner_text().rsplit("·", 1)[1]) == then[1]["users"]
    page.click("role=menuitem[name='See these people']")
    page.wait_for_selector("dialog table.data tbody tr")
    page.keyboard.press("Escape")
    assert "compare=previous_period" in page.url
    page.reload()
    expect(bars).to_have_count(4)
    page.go_back()
    expect(bars).to_have_count(0)


def test_a_broken_down_funnel_compares_each_value(open_page):
    page = compared(open_page, "funnel", ".funnel-below")
    page.click("role=button[name='Break down by']")
    page.keyboard.type("os")
    page.keyboard.press("Enter")
    page.wait_for_selector("th:has-text('Conversion before')")
    then = ask(page, before(question_of(page)))[1]["series"]
    rows = saved_rows(page)
    wanted = {series["breakdown"]: series["steps"][-1]["from_first"] for series in then}
    for row in rows:
        value = next(value for value in wanted if (value or "All users").lower() == row["Group"].lower())
        assert float(row["Conversion before"]) == pytest.approx(wanted[value])


def test_a_year_before_and_all_data(open_page):
    page = compared(open_page, "funnel", ".funnel-below", place=2)
    start = DAY(question_of(page)["range"]["from"])
    expect(page.locator(".compared-range")).to_contain_text(str(start.year - 1))
    page.click(".picker.range")
    page.click("text=All data")
    # All data resolve to the days of the data: nothing is said that is not so.
    page.wait_for_selector(".result-head:has-text('Nothing comes before'), .compared-range")


def test_retention_shows_the_average_before_dotted(open_page, screenshots):
    page = compared(open_page, "retention", ".heat-cell")
    page.wait_for_selector(".chart-box svg path[stroke-dasharray]", state="attached")
    row = page.get_by_role("row", name="Average before")
    average = ask(page, before(question_of(page)))[1]["series"][0]["average"]["pooled"]
    shown = [text for text in row.locator("td").all_inner_texts()[1:]]
    assert shown == ["–" if rate is None else f"{rate * 100:.1f}%" for rate in average[:len(shown)]]
    rows = saved_rows(page, ".heat")
    assert [one["Began"] for one in rows[:3]] == ["Average (pooled)", "Average before", "Difference"]
    page.screenshot(path=screenshots / "compared-retention-en.png", full_page=True)
    assert not serious_faults(page)


def test_stickiness_has_pale_bars_and_the_change_of_each(open_page):
    page = compared(open_page, "stickiness", "table.data tbody tr")
    page.wait_for_selector("th:has-text('Before')")
    now, then = (ask(page, one)[1]["series"][0]["periods"] for one in (question_of(page), before(question_of(page))))
    rows = saved_rows(page)
    assert len(rows) == max(len(now), len(then))
    for row, one, other in zip(rows, now, then):
        assert [int(row["users"]), int(row["Before"])] == [one["users"], other["users"]]
        assert float(row["Change"] or "nan") == pytest.approx(one["users"] / other["users"] - 1 if other["users"] else float("nan"), nan_ok=True)
        assert float(row["Difference"]) == pytest.approx(one["rate"] - other["rate"], abs=1e-12)
    # A number of the days before is a set of users of those days.
    page.locator("table.data tbody tr").first.locator("td").nth(1).get_by_role("button").click()
    heading = page.locator(".menu-heading").first
    expect(heading).to_contain_text("before")
    assert number(heading.inner_text().rsplit("·", 1)[1]) == then[0]["users"]
    page.click("role=menuitem[name='See these people']")
    page.wait_for_selector("dialog table.data tbody tr")


def test_lifecycle_has_pale_stacks_and_columns_of_change(open_page):
    page = compared(open_page, "lifecycle", "table.data tbody tr")
    page.wait_for_selector("th:has-text('New, before')")
    now, then = (ask(page, one)[1]["series"][0]["periods"] for one in (question_of(page), before(question_of(page))))
    rows = saved_rows(page)
    assert len(rows) == len(now)
    for index, (row, one) in enumerate(zip(rows, now)):
        for kind, name in (("new", "New"), ("dormant", "Dormant")):
            assert int(row[name]) == one[kind]["users"]
            assert row[f"{name}, before"] == (str(then[index][kind]["users"]) if index < len(then) else "")


def test_lifecycle_shows_each_segment_that_is_compared(open_page):
    page = open_page("/help")
    segment = call(page, "POST", "/segments", {"name": "Of a lifecycle", "containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}]}]}]})
    call(page, "POST", f"/segments/{segment['id']}/runs", {"wait": True})
    draft = {**DRAFTS["lifecycle"], "segments": ["all", segment["id"]]}
    page.goto(page.url.replace("/help", f"/explore/retention?q={urllib.parse.quote(json.dumps(draft))}"))
    page.get_by_label("Group").select_option(label="Of a lifecycle")
    own = ask(page, question_of(page))[1]["series"][1]["periods"]
    assert [int(row["New"]) for row in saved_rows(page)] == [period["new"]["users"] for period in own]
    call(page, "DELETE", f"/segments/{segment['id']}")


def test_the_time_to_convert_has_the_days_before_beside_it(open_page):
    page = compared(open_page, "funnel", ".funnel-below")
    page.get_by_role("button", name="Time to convert").click()
    page.wait_for_selector(".times-table th:has-text('Difference')")
    now, then = (ask(page, one)[1]["series"][0]["steps"][-1]["time_from_first_ms"] for one in (question_of(page), before(question_of(page))))
    rows = saved_rows(page, ".times-table")
    counts = lambda histogram: [number for number in histogram if number]
    assert [int(row["users"]) for row in rows if row["users"] != "0"] == counts(now["histogram"])
    assert [int(row["users, before"]) for row in rows if row["users, before"] != "0"] == counts(then["histogram"])
    expect(page.get_by_text("before: median")).to_be_visible()


def test_pages_have_columns_of_change(open_page, screenshots):
    page = compared(open_page, "pages", "table.data tbody tr")
    page.wait_for_selector("th:has-text('Views, before')")
    then = {row["page"]: row for row in ask(page, {**before(question_of(page)), "limit": 500})[1]["rows"]}
    now = ask(page, question_of(page))[1]["rows"]
    rows = {row["Page"]: row for row in saved_rows(page)}
    for row in now:
        if row["page"] in then and row["page"] != "(other)":
            assert int(rows[row["page"]]["Views, before"]) == then[row["page"]]["views"]
            assert int(rows[row["page"]]["Visitors, before"]) == then[row["page"]]["visitors"]
    page.screenshot(path=screenshots / "compared-pages-en.png", full_page=True)
    assert not serious_faults(page)


def test_trends_compare_in_the_date_picker_too(open_page):
    page = open_page("/explore/trend")
    page.wait_for_selector(".chart-box svg path", state="attached")
    page.click(".picker.range")
    page.locator(".range-compare button").nth(1).click()
    page.wait_for_selector("th:has-text('Change')")
    assert question_of(page)["compare"] == "previous_period"
    expect(page.locator(".picker.range")).to_contain_text("against the time before")


def test_the_second_question_can_be_stopped_and_the_first_answer_stays(open_page):
    page = open_page(address("funnel"), expects=["/api/v1/analyses"])
    page.wait_for_selector(".funnel-below")
    page.route("**/api/v1/analyses", lambda route: None)
    page.click(".picker.range")
    page.locator(".range-compare button").nth(1).click()
    page.click(".working-note >> text=Stop")
    page.wait_for_selector(".problem:has-text('Stopped')")
    expect(page.locator(".funnel-step")).to_have_count(4)
    page.unroute("**/api/v1/analyses")
    page.click("text=Try again")
    expect(page.locator(".funnel-bar.is-before")).to_have_count(4)


@pytest.mark.parametrize("language, item", [("en", "What tells those who went on from those who stopped"), ("ko", "다음으로 간 사용자와 멈춘 사용자의 차이")])
def test_what_tells_those_who_went_on_from_those_who_stopped(open_page, screenshots, language, item):
    page = open_page(address("funnel"), language=language)
    page.wait_for_selector(".funnel-below")
    question = question_of(page)
    steps = ask(page, question)[1]["series"][0]["steps"]
    page.click(".funnel-lost >> nth=0")
    page.get_by_role("menuitem", name=item).click()
    page.wait_for_selector(".drivers-table")
    sets = page.locator(".drivers-sets span:has(i)")
    assert [number(text) for text in sets.all_inner_texts()] == [steps[1]["users"], steps[0]["stopped_users"] if "stopped_users" in steps[0] else steps[0]["stopped"]]
    # Each value's two shares are those of the two profiles.
    profile = lambda element: ask(page, {"kind": "profile", "dataset": "app", "range": question["range"], "limit": 200, "of": {"question": question, "element": element}})[1]["series"][0]
    went, stopped = profile(steps[1]["converted"]), profile(steps[0]["dropped"])
    with page.expect_download() as download:
        page.locator(".drivers-sets button").last.click()
    rows = list(csv.reader(open(download.value.path(), encoding="utf-8-sig")))[1:]
    gender = {row[1]: row for row in rows if row[0] == "gender"}
    for series, place in ((went, 3), (stopped, 5)):
        attribute = next(one for one in series["attributes"] if one["name"] == "gender")
        for row in attribute["rows"]:
            if row["users"]:
                assert float(gender[row["value"]][place]) == pytest.approx(row["share"], abs=1e-9)
    page.screenshot(path=screenshots / f"drivers-{language}.png")
    assert not serious_faults(page)


@pytest.mark.parametrize("language", ["en", "ko"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1366, 390])
def test_is_accessible_and_fits(open_page, screenshots, language, scheme, width):
    for kind, mark in [("funnel", ".funnel-bar.is-before"), ("retention", ".heat .is-change"), ("pages", ".change"), ("stickiness", ".change"), ("lifecycle", ".change")]:
        page = open_page(address(kind, "&compare=previous_period"), width=width, scheme=scheme, language=language)
        page.wait_for_selector(mark)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=screenshots / f"compared-{kind}-{language}-{scheme}-{width}.png", full_page=True)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, kind
        assert not serious_faults(page), kind
