"""A table changes in its warehouse: its fields are marked, the segments that break are named, and it is taken as it is."""

import pytest
from playwright.sync_api import expect

from conftest import call, fits, own_server, signed_in

WORDS = {
    "en": {"check": "Check for changes", "changed": "Has changed", "gone": "The column channel is gone.", "mark": "column gone", "new": "New columns: sales_channel",
           "retyped": "other type", "breaks": "Breaks 1 segment", "accept": "Take it as it is now", "again": "Register anew", "none": "No segment reads what has changed."},
    "ko": {"check": "변경 확인", "changed": "달라짐", "gone": "channel", "mark": "열 없음", "new": "sales_channel", "retyped": "형식 다름",
           "breaks": "쓸 수 없게 된 세그먼트 1개", "accept": "지금 상태로 받아들이기", "again": "다시 등록", "none": "달라진 것을 쓰는 세그먼트는 없습니다."},
}


@pytest.fixture(scope="module")
def server(pristine, tmp_path_factory):
    yield from own_server(pristine, tmp_path_factory, "drift")


@pytest.fixture(scope="module")
def session(browser, server):
    yield from signed_in(browser, server)


def write(folder, name, title, rows):
    (folder / f"{name}.csv").write_text("\n".join([title, *rows]) + "\n")


def registered(page, folder, name):
    """A table of orders in a folder of CSV files, and two segments: only one reads the channel."""
    write(folder, name, "member_id,amount,channel", [f"m{user:07d},{user * 100},{'app' if user % 2 else 'web'}" for user in range(1, 101)])
    call(page, "PUT", f"/connections/{name}", {"path": str(folder)})
    call(page, "PUT", f"/tables/{name}", {"connection": name, "path": [name], "user_key": "member_id", "keys": {}, "roles": {}})
    group = lambda field, operator, value: {"containers": [{"groups": [{"dataset": name, "filters": [{"field": field, "operator": operator, "value": value}]}]}]}
    broken = call(page, "POST", "/segments", {"name": f"By app {name}", **group("channel", "in", ["app"])})
    call(page, "POST", "/segments", {"name": f"Spent much {name}", **group("amount", "at_least", 5000)})
    return broken["id"]


@pytest.mark.parametrize("language", ["en", "ko"])
def test_a_renamed_column_is_marked_and_names_what_it_breaks(open_page, screenshots, tmp_path, language):
    words, name = WORDS[language], f"orders_{language}"
    page = open_page("/help", language=language)
    broken = registered(page, tmp_path, name)
    write(tmp_path, name, "member_id,amount,sales_channel", [f"m{user:07d},{user * 100},app" for user in range(1, 101)])
    page.goto(page.url.replace("/help", "/admin/data"))
    page.get_by_role("button", name=words["check"]).click()
    row = page.locator("tbody tr", has=page.locator("code", has_text=name))
    expect(row.locator(".tag")).to_have_text(words["changed"], timeout=30_000)
    row.locator(".row-link").click()
    drift = page.locator(".drift")
    expect(drift).to_contain_text(words["gone"])
    expect(drift).to_contain_text(words["new"])
    expect(drift).to_contain_text(words["breaks"])
    expect(drift.locator(".broken-segments a")).to_have_count(1)
    expect(drift.locator(".broken-segments a")).to_have_attribute("href", f"/segments/{broken}")
    field = page.locator("tbody tr", has=page.locator("code", has_text="channel")).first
    expect(field.locator(".tag.bad")).to_have_text(words["mark"])
    fits(page, screenshots, f"drift-{language}")
    page.set_viewport_size({"width": 390, "height": 844})
    fits(page, screenshots, f"drift-{language}-390")
    page.set_viewport_size({"width": 1366, "height": 900})

    drift.get_by_role("button", name=words["accept"]).click()
    page.locator("dialog").get_by_role("button", name=words["accept"]).click()
    # The new column is a field at once; the one whose column is gone stays, marked, until the table is registered anew.
    expect(page.locator("tbody tr", has=page.locator("code", has_text="sales_channel"))).to_be_visible()
    expect(page.locator("tbody .tag.bad")).to_have_text([words["mark"]])
    expect(drift.get_by_role("button", name=words["accept"])).to_have_count(0)
    drift.get_by_role("link", name=words["again"]).click()
    page.locator("h1").wait_for()
    assert f"as={name}" in page.url


def test_a_column_of_another_type_is_accepted(open_page, screenshots, tmp_path):
    page = open_page("/help")
    registered(page, tmp_path, "retyped")
    write(tmp_path, "retyped", "member_id,amount,channel", [f"m{user:07d},much,app" for user in range(1, 101)])
    page.goto(page.url.replace("/help", "/admin/data/retyped"))
    call(page, "POST", "/drift?table=retyped")
    page.reload()
    expect(page.locator(".drift")).to_contain_text("The column amount was")
    expect(page.locator(".broken-segments a")).to_have_text(["Spent much retyped"])
    mark = page.locator("tbody .tag.bad")
    expect(mark).to_have_text(["other type"])
    page.locator(".drift").get_by_role("button", name="Take it as it is now").click()
    page.locator("dialog").get_by_role("button", name="Take it as it is now").click()
    expect(page.locator(".drift")).to_have_count(0)
    expect(mark).to_have_count(0)
    found = call(page, "GET", "/tables/retyped")
    assert next(field for field in found["table"]["fields"] if field["name"] == "amount")["type"] == "text"
