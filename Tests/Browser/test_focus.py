"""The keyboard's place is never lost: when what had the focus is taken away, the focus is at what stands there then."""


from playwright.sync_api import expect

from conftest import api
from test_dashboards import make
from test_late_answers import funnel




def test_what_is_removed_by_keyboard_gives_the_focus_to_what_is_beside_it(open_page):
    page = open_page(funnel(steps=[{"event": event} for event in ("app_open", "pay_start", "pay_done")], where=[
        {"property": "os", "operator": "in", "value": ["ios", "android"]}, {"property": "os", "operator": "is_set"}]))
    page.wait_for_selector(".funnel-step")
    # A step by its menu.
    page.get_by_role("button", name="Actions of B", exact=True).focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Remove", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.locator(".step-card")).to_have_count(2)
    expect(page.get_by_role("button", name="Actions of B", exact=True)).to_be_focused()
    # A chip, then the last one, then filters.
    page.get_by_role("button", name="Remove ios").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove android")).to_be_focused()
    page.get_by_role("button", name="Remove this filter").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove this filter")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove this filter")).to_have_count(0)
    expect(page.locator(".filters :focus")).to_have_count(1)


def test_after_a_tile_is_removed_the_focus_is_at_its_neighbour(open_page):
    page = open_page("/help")
    board = make(page, "Focus")
    page.goto(page.url.replace("/help", f"/dashboards/{board['id']}?edit=1"))
    page.wait_for_selector(".tile.of-analysis .chart-box svg")
    page.get_by_role("button", name="Actions of “Payments”").focus()
    page.keyboard.press("Enter")
    page.get_by_role("menuitem", name="Remove from the dashboard").press("Enter")
    page.get_by_role("dialog").get_by_role("button", name="Remove from the dashboard").press("Enter")
    expect(page.locator(".tile")).to_have_count(3)
    expect(page.get_by_role("button", name="Actions of “Opens”")).to_be_focused()
    api(page, "DELETE", f"/dashboards/{board['id']}", headers={"If-Match": "*"})


def test_another_page_has_the_focus_in_its_content(open_page):
    page = open_page("/")
    link = page.get_by_role("link", name="Do campaign members come back?")
    link.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".heat-cell")
    expect(page.locator("main")).to_be_focused()


def test_a_form_that_met_an_error_has_the_focus_at_its_button(open_page):
    page = open_page("/dashboards", expects=("/api/v1/dashboards",))
    page.get_by_role("button", name="New dashboard").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Name").fill("Broken")
    page.route("**/api/v1/dashboards", lambda route: route.fulfill(status=503, json={"code": "busy", "detail": "The server has no time."}))
    dialog.get_by_role("button", name="Create").press("Enter")
    expect(dialog.get_by_role("alert")).to_contain_text("The server has no time.")
    expect(dialog.get_by_role("button", name="Create")).to_be_focused()
    expect(dialog.get_by_label("Name")).to_have_value("Broken")


def test_tab_leaves_a_list_for_what_stands_behind_its_button(open_page):
    page = open_page(funnel())
    page.wait_for_selector(".funnel-step")
    page.get_by_role("button", name="Break down by").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("combobox", name="Break down by")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(".floating")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Break down by")).to_be_focused()
    # A menu, too.
    page.get_by_role("button", name="Actions of A", exact=True).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("menu")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Actions of A", exact=True)).to_be_focused()


def test_a_click_beside_a_dialog_does_not_lose_what_was_written(open_page):
    page = open_page("/dashboards")
    page.get_by_role("button", name="New dashboard").first.click()
    dialog = page.get_by_role("dialog")
    page.mouse.click(5, 5)
    expect(dialog).to_have_count(0)
    page.get_by_role("button", name="New dashboard").first.click()
    dialog.get_by_label("Name").fill("Half writt")
    page.mouse.click(5, 5)
    expect(dialog.get_by_label("Name")).to_have_value("Half writt")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_enter_that_ends_a_field_is_not_for_the_button_in_its_place(open_page):
    page = open_page(funnel())
    page.wait_for_selector(".funnel-step")
    page.get_by_role("button", name="Actions of A", exact=True).click()
    page.get_by_role("menuitem", name="Rename").click()
    field = page.get_by_role("textbox", name="Name of this step")
    page.keyboard.type("Came in")
    page.keyboard.down("Enter")
    expect(page.locator(".step-label")).to_have_text("Came in")
    # The rest of the keystroke: what a slow machine gets later.
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.keyboard.up("Enter")
    expect(field).to_have_count(0)
    expect(page.locator(".step-card").first.locator(":focus")).to_have_count(1)
