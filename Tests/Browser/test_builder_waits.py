"""The segment builder over a slow or failing network: what fails is told, what is typed stays, nothing false is shown."""

import os

import pytest
from playwright.sync_api import expect

from conftest import call, own_server, signed_in
from held import held

WOMEN = {"containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}]}]}]}


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "builder-waits")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


def choose_members(page):
    page.locator(".group-card header .picker").first.click()
    page.keyboard.type("members")
    page.keyboard.press("Enter")


def test_fields_that_cannot_be_had_are_told_and_asked_for_again(open_page):
    page = open_page("/segments/new", expects=["/api/v1/tables/members"])
    answer = held(page, r"/api/v1/tables/members$")
    choose_members(page)
    answer.arrives()
    answer.fail(detail="The table is away.")
    card = page.locator(".group-card").first
    expect(card.locator(".problem")).to_contain_text("The table is away.")
    card.get_by_role("button", name="Try again").click()
    answer.arrives(2)
    expect(card.locator(".problem")).to_have_count(0)
    answer.let_go()
    expect(card.locator(".filters")).to_be_visible()


def test_the_fields_that_are_known_stay_while_the_list_is_asked_for_again(open_page):
    page = open_page("/segments/new")
    choose_members(page)
    card = page.locator(".group-card").first
    card.locator(".filters > .button").click()
    page.keyboard.type("age_group")
    page.keyboard.press("Enter")
    card.locator(".chip-add").wait_for()
    page.locator("nav.navigation").get_by_role("link", name="Segments").click()
    page.get_by_role("heading", name="Segments", level=1).wait_for()
    tables, fields = held(page, r"/api/v1/tables$"), held(page, r"/api/v1/tables/members$")
    page.get_by_role("link", name="New segment").first.click()
    card.locator(".chip-add").focus()
    tables.arrives()
    before = len(fields)
    tables.let_go()
    fields.arrives(before + 1)
    expect(card.locator(".chip-add")).to_be_focused()
    fields.let_go()


def test_connections_that_cannot_be_had_are_told(open_page):
    page = open_page("/help", expects=["/api/v1/connections"])
    answer = held(page, r"/api/v1/connections$")
    page.goto(page.url.replace("/help", "/segments/new?kind=sql"))
    answer.arrives()
    answer.fail(detail="No warehouses today.")
    expect(page.locator(".segment-main .problem")).to_contain_text("No warehouses today.")


def test_an_editor_that_cannot_be_loaded_says_so(open_page):
    page = open_page("/segments/new", expects=["codemirror"])
    page.route("**/codemirror/**", lambda route: route.fulfill(status=503, body=""))
    choose_members(page)
    page.get_by_role("button", name="SQL", exact=True).click()
    expect(page.locator(".segment-main .problem")).to_contain_text("The editor could not be loaded")
    page.unroute("**/codemirror/**")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".cm-content")).to_contain_text("SELECT")


def test_a_second_file_takes_the_place_of_the_first(open_page):
    page = open_page("/segments/new?kind=list")
    answer = held(page, r"/api/v1/lists\?", "POST")
    chooser = page.locator("input[type=file]")
    chooser.set_input_files({"name": "one.csv", "mimeType": "text/csv", "buffer": b"user\nm0000001\n"})
    answer.arrives()
    chooser.set_input_files({"name": "two.csv", "mimeType": "text/csv", "buffer": b"user\nm0000001\nm0000002\n"})
    answer.arrives(2)
    expect(page.locator(".segment-main .working-line")).to_be_visible()
    expect(page.locator(".segment-main .problem")).to_have_count(0)
    answer.let_go()
    expect(page.locator(".verdict")).to_contain_text("2")


def test_a_version_whose_dialog_is_closed_while_it_is_saved(open_page):
    page = open_page("/help")
    segment = call(page, "POST", "/segments", {"name": f"Closed early {os.urandom(3).hex()}", **WOMEN})["id"]
    page.goto(page.url.replace("/help", f"/segments/{segment}/edit"))
    page.locator(".group-card .chip").wait_for()
    page.locator(".segment-name").fill("Closed early, renamed")
    page.get_by_role("button", name="Save as new version").click()
    answer = held(page, rf"/api/v1/segments/{segment}$", "PATCH")
    page.locator("dialog").get_by_role("button", name="Save").click()
    answer.arrives()
    page.keyboard.press("Escape")
    expect(page.locator("dialog")).to_have_count(0)
    # Until it is answered nothing else can be changed that would be lost.
    expect(page.get_by_role("button", name="Save as new version")).to_be_disabled()
    answer.let_go()
    page.wait_for_url(f"**/segments/{segment}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Closed early, renamed")


def test_the_address_says_of_which_kind_a_new_segment_is(open_page):
    page = open_page("/segments/new")
    page.locator(".segment-name").fill("Kept")
    page.keyboard.press("Control+k")
    page.keyboard.type("SQL")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Write SQL")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(".segment-name")).to_have_value("Kept")
    page.goto(page.url.split("?")[0] + "?kind=list")
    page.locator(".drop").wait_for()
    expect(page.locator(".segment-name")).to_have_value("Kept")


def test_what_was_discarded_is_brought_back(open_page):
    page = open_page("/segments/new")
    page.locator(".segment-name").fill("Too early")
    page.get_by_role("button", name="Discard changes").click()
    expect(page.locator(".segment-name")).to_have_value("")
    page.get_by_role("button", name="Bring it back").click()
    expect(page.locator(".segment-name")).to_have_value("Too early")
    page.reload()
    expect(page.locator(".segment-name")).to_have_value("Too early")


def test_imports_that_cannot_be_had_are_told_where_one_is_waited_for(open_page):
    page = open_page("/segments/new", expects=["/api/v1/tables"])
    page.locator(".group-card").wait_for()
    page.get_by_role("button", name="Folder, tags, schedule").click()
    answer = held(page, r"/api/v1/tables$")
    page.get_by_role("combobox", name="Schedule").select_option("import")
    answer.arrives()
    expect(page.locator(".schedule-rule select").last).to_contain_text("Loading …")
    answer.fail(detail="Not now.")
    expect(page.locator(".schedule .problem")).to_contain_text("Not now.")
    answer.let_go()
    page.locator(".schedule").get_by_role("button", name="Try again").click()
    expect(page.locator(".schedule-rule select").last).to_contain_text("app")


def test_the_enter_that_ends_a_syllable_takes_no_tag(open_page):
    page = open_page("/segments/new")
    page.get_by_role("button", name="Folder, tags, schedule").click()
    field = page.get_by_label("Add a tag")
    field.fill("캠페인")
    field.dispatch_event("keydown", {"key": "Enter", "isComposing": True, "bubbles": True})
    expect(field).to_have_value("캠페인")
    field.press("Enter")
    expect(page.locator(".tag-input .chip")).to_have_text("캠페인")


def test_no_segments_yet_is_said_only_of_what_was_asked_now(open_page):
    page = open_page("/help")
    call(page, "POST", "/segments", {"name": f"One of some {os.urandom(3).hex()}", **WOMEN})
    page.goto(page.url.replace("/help", "/segments?search=zzzz"))
    expect(page.locator(".empty-state")).to_contain_text("Nothing fits")
    answer = held(page, r"/api/v1/segments\?sort=")
    page.get_by_role("searchbox").fill("")
    answer.arrives()
    expect(page.locator(".empty-state")).to_have_count(0)
    answer.let_go()
    page.locator("tbody tr").first.wait_for()


def test_a_segment_that_is_fetched_to_be_changed_shows_that(open_page):
    page = open_page("/help")
    segment = call(page, "POST", "/segments", {"name": f"Fetched {os.urandom(3).hex()}", **WOMEN})["id"]
    answer = held(page, rf"/api/v1/segments/{segment}\?")
    page.goto(page.url.replace("/help", f"/segments/{segment}/edit"))
    answer.arrives()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("button", name="Stop").click()
    page.get_by_role("button", name="Try again").click()
    answer.let_go()
    page.locator(".group-card .chip").wait_for()
    # Nothing was changed: there is nothing to discard.
    expect(page.get_by_role("button", name="Discard changes")).to_have_count(0)
