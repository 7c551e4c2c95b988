"""Journeys of segments: made, counted level by level, saved, run, published, restored; who may not is told."""

import re

import pytest
from playwright.sync_api import expect

from conftest import api, serious_faults

LAST_DAY = "2026-10-31"


def call(page, method, path, body=None):
    """A request of the signed-in person: the JSON of the answer; anything but success fails."""
    status, answer = api(page, method, path, body, {"If-Match": "*"})
    assert status < 300, (method, path, status, answer)
    return answer


def number(locator):
    return int(re.sub(r"\D", "", locator.inner_text()))


def choose(page, picker, typed):
    """Opens a picker and takes the first that fits what is typed."""
    picker.click()
    page.keyboard.type(typed)
    page.locator(".options-list [role=option]").first.wait_for()
    page.keyboard.press("Enter")


def women(value="F"):
    return {"containers": [{"groups": [{"dataset": "members", "filters": [
        {"field": "gender", "operator": "in", "value": [value]}]}]}]}


def made(page, name, definition, run=True):
    """A saved segment, evaluated on the demo's last day."""
    segment = call(page, "POST", "/segments", {"name": name, **definition})
    if run:
        call(page, "POST", f"/segments/{segment['id']}/runs", {"wait": True, "date": LAST_DAY})
    return segment["id"]


@pytest.fixture(scope="session")
def lake(browser, server, session, tmp_path_factory):
    """A warehouse of accounts: tables on another key than the users'."""
    folder = tmp_path_factory.mktemp("lake")
    accounts, payments, cards = ["account_id,member_id"], ["account_id,paid_at,amount"], ["card_id,account_id"]
    for user in range(1, 201):
        for place in range(1 + user % 2):
            account = f"A{user:04d}{place}"
            accounts.append(f"{account},m{user:07d}")
            if place == 0:
                payments += [f"{account},2026-10-0{1 + day}T10:00:00+09:00,{1000 * day}" for day in range(user % 4)]
            if place == 1 or user % 3 == 0:
                cards.append(f"C{user}{place},{account}")
    for name, rows in (("accounts", accounts), ("account_payments", payments), ("cards", cards)):
        (folder / f"{name}.csv").write_text("\n".join(rows) + "\n")
    context = browser.new_context(storage_state=session)
    page = context.new_page()
    page.goto(server.origin + "/help")
    call(page, "PUT", "/connections/lake", {"path": str(folder)})
    for name, more in (("accounts", {"user_key": "member_id", "labels": {"en": "Accounts", "ko": "계좌"}}),
                       ("account_payments", {"roles": {"time": "paid_at"}, "labels": {"en": "Account payments", "ko": "계좌 결제"}}),
                       ("cards", {"labels": {"en": "Cards", "ko": "카드"}})):
        call(page, "PUT", f"/tables/{name}", {"connection": "lake", "path": [name], "keys": {"account": "account_id"}, **more})
    context.close()
    return folder


def test_a_drop_off_becomes_a_segment_with_the_same_number(open_page, screenshots):
    page = open_page("/explore/funnel")
    page.wait_for_selector(".funnel-below")
    page.click(".funnel-lost >> nth=0")
    heading = page.locator(".menu-heading").first.inner_text()
    dropped = int(re.search(r"([\d,]+) user", heading).group(1).replace(",", ""))
    page.click("role=menuitem[name='Save as segment']")
    page.get_by_label("Name").fill("Dropped in the funnel")
    page.click("role=button[name='Save segment']")
    expect(page).to_have_url(re.compile(r"/segments/\d+$"))
    expect(page.locator(f"[data-size='{dropped}']")).to_be_visible()
    page.screenshot(path=screenshots / "segment-from-funnel.png", full_page=True)


@pytest.mark.parametrize("language", ["en", "ko"])
def test_two_containers_with_another_join_key_and_counts_at_each_level(open_page, lake, screenshots, language):
    page = open_page("/segments/new", language=language)
    first = page.locator(".group-card").nth(0)
    choose(page, first.locator("header .picker").first, "ㄱㅈㄱㅈ" if language == "ko" else "Account pay")
    expect(first.locator(".group-key")).to_contain_text("account")
    first.locator(".having > .button").click()
    first.locator(".having-line input").fill("2")
    page.locator(".container-card > .button").click()
    second = page.locator(".group-card").nth(1)
    choose(page, second.locator("header .picker").first, "cards")
    expect(page.locator(".joint")).to_contain_text("account")
    page.locator(".containers > .row-line .button").first.click()
    third = page.locator(".group-card").nth(2)
    choose(page, third.locator("header .picker").first, "members")
    third.locator(".filters > .button").click()
    page.keyboard.type("ㅅㅂ")
    page.keyboard.press("Enter")
    third.locator(".chip-add").click()
    page.locator(".option-check").first.click()
    page.keyboard.press("Escape")
    # The draft is kept when it is drawn.
    expect(third.locator(".values .chip")).to_have_count(1)
    expect(third.locator(".remaining b")).to_have_count(1)
    draft = page.evaluate("JSON.parse(sessionStorage.getItem('cxm.segment.new'))")
    asked = {"containers": [
        {"groups": [{key: group[key] for key in ("dataset", "filters", "having", "join") if group.get(key)} for group in container["groups"]]}
        for container in draft["containers"]]}
    assert asked["containers"][0]["groups"][0]["join"] == {"key": "account"}
    preview = call(page, "POST", "/segments/preview", asked)
    expect(page.locator(f"[data-count='{preview['users']}']")).to_be_visible()
    containers = page.locator(".container-card")
    for place, container in enumerate(preview["containers"]):
        assert number(containers.nth(place).locator("> header .group-count b")) == container["users"]
        for index, group in enumerate(container["groups"]):
            card = containers.nth(place).locator(".group-card").nth(index)
            assert number(card.locator("header .group-count b")) == group["count"]
            for step, shown in zip([s for s in group["steps"] if s["kind"] in ("filter", "having")], card.locator(".remaining b").all()):
                assert number(shown) == step["count"]
    expect(page.locator(".in-words")).not_to_be_empty()
    page.screenshot(path=screenshots / f"segment-builder-{language}.png", full_page=True)
    assert not serious_faults(page)
    page.reload()
    expect(page.locator(".group-card")).to_have_count(3)
    page.locator(".segment-name").fill(f"Accounts {language}")
    page.locator(".page-actions .button.primary").click()
    expect(page).to_have_url(re.compile(r"/segments/\d+$"))
    expect(page.locator(f"[data-size='{preview['users']}']")).to_be_visible()


@pytest.mark.parametrize("language, fault, rows, plan, save", [
    ("en", "Line 2, column 6", "First rows", "Plan", "Save"), ("ko", "2번째 줄 6번째 칸", "첫 행 보기", "실행 계획", "저장")])
def test_a_statement_meets_its_error_where_it_is(open_page, lake, screenshots, language, fault, rows, plan, save):
    page = open_page("/segments/new?kind=sql", language=language)
    editor = page.locator(".cm-content")
    editor.click()
    page.keyboard.type("SELECT member_id\nFROM acounts")
    page.keyboard.press("Escape")
    expect(page.locator(".verdict")).to_contain_text(fault)
    expect(page.locator(".cm-fault")).to_have_text("acounts")
    page.screenshot(path=screenshots / f"segment-sql-fault-{language}.png", full_page=True)
    page.keyboard.press("Control+A")
    page.keyboard.type("SELECT member_id\nFROM acc")
    page.locator(".cm-tooltip-autocomplete li", has_text="accounts").first.click()
    expect(page.locator(".verdict")).to_contain_text("member_id")
    page.get_by_role("button", name=rows, exact=True).click()
    expect(page.locator(".rows-scroll tbody tr").first).to_contain_text("m0000001")
    page.get_by_role("button", name=plan, exact=True).click()
    expect(page.locator("pre.outline")).not_to_be_empty()
    page.locator(".segment-name").fill(f"Has an account {language}")
    page.get_by_role("button", name=save, exact=True).click()
    expect(page.locator("[data-size='200']")).to_be_visible()
    assert not serious_faults(page)


def test_a_list_of_ids_says_which_are_unknown(open_page):
    page = open_page("/segments/new?kind=list")
    page.click("text=Paste ids instead")
    page.locator("textarea").fill("m0000001, m0000002\nnobody")
    page.click("role=button[name='Take these ids']")
    expect(page.locator(".figures-line")).to_contain_text("Unknown")
    expect(page.locator(".segment-main")).to_contain_text("nobody")
    page.locator(".segment-name").fill("Pasted")
    page.click("role=button[name='Save']")
    expect(page.locator("[data-size='2']")).to_be_visible()


def test_a_segment_of_others(open_page):
    page = open_page("/help")
    both = [made(page, f"Part {value}", women(value)) for value in "FM"]
    sizes = [call(page, "GET", f"/segments/{one}")["size"] for one in both]
    page.goto(page.url.replace("/help", "/segments/new?kind=parts"))
    for name in ("Part F", "Part M"):
        page.click("role=button[name='Add a segment']")
        page.keyboard.type(name)
        page.locator(".options-list [role=option]", has_text=name).first.click()
    expect(page.locator(f"[data-count='{sum(sizes)}']")).to_be_visible()
    page.click("role=button[name='In all']")
    expect(page.locator("[data-count='0']")).to_be_visible()


@pytest.mark.parametrize("language, restore, words", [("en", "Restore", "Male"), ("ko", "되돌리기", "남")])
def test_a_version_is_restored_with_what_changes_in_words(open_page, screenshots, language, restore, words):
    page = open_page("/help", language=language)
    segment = made(page, f"Restored {language}", women("F"))
    call(page, "PATCH", f"/segments/{segment}", {**women("M"), "note": "the other half"})
    page.goto(page.url.replace("/help", f"/segments/{segment}?tab=versions"))
    expect(page.locator(".versions .card")).to_have_count(2)
    expect(page.locator(".versions .changes").first).to_contain_text(words)
    page.screenshot(path=screenshots / f"segment-versions-{language}.png", full_page=True)
    page.click(f"role=button[name='{restore}']")
    page.locator("dialog .changes").wait_for()
    page.locator("dialog").get_by_role("button", name=restore).click()
    expect(page.locator(".versions .card")).to_have_count(3)
    assert call(page, "GET", f"/segments/{segment}")["definition"] == women("F")


HELD = {"en": {"held": "Held back", "more": "More actions", "settings": "Settings and schedule", "schedule": "Schedule", "friday": "Fri", "save": "Save",
               "facts": "every Mon, Fri at 06:30", "look": "Look and confirm", "publish": "Publish", "sure": "I have looked at it"},
        "ko": {"held": "게시 보류", "more": "더 보기", "settings": "설정과 일정", "schedule": "일정", "friday": "금", "save": "저장",
               "facts": "매주 월, 금 06:30", "look": "살펴보고 확인", "publish": "게시", "sure": "살펴보았고 맞습니다"}}


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_schedule_a_held_back_publish_and_its_confirmation(open_page, screenshots, language):
    words = HELD[language]
    page = open_page("/help", language=language)
    segment = made(page, f"Held back {language}", women("F"))
    call(page, "POST", f"/segments/{segment}/snapshots/newest/publish", {})
    # Fewer than half as many: the guard waits for somebody's word.
    few = women("M")
    few["containers"][0]["groups"][0]["filters"].append({"field": "age", "operator": "between", "value": [30, 33]})
    call(page, "PATCH", f"/segments/{segment}", few)
    call(page, "POST", f"/segments/{segment}/runs", {"wait": True, "date": LAST_DAY})
    page.goto(page.url.replace("/help", f"/segments/{segment}"))
    expect(page.locator(".notice.warn")).to_contain_text(words["held"])
    page.get_by_role("button", name=words["more"]).click()
    page.get_by_role("menuitem", name=words["settings"]).click()
    page.get_by_label(words["schedule"], exact=True).select_option("weekly")
    page.get_by_role("button", name=words["friday"], exact=True).click()
    page.locator("dialog").get_by_role("button", name=words["save"]).click()
    expect(page.locator(".facts")).to_contain_text(words["facts"])
    page.get_by_role("button", name=words["look"]).click()
    publish = page.locator("dialog").get_by_role("button", name=words["publish"])
    expect(publish).to_be_disabled()
    page.screenshot(path=screenshots / f"segment-publish-{language}.png")
    page.get_by_label(words["sure"]).check()
    publish.click()
    expect(page.locator(".notice")).to_have_count(0)
    found = call(page, "GET", f"/segments/{segment}")
    assert found["published_snapshot"] and found["schedule"] == {"weekly": {"on": ["monday", "friday"], "at": "06:30"}}


@pytest.mark.parametrize("language, save_version, save, faster, mine", [
    ("en", "Save as new version", "Save", "Somebody was faster", "Save mine over it"), ("ko", "새 버전으로 저장", "저장", "그사이 다른 사람이 바꿨습니다", "내 것으로 저장")])
def test_whoever_is_second_is_told_and_nothing_is_overwritten(open_page, language, save_version, save, faster, mine):
    page = open_page("/help", language=language, expects=["/api/v1/segments/"])
    segment = made(page, f"Edited by two {language}", women("F"), run=False)
    page.goto(page.url.replace("/help", f"/segments/{segment}/edit"))
    page.locator(".segment-name").fill(f"Edited by me {language}")
    call(page, "PATCH", f"/segments/{segment}", {"description": "by somebody else"})
    page.click(f"role=button[name='{save_version}']")
    page.locator("dialog").get_by_role("button", name=save, exact=True).click()
    expect(page.locator("dialog", has_text=faster)).to_be_visible()
    assert call(page, "GET", f"/segments/{segment}")["name"] == f"Edited by two {language}"
    page.click(f"role=button[name='{mine}']")
    expect(page.locator("h1")).to_have_text(f"Edited by me {language}")


def test_why_somebody_is_in_it(open_page, screenshots):
    page = open_page("/help")
    segment = made(page, "Why", women("F"))
    page.goto(page.url.replace("/help", f"/segments/{segment}?tab=members"))
    page.locator("table.data tbody tr").first.get_by_role("button", name="Explain").click()
    expect(page.locator(".why-verdict")).to_contain_text("is in it")
    expect(page.locator(".why-group")).to_contain_text("Female")
    page.screenshot(path=screenshots / "segment-why.png", full_page=True)
    assert not serious_faults(page)


@pytest.mark.parametrize("tab", ["overview", "profile", "overlap", "uses", "deliveries", "runs"])
def test_every_part_of_a_segment_is_drawn(open_page, tab):
    page = open_page("/help", language="ko", width=390)
    segment = made(page, f"Parts {tab}", women("M"))
    made(page, f"Other {tab}", women("F"))
    page.goto(page.url.replace("/help", f"/segments/{segment}?tab={tab}"))
    page.locator("#tab-panel .card").first.wait_for()
    page.wait_for_load_state("networkidle")
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert overflow <= 0, f"the page is {overflow} px too wide"
    assert not serious_faults(page)


def test_the_list_finds_by_initial_consonants_and_changes_many(open_page, screenshots):
    page = open_page("/help", language="ko")
    for name in ("휴면 회원", "휴면 위험"):
        made(page, name, women("F"), run=False)
    page.goto(page.url.replace("/help", "/segments"))
    page.get_by_role("searchbox").fill("ㅎㅁ")
    expect(page.locator("tbody tr")).to_have_count(2)
    page.get_by_label("보이는 것 모두 선택").check()
    page.click("role=button[name='태그 달기']")
    page.keyboard.type("4분기")
    page.keyboard.press("Enter")
    expect(page.locator("tbody .tag", has_text="4분기")).to_have_count(2)
    page.screenshot(path=screenshots / "segments-ko.png", full_page=True)
    page.get_by_label("보이는 것 모두 선택").check()
    page.click("role=button[name='보관']")
    page.locator("dialog").get_by_role("button", name="보관").click()
    expect(page.locator("tbody tr")).to_have_count(0)


def test_a_viewer_looks_and_changes_nothing(open_page, browser, server):
    page = open_page("/help")
    segment = made(page, "For viewers", women("F"))
    link = call(page, "POST", "/users", {"name": "viewer-of-segments", "role": "viewer"})["link"]
    context = browser.new_context()
    visit = context.new_page()
    visit.goto(link)
    visit.get_by_label(re.compile("New password|새 비밀번호")).fill("correct horse battery")
    visit.get_by_role("button").last.click()
    visit.context.add_cookies([{"name": "cxm_language", "value": "en", "url": server.origin}])
    visit.goto(f"{server.origin}/segments/{segment}")
    expect(visit.locator(".facts")).to_be_visible()
    expect(visit.get_by_role("button", name="Run now")).to_have_count(0)
    expect(visit.locator("#tab-members")).to_have_count(0)
    visit.goto(f"{server.origin}/segments/{segment}?tab=deliveries")
    expect(visit.locator("#tab-panel")).to_contain_text("Ask an admin")
    visit.goto(f"{server.origin}/segments/new")
    expect(visit.locator(".empty-state")).to_contain_text("You may look at segments")
    context.close()
