"""Answers that arrive late: what people have done meanwhile stays, and nothing is said before it is known."""

import json
import re
import urllib.parse

import pytest
from playwright.sync_api import expect

from conftest import api, call
from held import held
from test_dashboards import make

DRAFT = {"dataset": "app", "range": {"from": "2026-10-02", "to": "2026-11-01"}, "steps": [{"event": "app_open"}, {"event": "pay_done"}]}


def funnel(**more):
    return "/explore/funnel?" + urllib.parse.urlencode({"q": json.dumps({**DRAFT, **more})})


def question_of(page):
    return json.loads(urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)["q"][0])


@pytest.fixture
def board(open_page):
    page = open_page("/help")
    made = make(page, "Late")
    yield made
    api(page, "DELETE", f"/dashboards/{made['id']}", headers={"If-Match": "*"})


def add_text(page, text):
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("menuitem", name="Text").click()
    page.get_by_role("textbox", name="Text", exact=True).fill(text)
    page.get_by_role("button", name="Apply").click()


def test_a_star_stays_as_it_was_chosen(open_page):
    page = open_page("/help")
    with held(page, r"/api/v1/stars$") as stars:
        page.goto(page.url.replace("/help", "/people/m0000003"))
        page.get_by_role("button", name="Star", exact=True).click()
        # The answer is of the time before the click.
        stars.arrives().answer({"items": []})
    page.wait_for_load_state("networkidle")
    page.get_by_role("button", name="Take the star away").click()
    expect(page.get_by_role("button", name="Star", exact=True)).to_be_visible()


@pytest.mark.parametrize("path, field, none", [("/", "combobox", "Nothing is called"), ("/people", "searchbox", "Nobody has the id")])
def test_a_search_says_that_there_is_nothing_when_it_is_known_and_enter_waits_for_it(open_page, path, field, none):
    page = open_page(path)
    typed = page.get_by_role(field)
    typed.fill("zzzz")
    expect(page.get_by_text(none)).to_be_visible()
    with held(page, r"/api/v1/search\?" if path == "/" else r"/api/v1/people\?") as answers:
        typed.fill("pay_done" if path == "/" else "m0000002")
        typed.press("Enter")
        answers.arrives()
        expect(page.locator(".options-none" if path == "/" else ".working-line")).to_be_visible()
        expect(page.get_by_text(none)).to_have_count(0)
    expect(page.get_by_role("heading", level=1)).to_have_text("Trends" if path == "/" else "m0000002")


def test_what_is_changed_while_a_dashboard_is_saved_is_not_lost(open_page, board):
    page = open_page(f"/dashboards/{board['id']}")
    page.wait_for_selector(".tile.of-analysis .chart-box svg")
    tile = page.get_by_role("region", name="Payments", exact=True)
    tile.get_by_role("button", name="Actions of “Payments”").click()
    page.get_by_role("menuitem", name="Show as a table").click()
    add_text(page, "First")
    with held(page, rf"/api/v1/dashboards/{board['id']}$") as saving:
        page.get_by_role("button", name="Save", exact=True).click()
        saving.arrives()
        add_text(page, "Second")
    expect(page.get_by_text("“Late” is saved")).to_be_visible()
    expect(page.locator(".tile.of-text")).to_have_count(3)
    expect(page.get_by_text("Not saved")).to_be_visible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Not saved")).to_have_count(0)
    assert [one["text"] for one in call(page, "GET", f"/dashboards/{board['id']}")["tiles"] if one["kind"] == "text"][1:] == ["First", "Second"]
    # Tiles are not asked anew for being saved: how they are looked at stays.
    expect(tile.locator("tbody tr")).to_have_count(3)


def test_a_saved_dashboard_leaves_the_page_alone_that_one_has_gone_to(open_page, board):
    page = open_page(f"/dashboards/{board['id']}")
    page.wait_for_selector(".tile.of-analysis .chart-box svg")
    add_text(page, "First")
    with held(page, rf"/api/v1/dashboards/{board['id']}$") as saving:
        page.get_by_role("button", name="Save", exact=True).click()
        saving.arrives()
        page.evaluate("history.pushState(null, '', '/people/m0000002?range=' + encodeURIComponent('{\"last\":7,\"unit\":\"day\"}')); dispatchEvent(new PopStateEvent('popstate'))")
        page.get_by_role("heading", name="m0000002").wait_for()
    expect(page.get_by_text("“Late” is saved")).to_be_visible()
    assert "range=" in page.url


def test_a_conflict_that_cannot_be_looked_at_says_why(open_page, board):
    address = f"/api/v1/dashboards/{board['id']}"
    page = open_page(f"/dashboards/{board['id']}", expects=(address,))
    page.wait_for_selector(".tile.of-analysis .chart-box svg")
    add_text(page, "Mine")
    page.route(f"**{address}", lambda route: route.fulfill(status=412, json={"code": "changed", "detail": "Somebody else has changed it."})
               if route.request.method == "PUT" else route.fulfill(status=500, json={"code": "internal", "detail": "The disk is full."}))
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("The disk is full.")
    page.unroute(f"**{address}")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Not saved")).to_have_count(0)


def test_a_new_dashboards_name_is_asked_for_when_the_others_are_known(open_page, board):
    page = open_page(funnel())
    page.wait_for_selector(".funnel-step")
    with held(page, r"/api/v1/dashboards\?") as answers:
        page.get_by_role("button", name="Save to dashboard").click()
        form = page.get_by_role("dialog", name="Save to dashboard")
        answers.arrives()
        expect(form.get_by_label("Dashboard", exact=True).locator("option:checked")).to_have_text("Loading …")
        expect(form.get_by_label("Name of the new dashboard")).to_have_count(0)
        expect(form.get_by_role("button", name="Save to it")).to_be_disabled()
    expect(form.get_by_role("button", name="Save to it")).to_be_enabled()


def test_a_list_that_was_opened_earlier_changes_what_there_is_then(open_page):
    page = open_page(funnel(where=[{"property": "os", "operator": "in", "value": ["ios"]}], window={"value": 7, "unit": "day"}))
    page.wait_for_selector(".funnel-step")
    page.locator(".values .chip-add").click()
    # Assistive technology works a control without closing the list.
    page.evaluate("""() => {
        const select = document.querySelector("select[aria-label='Order']");
        select.value = "unordered";
        select.dispatchEvent(new Event("change", { bubbles: true }));
    }""")
    page.get_by_role("checkbox", name="android").check()
    expect(page.locator(".values .chip")).to_have_count(2)
    question = question_of(page)
    assert question["order"] == "unordered" and question["where"][0]["value"] == ["ios", "android"]


def test_values_and_segments_that_cannot_be_fetched_say_why(open_page):
    page = open_page(funnel(where=[{"property": "os", "operator": "in"}]), expects=("/values", "/api/v1/segments"))
    broken = lambda route: route.fulfill(status=503, json={"code": "busy", "detail": "The server has no time."})
    page.route("**/values?*", broken)
    page.route("**/api/v1/segments?*", broken)
    page.reload()
    page.get_by_role("button", name="Choose values").click()
    expect(page.locator(".options-list")).to_have_text("The server has no time.")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Compare with a segment").click()
    expect(page.locator(".options-none")).to_have_text("The server has no time.")
    page.keyboard.press("Escape")
    page.unroute("**/api/v1/segments?*")
    segment = call(page, "POST", "/segments", {"name": "Fetched late", "containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}]}]}]})
    page.get_by_role("button", name="Compare with a segment").click()
    expect(page.get_by_role("option", name="Fetched late", exact=True)).to_be_visible()
    call(page, "DELETE", f"/segments/{segment['id']}")


def test_series_have_the_names_of_segments_that_arrive_after_the_answer(open_page):
    page = open_page("/help")
    segment = call(page, "POST", "/segments", {"name": "Named late", "containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}]}]}]})
    call(page, "POST", f"/segments/{segment['id']}/runs", {"wait": True})
    with held(page, r"/api/v1/segments\?") as segments:
        page.goto(page.url.replace("/help", funnel(segments=["all", segment["id"]])))
        page.wait_for_selector(".funnel-step")
        segments.arrives()
    expect(page.locator(".series-legend")).to_contain_text("Named late")
    call(page, "DELETE", f"/segments/{segment['id']}")


def test_two_clicks_do_it_once_and_a_failure_is_told(open_page):
    page = open_page("/help", expects=("/segments/7/runs",))
    item = {"kind": "stale", "id": "7", "name": "Dormant", "detail": None, "remedy": None, "at": None, "snapshot": None}
    page.route("**/api/v1/home", lambda route: route.fulfill(json={"attention": [item], "attention_total": 1, "recent": [], "starred": [], "segments": []}))
    runs = []
    page.route("**/api/v1/segments/7/runs", lambda route: runs.append(route))
    page.locator(".navigation").get_by_role("link", name="Home").click()
    button = page.get_by_role("button", name="Run again")
    button.dblclick()
    expect(button).to_have_attribute("aria-busy", "true")
    expect(button).to_be_focused()
    assert len(runs) == 1
    runs[0].fulfill(status=503, json={"code": "busy", "detail": "The server has no time."})
    expect(page.get_by_text("The server has no time.")).to_be_visible()
    button.click()
    expect(button).to_have_attribute("aria-busy", "true")
    runs[1].fulfill(status=202, json={})


def test_who_has_closed_a_dialog_is_not_taken_elsewhere_by_it(open_page):
    page = open_page(funnel())
    page.locator(".funnel-kept").first.click()
    page.get_by_role("menuitem", name="Save as segment").click()
    with held(page, r"/api/v1/segments$") as saving:
        page.get_by_role("dialog").get_by_role("button", name="Save segment").click()
        saving.arrives()
        page.keyboard.press("Escape")
        expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator(".toast-note")).to_contain_text("is saved")
    expect(page).to_have_url(re.compile("/explore/funnel"))


def test_what_floats_above_a_page_does_not_outlive_it(open_page):
    page = open_page("/help")
    page.locator(".navigation").get_by_role("link", name="Funnel").click()
    page.locator(".funnel-kept").first.click()
    page.get_by_role("menuitem", name="See these people").click()
    page.wait_for_selector("dialog table.data tbody tr")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Help and terms")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_could_not_be_fetched_at_the_start_is_tried_again(open_page):
    page = open_page("/help", expects=("/api/v1/me",))
    page.route("**/api/v1/me", lambda route: route.fulfill(status=503, json={"code": "busy", "detail": "The server has no time."}))
    page.reload()
    expect(page.get_by_role("alert")).to_contain_text("The server has no time.")
    page.unroute("**/api/v1/me")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Help and terms")


def test_a_chart_without_its_library_says_so_and_tries_again(open_page):
    page = open_page("/help", expects=("echarts", "/api/v1/"))
    page.route("**/echarts/index.js", lambda route: route.abort("aborted"))
    page.goto(page.url.replace("/help", "/explore/trend"))
    expect(page.locator(".chart").get_by_role("alert")).to_be_visible()
    page.unroute("**/echarts/index.js")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".chart-box svg")).to_be_visible()
    expect(page.locator(".chart").get_by_role("alert")).to_have_count(0)


def test_a_hidden_series_does_not_hide_another_in_its_place(open_page):
    page = open_page(funnel(breakdown={"property": "os", "limit": 5}))
    boxes = page.locator(".series-check input")
    boxes.first.uncheck()
    page.get_by_role("button", name="Break down by").click()
    page.keyboard.type("gender")
    page.keyboard.press("Enter")
    expect(page.locator(".series-check", has_text="Female")).to_have_count(1)
    for box in boxes.all():
        expect(box).to_be_checked()


def test_conditions_that_come_with_an_analysis_are_unfolded(open_page):
    page = open_page(funnel())
    page.wait_for_selector(".funnel-step")
    more = page.get_by_role("button", name="More conditions")
    expect(more).to_have_attribute("aria-expanded", "false")
    page.get_by_role("button", name="Sample questions").click()
    page.get_by_role("menuitem").nth(1).click()
    expect(more).to_have_attribute("aria-expanded", "true")


def test_the_first_page_is_useful_without_the_datasets(open_page):
    page = open_page("/help", expects=("/api/v1/datasets",))
    page.route("**/api/v1/datasets", lambda route: route.fulfill(status=503, json={"code": "busy", "detail": "The server has no time."}))
    page.goto(page.url.replace("/help", "/"))
    expect(page.get_by_role("alert")).to_contain_text("The server has no time.")
    page.get_by_role("combobox").fill("m0000001")
    expect(page.get_by_role("option", name="Users whose id begins with m0000001")).to_be_visible()
    page.keyboard.press("Escape")
    page.unroute("**/api/v1/datasets")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".home-chart .chart-box svg")).to_be_visible()


def test_a_profile_that_takes_long_can_be_stopped_and_asked_again(open_page):
    page = open_page(funnel(), expects=("/api/v1/analyses",))
    page.locator(".funnel-kept").first.click()
    with held(page, r"/api/v1/analyses$"):
        page.get_by_role("menuitem", name="How they differ from all").click()
        dialog = page.get_by_role("dialog")
        dialog.get_by_role("button", name="Stop").click()
        expect(dialog.get_by_role("alert")).to_contain_text("Stopped")
    dialog.get_by_role("button", name="Try again").click()
    expect(dialog.locator(".profile-columns").first).to_be_visible()
    with page.expect_download() as file:
        dialog.get_by_role("button", name="CSV").click()
    assert file.value.suggested_filename == "profile.csv"


def test_what_was_imported_meanwhile_can_be_asked_about_at_the_next_page(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-step")
    known = call(page, "GET", "/datasets")
    known["datasets"][0]["events"].append("brand_new_event")
    page.route("**/api/v1/datasets", lambda route: route.fulfill(json=known))
    page.locator(".navigation").get_by_role("link", name="Home").click()
    page.wait_for_selector(".home-chart .chart-box svg")
    page.locator(".navigation").get_by_role("link", name="Trends").click()
    page.locator(".step-card .picker").first.click()
    page.keyboard.type("brand_new")
    expect(page.locator(".options-list [role=option]")).to_have_text("brand_new_event")


def test_an_address_about_a_dataset_that_is_gone_leads_on(open_page):
    page = open_page(funnel(dataset="gone"))
    expect(page.locator(".result .empty-state")).to_contain_text("gone")
    page.get_by_role("link", name="Start over").click()
    expect(page.locator(".funnel-step")).to_have_count(4)


def test_a_problem_is_that_of_its_own_question(open_page):
    page = open_page("/help", expects=("/api/v1/analyses",))
    page.route("**/api/v1/analyses", lambda route: route.fulfill(status=400, json={"code": "bad_question", "detail": "It is too long.", "pointer": "/steps/0"}))
    page.goto(page.url.replace("/help", funnel()))
    expect(page.locator(".result").get_by_role("alert")).to_contain_text("It is too long.")
    page.unroute("**/api/v1/analyses")
    with held(page, r"/api/v1/analyses$") as answers:
        page.get_by_label("Order").select_option("unordered")
        answers.arrives()
        expect(page.get_by_role("alert")).to_have_count(0)
        expect(page.locator(".is-invalid")).to_have_count(0)
    expect(page.locator(".funnel-step")).to_have_count(2)


def test_a_page_that_was_asked_for_far_below_comes_into_sight(open_page):
    page = open_page("/explore/pages")
    page.locator("table.data tbody tr .row-link").last.click()
    page.get_by_role("menuitem", name="This page in detail").click()
    expect(page.locator(".page-details .card")).to_be_in_viewport()
