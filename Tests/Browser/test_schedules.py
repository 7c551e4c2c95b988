"""Schedules of several rules, in words, with the next times that the server really plans."""

import time

import pytest
from playwright.sync_api import expect

from conftest import call, fits, own_server, signed_in

WORDS = {
    "en": {"more": "More actions", "settings": "Settings and schedule", "title": "Schedule", "add": "Add another time", "rule": "Time {}", "time": "Time", "friday": "Fri", "import": "Import",
           "save": "Save", "facts": "every day at 23:58, or every Mon, Fri at 06:30, or after each import of app", "next": "Next: ", "after": "after each import of app", "today": "today 23:58"},
    "ko": {"more": "더 보기", "settings": "설정과 일정", "title": "일정", "add": "일정 추가", "rule": "{}번째 일정", "time": "시각", "friday": "금", "import": "가져오기",
           "save": "저장", "facts": "매일 23:58 또는 매주 월, 금 06:30 또는 app 가져오기 직후마다", "next": "다음: ", "after": "app 가져오기 직후마다", "today": "오늘 23:58"},
}


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "schedules")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_several_times_and_an_import(open_page, screenshots, language):
    words = WORDS[language]
    page = open_page("/help", language=language)
    segment = call(page, "POST", "/segments", {"name": f"Planned {language}", "containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["F"]}]}]}]})["id"]
    page.goto(page.url.replace("/help", f"/segments/{segment}"))
    page.get_by_role("button", name=words["more"]).click()
    page.get_by_role("menuitem", name=words["settings"]).click()
    dialog = page.locator("dialog")
    dialog.get_by_label(words["title"], exact=True).select_option("daily")
    dialog.get_by_label(words["time"], exact=True).fill("23:58")
    dialog.get_by_role("button", name=words["add"]).click()
    dialog.get_by_label(words["rule"].format(2), exact=True).select_option("weekly")
    dialog.locator(".schedule-rule").nth(1).get_by_role("button", name=words["friday"]).click()
    dialog.locator(".schedule-rule").nth(1).locator("input[type=time]").fill("06:30")
    dialog.get_by_role("button", name=words["add"]).click()
    dialog.get_by_label(words["rule"].format(3), exact=True).select_option("import")
    dialog.get_by_label(f"{words['rule'].format(3)}: {words['import']}").select_option("app")
    following = dialog.locator(".schedule-next")
    expect(following).to_contain_text(words["next"])
    expect(following).to_contain_text(words["after"])
    expect(following).to_contain_text("Asia/Seoul")
    fits(page, screenshots, f"schedule-{language}")
    dialog.get_by_role("button", name=words["save"], exact=True).click()
    expect(page.locator(".facts")).to_contain_text(words["facts"])
    assert call(page, "GET", f"/segments/{segment}")["schedule"] == [
        {"daily": "23:58"}, {"weekly": {"on": ["monday", "friday"], "at": "06:30"}}, {"after_import": "app"}]

    # A rule is taken away again; the last one may be none.
    page.get_by_role("button", name=words["more"]).click()
    page.get_by_role("menuitem", name=words["settings"]).click()
    for _ in range(2):
        dialog.locator(".schedule-rule").last.locator(".icon-button").click()
    expect(dialog.locator(".schedule-rule")).to_have_count(1)
    dialog.get_by_role("button", name=words["save"], exact=True).click()
    expect(page.locator(".facts")).not_to_contain_text("06:30")
    assert call(page, "GET", f"/segments/{segment}")["schedule"] == {"daily": "23:58"}


def test_the_next_time_is_the_one_that_is_planned(open_page):
    page = open_page("/help")
    schedule = [{"daily": "03:17"}, {"weekly": {"on": ["sunday", "wednesday"], "at": "15:45"}}]
    segment = call(page, "POST", "/segments", {"name": "Planned by the server", "schedule": schedule, "containers": [{"groups": [{"dataset": "members", "filters": [{"field": "gender", "operator": "in", "value": ["M"]}]}]}]})["id"]
    due, tries = {}, 0
    while not {"03:17", "15:45"} <= due.keys() and tries < 60:
        due = {job["arguments"].get("at"): job["due_at"] for job in call(page, "GET", "/jobs?state=waiting&limit=200")["jobs"] if job["kind"] == "refresh-segments"}
        time.sleep(1)
        tries += 1
    page.goto(page.url.replace("/help", f"/segments/{segment}"))
    times = page.evaluate("""async (schedule) => {
        const base = new URL(document.querySelector("script[type=module]").src).pathname.replace(/[^/]+$/, "");
        return (await import(base + "segments/nextTimes.js")).nextTimes(schedule, 8);
    }""", schedule)
    for at in ("03:17", "15:45"):
        first = next(time for time in times if time.endswith(at))
        assert due[at].replace("T", " ").startswith(first), (due, times)


def test_times_that_the_clock_leaves_out_or_shows_twice(open_page):
    page = open_page("/help")
    times = page.evaluate("""async () => {
        const base = new URL(document.querySelector("script[type=module]").src).pathname.replace(/[^/]+$/, "");
        const { nextTimes } = await import(base + "segments/nextTimes.js");
        document.documentElement.dataset.timezone = "Europe/Berlin";
        return [nextTimes({ daily: "02:30" }, 2, "2026-03-28 12:00"), nextTimes({ daily: "02:30" }, 2, "2026-10-24 12:00"), nextTimes({ daily: "06:30" }, 1, "2026-10-24 12:00"), nextTimes(null)];
    }""")
    assert times == [["2026-03-29 03:30", "2026-03-30 02:30"], ["2026-10-25 02:30", "2026-10-26 02:30"], ["2026-10-25 06:30"], []]
