"""Imports: files of the server are chosen, looked at and taken in; progress, cancel, rejected rows with their lines."""

import gzip

import pytest
from playwright.sync_api import expect

from conftest import call, fits, own_server, signed_in
from held import held


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("drop")
    (folder / "logs").mkdir()
    title = "member_id,time,event,screen,amount\n"
    for day in (1, 2, 3):
        rows = [f"m{user:07d},2026-11-0{day} 10:{user % 60:02d}:00,{'pay' if user % 3 else 'open'},home,{user * 10}\n" for user in range(1, 301)]
        if day == 2:
            rows[10] = ",2026-11-02 10:11:00,pay,home,110\n"
            rows[20] = "m0000021,not a time,pay,home,210\n"
        (folder / "logs" / f"2026-11-0{day}.csv").write_text(title + "".join(rows))
    with gzip.open(folder / "large.csv.gz", "wt") as file:
        file.write(title)
        for row in range(1_500_000):
            file.write(f"m{row % 3000:07d},2026-11-{1 + row % 28:02d} 11:{row % 60:02d}:00,pay,home,{row % 1000}\n")
    (folder / "grades.csv").write_text("member_id,grade\n" + "".join(f"m{user:07d},{'gold' if user % 5 else 'vip'}\n" for user in range(1, 201)))
    return folder


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory, folder):
    yield from own_server(pristine, tmp_path_factory, "imports", CXM_IMPORT_FOLDER=str(folder))


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


WORDS = {
    "en": {"new": "New import", "find": "Find a file, or type a pattern", "take": "Take what fits", "into": "Into", "start": "Start the import", "missing": "Say which column is: the user", "is": "Is",
           "page": "the page", "done": "done", "rejects": "Rejected rows", "line": "Line"},
    "ko": {"new": "새 가져오기", "find": "파일 찾기 또는 패턴 입력", "take": "맞는 것 고르기", "into": "넣을 곳", "start": "가져오기 시작", "missing": "열을 정해 주세요", "is": "용도",
           "page": "페이지", "done": "완료", "rejects": "거부된 행", "line": "줄"},
}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_files_are_chosen_looked_at_and_taken_in(open_page, screenshots, language):
    words, dataset = WORDS[language], f"web_{language}"
    page = open_page("/admin/imports", language=language)
    page.get_by_role("link", name=words["new"]).first.click()
    page.get_by_label(words["find"]).fill("logs/2026-11-*.csv")
    page.get_by_role("button", name=words["take"]).click()
    expect(page.locator(".chosen-files")).to_contain_text("logs/2026-11-*.csv")
    page.locator("tbody code", has_text="member_id").wait_for()
    start = page.get_by_role("button", name=words["start"])
    expect(start).to_be_disabled()
    page.get_by_label(words["into"], exact=True).fill(dataset)
    uses = page.locator("tbody select[aria-label^='member_id']").first
    expect(uses).to_have_value("user")
    uses.select_option("kept")
    expect(page.locator(".save-bar")).to_contain_text(words["missing"])
    uses.select_option("user")
    page.locator("tbody select[aria-label^='screen']").first.select_option("page")
    fits(page, screenshots, f"import-new-{language}")
    page.reload()
    expect(page.get_by_label(words["into"], exact=True)).to_have_value(dataset)
    expect(page.locator("tbody select[aria-label^='screen']").first).to_have_value("page")
    start.click()
    page.wait_for_url("**/admin/imports?job=*")
    result = page.locator(".card", has=page.locator("h3", has_text=words["rejects"]))
    result.wait_for(timeout=60_000)
    expect(result.locator("h2 .tag")).to_have_text(words["done"])
    assert page.evaluate("document.querySelector('h1').getBoundingClientRect().top < document.querySelector('.card').getBoundingClientRect().top")
    expect(result.locator(".figures")).to_contain_text("898")
    # Line 12 of the second file has no user; a title stands above the rows.
    lines = result.locator("tbody tr").all_inner_texts()
    assert any("2026-11-02.csv" in line and "12" in line for line in lines) and any("22" in line for line in lines), lines
    with page.expect_download() as download:
        result.get_by_role("link").last.click()
    with open(download.value.path()) as file:
        assert "not a time" in file.read()
    fits(page, screenshots, f"import-done-{language}")
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page, screenshots, f"import-done-{language}-390")
    found = next(one for one in call(page, "GET", "/datasets")["datasets"] if one["name"] == dataset)
    assert found["roles"]["page"] == "screen"


def test_a_long_import_shows_its_progress_and_is_cancelled(open_page, screenshots):
    page = open_page("/admin/imports/new")
    page.get_by_label("Choose large.csv.gz").check()
    page.get_by_label("Into", exact=True).fill("web_large")
    page.get_by_role("button", name="Start the import").click()
    moving = page.locator(".import-moving")
    expect(moving).to_contain_text("rows a second", timeout=60_000)
    page.screenshot(path=screenshots / "import-moving.png", full_page=True)
    moving.get_by_role("button", name="Cancel").click()
    expect(moving).to_have_count(0, timeout=60_000)
    expect(page.locator("tbody tr", has_text="web_large").first.locator(".tag")).to_have_text("cancelled")
    assert all(one["name"] != "web_large" for one in call(page, "GET", "/datasets")["datasets"])


def test_attributes_are_taken_in(open_page):
    page = open_page("/admin/imports/new")
    page.get_by_label("Choose grades.csv").check()
    page.locator("tbody code", has_text="grade").wait_for()
    page.get_by_role("button", name="attributes", exact=True).click()
    page.get_by_label("Into", exact=True).fill("loyalty")
    page.get_by_role("button", name="Start the import").click()
    row = page.locator("tbody tr", has_text="loyalty").first
    expect(row.locator(".tag").first).to_have_text("done", timeout=60_000)
    assert any(table["name"] == "loyalty" for table in call(page, "GET", "/tables")["tables"])


def test_a_wrong_zone_is_told_at_its_field(open_page, screenshots):
    page = open_page("/admin/imports/new", expects=["/api/v1/imports"])
    page.get_by_label("Choose logs/2026-11-01.csv").check()
    page.locator("tbody code", has_text="member_id").wait_for()
    page.locator(".import-time summary").click()
    page.get_by_label("Time zone of times without an offset").fill("Asia/Soul")
    expect(page.locator(".field-problem")).to_contain_text("Asia/Soul")
    fits(page, screenshots, "import-fault")
    page.get_by_label("Time zone of times without an offset").fill("Asia/Tokyo")
    expect(page.locator(".field-problem")).to_have_count(0)
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".chosen-files")).to_have_count(0)


def test_without_a_folder_the_page_says_who_can_help(browser, pristine, tmp_path_factory, screenshots):
    for server in own_server(pristine, tmp_path_factory, "no-folder"):
        context = browser.new_context(viewport={"width": 1366, "height": 900}, locale="en-US")
        page = context.new_page()
        page.goto(server.link)
        page.goto(server.origin + "/admin/imports/new")
        expect(page.locator(".empty-state")).to_contain_text("CXM_IMPORT_FOLDER")
        fits(page, screenshots, "imports-off")
        context.close()


def test_no_import_begins_with_the_columns_of_another_file(open_page):
    page = open_page("/admin/imports/new")
    page.get_by_label("Choose grades.csv").check()
    page.locator("tbody code", has_text="grade").last.wait_for()
    page.get_by_label("Into", exact=True).fill("no_grades")
    start = page.get_by_role("button", name="Start the import")
    expect(start).to_be_enabled()
    answer = held(page, r"/api/v1/imports/preview$", "POST")
    page.get_by_label("Choose grades.csv").uncheck()
    page.get_by_label("Choose logs/2026-11-01.csv").check()
    expect(start).to_be_disabled()
    expect(page.locator("select[aria-label^='grade']")).to_have_count(0)
    answer.arrives()
    answer.let_go()
    page.locator("select[aria-label^='screen']").first.wait_for()
    expect(start).to_be_enabled()
