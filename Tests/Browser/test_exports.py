"""The users of a segment as files, from its page: for those who may, with a sentence where it is refused."""

import json

import pytest
from playwright.sync_api import expect

from conftest import call, colleague, fits, own_server, signed_in

LAST_DAY = "2026-10-31"


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "exports")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


def segment_of(page, name, run=True):
    segment = call(page, "POST", "/segments", {"name": name, "containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}]}]}]})["id"]
    if run:
        call(page, "POST", f"/segments/{segment}/runs", {"wait": True, "date": LAST_DAY})
    return segment


@pytest.mark.parametrize("language, export, formats", [("en", "Export the users", ["CSV", "NDJSON", "Parquet"]), ("ko", "사용자 내보내기", ["CSV 파일", "NDJSON 파일", "Parquet 파일"])])
def test_the_members_go_out_as_a_file_of_each_format(open_page, screenshots, language, export, formats):
    page = open_page("/help", language=language)
    segment = segment_of(page, f"Exported {language}")
    size = call(page, "GET", f"/segments/{segment}")["size"]
    page.goto(page.url.replace("/help", f"/segments/{segment}?tab=members"))
    page.locator("tbody tr").first.wait_for()
    files = {}
    for text in formats:
        page.locator("#tab-panel").get_by_role("button", name=export).click()
        with page.expect_download() as download:
            page.get_by_role("menuitem", name=text, exact=True).click()
        ending = download.value.suggested_filename.rsplit(".", 1)[1]
        with open(download.value.path(), "rb") as file:
            files[ending] = file.read()
    assert len(files["csv"].decode().split("\n")) >= size + 2 and files["csv"].startswith(b"user")
    lines = [json.loads(line) for line in files["ndjson"].decode().splitlines()]
    assert len(lines) == size + 1 and lines[-1]["trailer"]["rows"] == size
    assert files["parquet"][:4] == files["parquet"][-4:] == b"PAR1"
    with page.expect_download() as download:
        page.locator("#tab-panel").get_by_role("button", name="CSV").last.click()
    assert download.value.suggested_filename == f"segment-{segment}-members.csv"
    fits(page, screenshots, f"members-{language}")
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page, screenshots, f"members-{language}-390")


def test_what_is_refused_is_a_sentence_and_no_file(open_page):
    page = open_page("/help", expects=["/users?format="])
    segment = segment_of(page, "Refused")
    never = segment_of(page, "Has taken back consent", run=False)
    call(page, "PUT", "/export-settings", {"suppression": [never]})
    try:
        page.goto(page.url.replace("/help", f"/segments/{segment}?tab=members"))
        page.locator("#tab-panel").get_by_role("button", name="Export the users").click()
        page.get_by_role("menuitem", name="NDJSON").click()
        expect(page.locator(".toast-note.problem")).to_contain_text("was never run")
    finally:
        call(page, "PUT", "/export-settings", {"suppression": None})


def seems_large(page, segment):
    """The page takes the segment for one of two million users, whose file goes from the server to the disk."""
    def tell(route):
        answer = route.fetch()
        route.fulfill(response=answer, json={**answer.json(), "size": 2_000_000})
    page.route(f"**/api/v1/segments/{segment}?lang=*", tell)
    page.goto(page.url.replace("/help", f"/segments/{segment}"))


@pytest.mark.parametrize("item, ending", [("CSV", "csv"), ("NDJSON", "ndjson"), ("Parquet", "parquet")])
def test_many_users_go_from_the_server_to_the_disk(open_page, server, item, ending):
    page = open_page("/help")
    segment = segment_of(page, f"Many as {item}")
    seems_large(page, segment)
    page.get_by_role("button", name="More actions").click()
    with page.expect_download() as download:
        page.get_by_role("menuitem", name=item, exact=True).click()
    # No blob of the page's: the address of the server, with the snapshot whose export was asked for before.
    assert download.value.url.startswith(f"{server.origin}/api/v1/segments/{segment}/users?format={ending}&snapshot=")
    assert download.value.suggested_filename.endswith(f".{ending}")
    answer = page.context.request.get(download.value.url)
    with open(download.value.path(), "rb") as file:
        assert file.read() == answer.body()
    expect(page.locator(".toast-note")).to_contain_text("The browser writes 2,000,000 users to a file")


def test_what_is_refused_of_many_users_is_a_sentence_too(open_page):
    page = open_page("/help", expects=["/users?format="])
    segment = segment_of(page, "Many refused")
    seems_large(page, segment)
    downloads = []
    page.on("download", lambda download: downloads.append(download))
    call(page, "PUT", "/export-settings", {"quota": {"rows_per_day": 0}})
    try:
        page.get_by_role("button", name="More actions").click()
        page.get_by_role("menuitem", name="NDJSON", exact=True).click()
        expect(page.locator(".toast-note.problem")).to_contain_text("rows")
    finally:
        call(page, "PUT", "/export-settings", {"quota": None, "suppression": None})
    assert not downloads


def test_whoever_may_not_export_sees_no_button(open_page, browser, server):
    page = open_page("/help")
    segment = segment_of(page, "For marketers")
    visit = colleague(browser, server, page, "marketer")
    visit.goto(f"{server.origin}/segments/{segment}?tab=members")
    visit.locator("tbody tr").first.wait_for()
    expect(visit.get_by_role("button", name="Export the users")).to_have_count(0)
    visit.get_by_role("button", name="More actions").click()
    expect(visit.get_by_role("menuitem", name="Duplicate")).to_be_visible()
    expect(visit.get_by_role("menuitem", name="NDJSON")).to_have_count(0)
    visit.context.close()


@pytest.mark.parametrize("language, text, viewer", [
    ("en", "The values are personal data", "You may look at segments"), ("ko", "개인정보라서 값을 볼 수 없습니다", "볼 수만 있고")])
def test_personal_data_are_masked_in_the_builder(open_page, browser, server, screenshots, language, text, viewer):
    page = open_page("/help")
    call(page, "PATCH", "/tables/members", {"fields": [{"name": "status", "personal_data": "sensitive"}]})
    visit = colleague(browser, server, page, "marketer", language)
    visit.goto(f"{server.origin}/segments/new")
    card = visit.locator(".group-card").first
    card.locator("header .picker").first.click()
    visit.keyboard.type("members")
    visit.locator(".options-list [role=option]").first.wait_for()
    visit.keyboard.press("Enter")
    card.locator(".filters > .button").click()
    visit.keyboard.type("status")
    visit.keyboard.press("Enter")
    card.locator(".chip-add").click()
    expect(visit.locator(".options-none")).to_contain_text(text)
    fits(visit, screenshots, f"builder-masked-{language}")
    # What the marketer knows may still be asked for, and is counted.
    visit.keyboard.type("withdrawn")
    visit.keyboard.press("Enter")
    visit.keyboard.press("Escape")
    expect(card.locator(".remaining b")).to_have_count(1)
    visit.context.close()
    look = colleague(browser, server, page, "viewer", language)
    look.goto(f"{server.origin}/segments/new")
    expect(look.locator(".empty-state")).to_contain_text(viewer)
    look.context.close()
