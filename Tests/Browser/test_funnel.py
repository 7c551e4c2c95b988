"""The funnel: its figures are the API's, and a question is built by hand."""

import json
import urllib.parse

from playwright.sync_api import expect

from conftest import ask


def question_of(page):
    """The question in the address."""
    query = urllib.parse.parse_qs(urllib.parse.urlsplit(page.url).query)
    return json.loads(query["q"][0])


def counts(page):
    return [int(text.replace(",", "")) for text in page.locator(".funnel-below b").all_inner_texts()]


def test_shows_the_figures_that_the_api_answers(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    status, result = ask(page, {"kind": "funnel", **question_of(page)})
    assert status == 200
    steps = result["series"][0]["steps"]
    assert counts(page) == [step["count"] for step in steps]
    assert steps[0]["users"] > steps[-1]["users"] > 0


def test_a_step_is_added_by_type_ahead_and_the_address_keeps_it(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    page.click("text=Add a step")
    page.click("role=button[name='Event of E']")
    page.keyboard.type("coupon u")
    page.keyboard.press("Enter")
    expect(page.locator(".funnel-step")).to_have_count(5)
    assert question_of(page)["steps"][4] == {"event": "coupon_use"}
    page.reload()
    expect(page.locator(".funnel-step")).to_have_count(5)
    page.go_back()
    expect(page.locator(".step-card")).not_to_have_count(5)


def test_a_step_is_moved_by_dragging(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    handles = page.locator(".step-handle")
    start, end = handles.nth(0).bounding_box(), handles.nth(1).bounding_box()
    page.mouse.move(start["x"] + 6, start["y"] + 6)
    page.mouse.down()
    page.mouse.move(start["x"] + 8, start["y"] + 30, steps=5)
    page.mouse.move(end["x"] + 8, end["y"] + 34, steps=8)
    page.mouse.up()
    expect(page.locator(".step-card .picker").nth(0)).to_contain_text("Payment started")
    assert [step["event"] for step in question_of(page)["steps"]][:2] == ["pay_start", "app_open"]


def test_a_step_is_named_in_its_card(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    field = page.get_by_role("textbox", name="Name of this step")

    def rename():
        page.click("role=button[name='Actions of A']")
        page.click("role=menuitem[name='Rename']")
        expect(field).to_be_focused()

    rename()
    page.keyboard.type("Came in")
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    assert "label" not in question_of(page)["steps"][0]
    rename()
    page.keyboard.type("Came in")
    page.keyboard.press("Enter")
    expect(page.locator(".funnel-name").first).to_contain_text("Came in")
    assert question_of(page)["steps"][0] == {"event": "app_open", "label": "Came in"}
    # Empty takes the name away; a click on the name begins to change it.
    page.click(".step-card .step-label")
    field.fill("")
    page.keyboard.press("Enter")
    expect(page.locator(".funnel-name").first).not_to_contain_text("Came in")
    assert "label" not in question_of(page)["steps"][0]


def test_a_filter_shows_values_with_their_frequency(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    before = counts(page)
    page.click(".builder .filters >> text=Filter")
    page.keyboard.type("os")
    page.keyboard.press("Enter")
    page.click("text=Choose values")
    page.click(".option-check:has-text('ios')")
    page.keyboard.press("Escape")
    expect(page.locator(".funnel-below b").first).not_to_have_text(f"{before[0]:,}")
    assert counts(page)[0] < before[0]
    assert question_of(page)["where"] == [{"property": "os", "operator": "in", "value": ["ios"]}]


def test_a_breakdown_adds_up(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    page.click("role=button[name='Break down by']")
    page.keyboard.type("os")
    page.keyboard.press("Enter")
    page.wait_for_selector(".series-legend")
    rows = page.locator("table.data tbody tr").all()
    first = [int(row.locator("td").first.inner_text().split()[0].replace(",", "")) for row in rows]
    assert len(first) >= 3 and first[0] == sum(first[1:])


def test_views_over_time_and_time_to_convert(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    page.click("text=Over time")
    page.wait_for_selector(".chart-box svg path", state="attached")
    page.click("text=Time to convert")
    page.wait_for_selector("[aria-label='Histogram of the time to convert'] svg path", state="attached")
    assert "view=convert" in page.url


def test_every_bar_opens_a_menu(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    page.click(".funnel-lost >> nth=0")
    page.wait_for_selector("role=menuitem[name='Save as segment']")
    page.keyboard.press("Escape")
    expect(page.locator(".floating")).to_have_count(0)


def test_the_failing_version_is_one_click_away(open_page):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    page.click("text=Sample questions")
    page.click("text=Which app version breaks payments?")
    row = page.locator("table.data tbody tr:has-text('8.4.0')")
    row.wait_for()
    conversions = {r.locator("th").inner_text().strip(): float(r.locator("td >> nth=-2").inner_text().rstrip("%"))
                   for r in page.locator("table.data tbody tr").all()}
    assert conversions["8.4.0"] == min(conversions.values()) < 70


def test_an_error_stands_where_it_happened_and_nothing_is_lost(open_page):
    page = open_page("/explore/funnel", expects=["/api/v1/analyses"])
    page.wait_for_selector(".funnel-below")
    question = question_of(page)
    question["steps"][1] = {"event": "pay_strat"}
    page.goto(page.url.split("?")[0] + "?" + urllib.parse.urlencode({"q": json.dumps(question)}))
    page.wait_for_selector(".field-problem")
    assert "pay_start" in page.locator(".field-problem").inner_text()
    assert page.locator(".step-card .picker.is-invalid").count() == 1
    assert question_of(page)["steps"][1] == {"event": "pay_strat"}
