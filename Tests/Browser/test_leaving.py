"""Answers that arrive after the page was left, and what stands open over it."""

from playwright.sync_api import expect

from conftest import call
from held import held

WOMEN = {"containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}]}]}]}


def test_what_is_open_over_a_page_is_left_with_it(open_page):
    page = open_page("/help")
    page.get_by_role("link", name="Segments", exact=True).click()
    page.get_by_role("link", name="New segment").first.click()
    page.locator(".group-card header .picker").first.click()
    page.locator(".options-list [role=option]").first.wait_for()
    page.go_back()
    page.get_by_role("heading", name="Segments", level=1).wait_for()
    expect(page.locator(".floating")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.locator("dialog[open]")).to_have_count(1)
    page.go_back()
    page.locator(".terms").wait_for()
    expect(page.locator("dialog")).to_have_count(0)


def test_whoever_has_gone_elsewhere_is_not_led_away(open_page):
    page = open_page("/help")
    segment = call(page, "POST", "/segments", {"name": "To be copied", **WOMEN})["id"]
    page.goto(page.url.replace("/help", f"/segments/{segment}"))
    answer = held(page, r"/api/v1/segments$", "POST")
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Duplicate").click()
    answer.arrives()
    page.get_by_role("link", name="Funnel", exact=True).click()
    page.locator(".funnel-step").first.wait_for()
    with page.expect_response(lambda response: response.url.endswith("/api/v1/segments")):
        answer.let_go()
    # The note comes when all is done.
    expect(page.locator(".toast-note")).to_contain_text("To be copied")
    assert "/explore/funnel" in page.url


def test_a_link_that_goes_with_its_page_leaves_the_focus_to_the_next(open_page):
    page = open_page("/segments")
    page.get_by_role("link", name="New segment").first.focus()
    page.keyboard.press("Enter")
    page.locator(".group-card").wait_for()
    expect(page.locator("main")).to_be_focused()


def test_g_and_a_letter_typed_elsewhere_go_nowhere(open_page):
    page = open_page("/segments")
    field = page.get_by_role("searchbox").first
    field.wait_for()
    page.keyboard.press("g")
    field.fill("x")
    field.press("Tab")
    page.locator("main").focus()
    page.keyboard.press("f")
    page.keyboard.press("?")
    page.locator("dialog[open]").wait_for()
    assert "/segments" in page.url


def test_a_sign_out_that_fails_is_told(open_page):
    page = open_page("/help", expects=["/api/v1/session"])
    answer = held(page, r"/api/v1/session$", "DELETE")
    page.get_by_role("button", name="Account and appearance").click()
    page.get_by_role("menuitem", name="Sign out").click()
    answer.arrives()
    answer.fail(detail="Not now.")
    expect(page.locator(".toast-note.problem")).to_contain_text("Not now.")


def test_a_page_that_is_on_its_way_shows_that(open_page):
    page = open_page("/help")
    page.locator(".terms").wait_for()
    module = held(page, r"/segments/SegmentsPage\.js")
    page.locator("nav.navigation").get_by_role("link", name="Segments").click()
    module.arrives()
    expect(page.locator("main .working-line")).to_be_visible()
    module.let_go()
    expect(page.get_by_role("heading", level=1)).to_have_text("Segments")
