"""Admin: labels that pickers find at once, registering a table, people, programs, jobs, audit, deliveries."""

import csv

import pytest
from playwright.sync_api import expect

from conftest import colleague, own_server, serious_faults, signed_in
from held import held

NEWS = {"en": {"data": "Data and fields", "find": "Find a table, field or value", "save": "Save"},
        "ko": {"data": "데이터와 필드", "find": "테이블, 필드, 값 찾기", "save": "저장"}}


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "admin")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


def fits(page, screenshots, name):
    """What every state of a page must be: readable by all, and no wider than the window."""
    page.screenshot(path=screenshots / f"admin-{name}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert not serious_faults(page)


@pytest.mark.parametrize("language, typed, label", [("ko", "ㅍㄹㅁㅅ", "푸른 명세"), ("en", "sky", "Sky number")])
def test_a_label_is_found_at_once(open_page, screenshots, language, typed, label):
    words = NEWS[language]
    page = open_page("/admin/data/members", language=language)
    title = {"ko": "한국어", "en": "English"}[language]
    page.get_by_label(f"birth_year: {title}").fill(label)
    page.reload()
    assert page.get_by_label(f"birth_year: {title}").input_value() == label, "nothing typed is lost"
    page.get_by_role("button", name=words["save"], exact=True).click()
    page.locator(".save-bar").wait_for(state="detached")
    page.get_by_role("link", name=words["data"]).first.click()
    page.get_by_label(words["find"]).fill(typed)
    hit = page.locator(".data-hits a", has_text=label)
    hit.wait_for()
    fits(page, screenshots, f"search-{language}")
    hit.click()
    page.wait_for_url("**/admin/data/members?field=birth_year")
    page.locator("h1", has_text=label).wait_for()


def test_value_labels_are_pasted_and_saved(open_page, screenshots):
    page = open_page("/admin/data/members?field=status")
    page.get_by_label("withdrawn: English").wait_for()
    page.get_by_role("button", name="Paste from a spreadsheet").click()
    page.locator("dialog textarea").fill("withdrawn\tGone away\t떠남")
    page.get_by_role("button", name="Take 1 label").click()
    assert page.get_by_label("withdrawn: English").input_value() == "Gone away"
    page.get_by_role("button", name="Save", exact=True).click()
    page.locator(".save-bar").wait_for(state="detached")
    page.goto(page.url.split("/admin")[0] + "/admin/data?q=gone+away")
    page.locator(".data-hits a", has_text="Gone away").wait_for()


def test_somebody_else_was_faster(open_page):
    page = open_page("/admin/data/members", expects=["/api/v1/tables/members"])
    page.get_by_label("age: English").fill("Mine")
    other = open_page("/admin/data/members")
    other.get_by_label("age: English").fill("Theirs")
    other.get_by_role("button", name="Save", exact=True).click()
    other.locator(".save-bar").wait_for(state="detached")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Nothing was overwritten").wait_for()
    page.get_by_role("button", name="Drop mine and see theirs").click()
    expect(page.get_by_label("age: English")).to_have_value("Theirs")


def test_a_table_is_registered_from_a_connection(open_page, screenshots, tmp_path):
    with open(tmp_path / "coupons.csv", "w", newline="") as file:
        csv.writer(file).writerows([["member_id", "coupon"], ["m0000001", "A"], ["m0000002", "B"]])
    page = open_page("/admin/data", expects=["/api/v1/connections/lake"])
    page.get_by_role("button", name="New connection").first.click()
    page.get_by_label("Name").fill("lake")
    page.get_by_label("Path on the server").fill(str(tmp_path / "nothing"))
    page.get_by_role("button", name="Test and save").click()
    page.locator("dialog .problem").wait_for()
    assert "nothing here" in page.locator("dialog .problem").inner_text()
    page.get_by_label("Path on the server").fill(str(tmp_path))
    page.get_by_role("button", name="Test and save").click()
    page.get_by_role("button", name="Test", exact=True).click()
    page.get_by_text("Works, 1 table").wait_for()
    page.get_by_role("link", name="Browse tables").click()
    page.get_by_text("coupons").first.click()
    page.get_by_role("button", name="Register a table").click()
    page.get_by_text("Say which column is the user").wait_for()
    page.get_by_label("member_id: Is").select_option("user")
    fits(page, screenshots, "register")
    page.get_by_role("button", name="Register a table").click()
    page.wait_for_url("**/admin/data/coupons")
    page.get_by_label("coupon: Korean").wait_for()


def test_somebody_is_invited_by_a_link_shown_once(open_page, screenshots):
    page = open_page("/admin/users")
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("Name", exact=True).fill("mina")
    page.locator("dialog select").select_option("marketer")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_role("textbox", name="Sign-in link")
    assert "/sign-in?token=" in link.input_value()
    fits(page, screenshots, "invited")
    page.get_by_role("button", name="I have kept it").click()
    page.get_by_label("mina: Role").wait_for()
    assert "token=" not in page.content()
    page.get_by_label("mina: Role").select_option("analyst")
    page.get_by_text("Saved").wait_for()
    page.get_by_role("button", name="More for mina").click()
    page.get_by_role("menuitem", name="Disable").click()
    page.get_by_role("button", name="Disable", exact=True).click()
    page.get_by_text("disabled").wait_for()


def test_a_client_shows_its_token_once(open_page, screenshots):
    page = open_page("/admin/clients")
    page.get_by_role("button", name="New client").first.click()
    page.get_by_label("Name").fill("banner")
    page.get_by_role("button", name="Make it and its token").click()
    token = page.get_by_role("textbox", name="Token").input_value()
    assert len(token) > 20
    fits(page, screenshots, "token")
    page.get_by_role("button", name="I have kept it").click()
    page.get_by_role("button", name="banner", exact=True).click()
    page.get_by_role("button", name="Revoke").wait_for()
    assert token not in page.content()
    page.get_by_role("button", name="Revoke").click()
    page.get_by_role("button", name="Revoke").last.click()
    page.get_by_text("revoked").first.wait_for()


def test_the_audit_is_filtered(open_page):
    page = open_page("/admin/audit")
    page.get_by_label("What", exact=True).fill("access.")
    page.wait_for_url("**/admin/audit?action=access.")
    expect(page.locator("tbody code").filter(has_not_text="access.")).to_have_count(0)
    with page.expect_download() as download:
        page.get_by_role("button", name="Export").click()
        page.get_by_role("menuitem", name="As CSV").click()
    assert download.value.suggested_filename == "audit.csv"


def test_a_destination_says_what_is_wrong(open_page, screenshots):
    page = open_page("/admin/deliveries")
    page.get_by_role("button", name="New destination").first.click()
    page.get_by_label("Name", exact=True).fill("Nowhere")
    page.get_by_label("Address").fill("http://127.0.0.1:9/people")
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_role("button", name="Test", exact=True).click()
    page.get_by_text("Does not work").wait_for(timeout=40_000)
    fits(page, screenshots, "destination")


def test_a_viewer_sees_none_of_it(open_page, browser, screenshots):
    page = open_page("/admin/users")
    page.get_by_role("button", name="Invite somebody").click()
    page.get_by_label("Name", exact=True).fill("vera")
    page.get_by_role("button", name="Make the link").click()
    link = page.get_by_role("textbox", name="Sign-in link").input_value()
    context = browser.new_context(locale="en-US", viewport={"width": 1366, "height": 900})
    visit = context.new_page()
    visit.goto(link)
    visit.get_by_label("New password").fill("correct horse battery")
    visit.get_by_role("button").click()
    visit.get_by_role("link", name="Jobs").wait_for()
    for entry in ["Users", "API clients", "Audit", "Data and fields", "Deliveries"]:
        assert visit.get_by_role("link", name=entry, exact=True).count() == 0, entry
    visit.goto(page.url)
    visit.get_by_text("This page is for others").wait_for()
    fits(visit, screenshots, "viewer")
    context.close()


PAGES = [("data", "/admin/data", "table.data"), ("table", "/admin/data/members", "table.data"), ("field", "/admin/data/members?field=gender", ".check-list"),
         ("users", "/admin/users", "table.data"), ("clients", "/admin/clients", ".card"), ("jobs", "/admin/jobs", ".card"), ("audit", "/admin/audit", "table.data"), ("deliveries", "/admin/deliveries", ".card")]


@pytest.mark.parametrize("language, scheme, width", [("en", "light", 1366), ("ko", "dark", 1366), ("ko", "light", 390), ("en", "dark", 390)])
@pytest.mark.parametrize("name, path, mark", PAGES, ids=[page[0] for page in PAGES])
def test_each_page_fits_and_is_accessible(open_page, screenshots, name, path, mark, language, scheme, width):
    page = open_page(path, width=width, scheme=scheme, language=language)
    page.wait_for_selector(mark)
    page.wait_for_load_state("networkidle")
    fits(page, screenshots, f"{name}-{language}-{scheme}-{width}")


def test_what_is_typed_while_a_table_is_saved_is_kept(open_page):
    page = open_page("/admin/data/members")
    page.get_by_label("age: English").fill("Years")
    answer = held(page, r"/api/v1/tables/members$", "PATCH")
    again = held(page, r"/api/v1/tables/members\?")
    page.get_by_role("button", name="Save", exact=True).click()
    answer.arrives()
    page.get_by_label("age: Korean").fill("몇 살")
    answer.let_go()
    expect(page.locator(".toast-note.done")).to_have_count(1)
    # At once: no other request has to come back before what was saved is shown.
    expect(page.get_by_label("age: English")).to_have_value("Years")
    expect(page.get_by_label("age: Korean")).to_have_value("몇 살")
    again.let_go()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".save-bar")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("age: English")).to_have_value("Years")
    expect(page.get_by_label("age: Korean")).to_have_value("몇 살")


def test_discarding_takes_back_the_other_names_too(open_page):
    page = open_page("/admin/data/members?field=age")
    names = page.get_by_role("textbox", name="Synonyms")
    before = names.input_value()
    names.fill("years, how old,")
    expect(names).to_have_value("years, how old,")
    page.get_by_role("button", name="Discard").click()
    expect(names).to_have_value(before)


def test_a_role_that_was_chosen_stays_until_the_list_knows_it(open_page, browser, server):
    page = open_page("/help")
    colleague(browser, server, page, "viewer").context.close()
    page.goto(page.url.replace("/help", "/admin/users"))
    role = page.locator("tbody tr", has_text="viewer-").last.locator("select")
    role.wait_for()
    answer = held(page, r"/api/v1/users$", "GET")
    role.select_option("analyst")
    answer.arrives()
    expect(page.locator("main .working-line")).to_be_visible()
    expect(role).to_have_value("analyst")
    answer.let_go()
    expect(page.locator("main .working-line")).to_have_count(0)
    expect(role).to_have_value("analyst")


def test_a_role_that_is_refused_goes_back(open_page, browser, server):
    page = open_page("/help", expects=["/api/v1/users/"])
    colleague(browser, server, page, "marketer").context.close()
    page.goto(page.url.replace("/help", "/admin/users"))
    role = page.locator("tbody tr", has_text="marketer-").last.locator("select")
    role.wait_for()
    answer = held(page, r"/api/v1/users/", "PUT")
    role.select_option("admin")
    answer.arrives()
    answer.fail(detail="Not today.")
    expect(page.locator(".toast-note.problem")).to_contain_text("Not today.")
    expect(role).to_have_value("marketer")


def test_an_export_of_the_audit_that_is_refused_leaves_the_page(open_page):
    page = open_page("/admin/audit", expects=["/api/v1/audit?limit=1&"])
    page.locator("tbody tr").first.wait_for()
    answer = held(page, r"/api/v1/audit\?limit=1&")
    page.get_by_role("button", name="Export").click()
    page.get_by_role("menuitem", name="CSV").click()
    answer.arrives()
    answer.fail(status=429, detail="Too many at once.")
    expect(page.locator(".toast-note.problem")).to_contain_text("Too many at once.")
    expect(page.get_by_role("heading", level=1)).to_have_text("Audit")
