"""Settings: typed, with their defaults; a fault beside its field; who is never exported; told when somebody was faster."""

import pytest
from playwright.sync_api import expect

from conftest import call, fits, own_server, signed_in
from held import held

LAST_DAY = "2026-10-31"


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "settings", CXM_LOG_FORMAT="json")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


def value(page, name):
    return next(item for item in call(page, "GET", "/settings")["items"] if item["name"] == name)


WORDS = {"en": {"save": "Save", "reset": "Back to the default", "default": "Default: 90", "chosen": "chosen", "waits": "1 unsaved change", "server": "Of the server", "environment": "environment"},
         "ko": {"save": "저장", "reset": "기본값으로", "default": "기본값: 90", "chosen": "지정됨", "waits": "저장하지 않은 변경 1개", "server": "서버 설정", "environment": "환경 변수"}}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_setting_is_changed_and_taken_back(open_page, screenshots, language):
    words = WORDS[language]
    page = open_page("/admin/settings", language=language)
    one = page.locator(".setting", has=page.locator("code", has_text="ended_jobs_days"))
    expect(one).to_contain_text(words["default"])
    one.locator("input").fill("30")
    expect(page.get_by_role("region", name=words["waits"])).to_be_visible()
    page.reload()
    expect(one.locator("input")).to_have_value("30")
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(one.locator(".tag")).to_have_text(words["chosen"])
    assert value(page, "ended_jobs_days")["value"] == 30
    server = page.locator(".card", has=page.get_by_role("heading", name=words["server"], exact=True))
    expect(server.locator("tr", has_text="CXM_LOG_FORMAT")).to_contain_text(words["environment"])
    fits(page, screenshots, f"settings-changed-{language}")
    one.get_by_role("button", name=words["reset"]).click()
    page.get_by_role("button", name=words["save"], exact=True).click()
    expect(one.locator(".tag")).to_have_count(0)
    assert value(page, "ended_jobs_days")["value"] == 90 and not value(page, "ended_jobs_days")["chosen"]


def test_a_fault_stands_beside_its_field(open_page, screenshots):
    page = open_page("/admin/settings", expects=["/api/v1/settings"])
    one = page.locator(".setting", has=page.locator("code", has_text="ended_jobs_days"))
    one.locator("input").fill("0")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(one.locator(".field-problem")).to_be_visible()
    expect(one.locator("input")).to_have_value("0")
    kept = page.locator(".setting", has=page.locator("code", has_text="retention"))
    kept.locator("input[type=number]").first.fill("-1")
    one.locator("input").fill("90")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(kept.locator(".field-problem")).to_be_visible()
    fits(page, screenshots, "settings-fault")
    page.get_by_role("button", name="Discard").click()
    expect(page.locator(".field-problem")).to_have_count(0)
    assert not value(page, "retention")["chosen"]


def test_whoever_is_second_is_told(open_page):
    page = open_page("/admin/settings", expects=["/api/v1/settings"])
    one = page.locator(".setting", has=page.locator("code", has_text="ended_jobs_days"))
    one.locator("input").fill("40")
    call(page, "PATCH", "/settings", {"prepare_tables": False})
    page.get_by_role("button", name="Save", exact=True).click()
    page.get_by_text("Nothing was overwritten").wait_for()
    assert value(page, "ended_jobs_days")["value"] == 90
    page.get_by_role("button", name="Save mine over it").click()
    expect(one.locator(".tag")).to_have_text("chosen")
    assert value(page, "ended_jobs_days")["value"] == 40 and value(page, "prepare_tables")["value"] is False
    call(page, "PATCH", "/settings", {"prepare_tables": None, "ended_jobs_days": None})


def test_who_is_never_exported_is_chosen(open_page, screenshots):
    page = open_page("/help")
    segment = call(page, "POST", "/segments", {"name": "Took back consent", "containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["M"]}]}]}]})["id"]
    call(page, "POST", f"/segments/{segment}/runs", {"wait": True, "date": LAST_DAY})
    page.goto(page.url.replace("/help", "/admin/settings"))
    page.get_by_role("button", name="Add a segment").click()
    page.keyboard.type("consent")
    page.locator(".options-list [role=option]", has_text="Took back consent").click()
    expect(page.locator(".suppressed")).to_contain_text("Took back consent")
    page.get_by_role("button", name="Upload a list").click()
    page.locator("dialog summary").click()
    page.locator("dialog textarea").fill("m0000001 m0000002")
    page.get_by_role("button", name="Take these ids").click()
    page.get_by_role("button", name="Take this list").click()
    expect(page.locator(".suppressed")).to_have_count(2)
    page.get_by_label("Rows a day that each may export").fill("1000000")
    page.get_by_role("button", name="Add a caller").click()
    page.get_by_label("Caller", exact=True).fill("client/push-sender")
    page.get_by_label("Rows a day of client/push-sender").fill("5000")
    fits(page, screenshots, "export-settings")
    page.get_by_role("region", name="Unsaved changes").get_by_role("button", name="Save").click()
    expect(page.get_by_role("region", name="Unsaved changes")).to_have_count(0)
    found = call(page, "GET", "/export-settings")
    assert found["suppression"][0] == segment and "list" in found["suppression"][1]
    assert found["quota"] == {"rows_per_day": 1000000, "callers": {"client/push-sender": 5000}}
    page.reload()
    expect(page.locator(".suppressed").first).to_contain_text("Took back consent")
    expect(page.locator(".suppressed").last).to_contain_text("· pasted")
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page, screenshots, "export-settings-390")
    call(page, "PUT", "/export-settings", {"suppression": None, "quota": None})


def test_what_is_changed_while_a_save_is_at_work_is_kept(open_page):
    page = open_page("/admin/settings")
    days = page.locator(".setting", has=page.locator("code", has_text="ended_jobs_days"))
    days.locator("input").fill("50")
    answer = held(page, r"/api/v1/settings\?", "PATCH")
    page.get_by_role("button", name="Save", exact=True).click()
    answer.arrives()
    days.locator("input").fill("55")
    answer.let_go()
    expect(page.locator(".toast-note.done")).to_have_count(1)
    expect(days.locator("input")).to_have_value("55")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".save-bar")).to_have_count(0)
    assert value(page, "ended_jobs_days")["value"] == 55
    call(page, "PATCH", "/settings", {"ended_jobs_days": None})


def test_what_is_typed_while_export_settings_are_saved_is_kept(open_page):
    page = open_page("/admin/settings")
    rows = page.get_by_label("Rows a day that each may export")
    rows.fill("1000")
    answer = held(page, r"/api/v1/export-settings$", "PUT")
    bar = page.get_by_role("region", name="Unsaved changes")
    bar.get_by_role("button", name="Save").click()
    answer.arrives()
    rows.fill("2000")
    answer.let_go()
    expect(page.locator(".toast-note.done")).to_have_count(1)
    expect(rows).to_have_value("2000")
    expect(rows).to_be_focused()
    bar.get_by_role("button", name="Save").click()
    expect(bar).to_have_count(0)
    assert call(page, "GET", "/export-settings")["quota"]["rows_per_day"] == 2000
    call(page, "PUT", "/export-settings", {"suppression": None, "quota": None})
